"""What a member has, what expires when, and why: the auditor's questions over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.interfaces.rest.shop import AT, Caller, Shop, problem
from tests.interfaces.rest.test_points import earned, joined


def test_lots_stand_in_the_order_of_spending_with_their_ends(shop: Shop) -> None:
    """Summer time begins on 29 March: the 28th ends at 22:00 UTC, the 29th at 21:00."""
    till = shop.caller()
    [anna] = joined(till, "anna")
    earned(till, anna, 100, "o-1", expires_on="2026-03-29")
    earned(till, anna, 50, "o-2", expires_on="2026-03-28", matures_at="2026-03-10T00:00:00Z")
    earned(till, anna, 10, "o-3")
    lots = till.get(f"/v1/members/{anna}/lots").json()["items"]
    assert [(lot["remaining"], lot["expires_at"], lot["matured"]) for lot in lots] == [
        (50, "2026-03-28T22:00:00Z", False), (100, "2026-03-29T21:00:00Z", True), (10, None, True),
    ]  # fmt: skip
    shop.clock[0] = AT.replace(day=29, hour=20, minute=59)
    assert till.balance(anna)["available"] == 110
    shop.clock[0] = AT.replace(day=29, hour=21, minute=0)
    assert till.balance(anna)["available"] == 10


def test_an_auditors_question_is_answered_from_the_entry(shop: Shop) -> None:
    till = shop.caller()
    [anna] = joined(till, "anna")
    entry = earned(till, anna, 120, expires_on="2027-03-05", rule="one a euro/1")
    found = till.get(f"/v1/members/{anna}/entries/{entry}").json()
    assert found["explanation"] == (
        "2026-03-05: 120 points earned with order o-1 by the rule one a euro/1; they expire after 2027-03-05. "
        "Afterwards 120 points available."
    )
    assert (found["kind"], found["available"], found["recorded_at"]) == ("earned", 120, "2026-03-05T09:30:00Z")


def test_entries_come_page_by_page_the_latest_first(shop: Shop) -> None:
    till = shop.caller()
    [anna] = joined(till, "anna")
    for number in range(5):
        shop.clock[0] = AT + timedelta(minutes=number)
        earned(till, anna, 10, f"o-{number}")
    first = till.get(f"/v1/members/{anna}/entries", limit=3).json()
    rest = till.get(f"/v1/members/{anna}/entries", limit=3, cursor=first["next"]).json()
    assert [e["reference"] for e in first["items"] + rest["items"]] == ["o-4", "o-3", "o-2", "o-1", "o-0"]
    assert rest["next"] is None
    page = till.get(f"/v1/members/{anna}/lots", limit=3).json()
    assert len(till.get(f"/v1/members/{anna}/lots", limit=3, cursor=page["next"]).json()["items"]) == 2


def test_what_was_written_before_a_merge_is_listed_with_whose_it_was(shop: Shop) -> None:
    """Ben had earned 30 and became a part of Anna: an auditor finds his order from her page, or under his old id."""
    till = shop.caller()
    anna, ben = joined(till, "anna", "ben")
    for number, member, points in ((1, anna, 100), (2, ben, 30)):
        shop.clock[0] = AT + timedelta(minutes=number)
        earned(till, member, points, f"o-{number}")
    shop.clock[0] = AT + timedelta(minutes=3)
    till.done(f"/v1/members/{anna}/merge", {"absorbed": ben})
    seen: list[dict[str, Any]] = []
    page = till.get(f"/v1/members/{anna}/entries", limit=1).json()
    seen += page["items"]
    while page["next"]:
        page = till.get(f"/v1/members/{anna}/entries", limit=1, cursor=page["next"]).json()
        seen += page["items"]
    assert [(e["member_id"], e["kind"], e["available"], e["available_after"]) for e in seen] == [
        (anna, "merged_in", 30, 130), (ben, "merged_out", -30, 0), (ben, "earned", 30, 30), (anna, "earned", 100, 100),
    ]  # fmt: skip
    assert till.get(f"/v1/members/{ben}/entries").json()["items"] == seen
    assert sum(e["available"] for e in seen) == till.balance(anna)["available"] == 130
    of_ben = till.get(f"/v1/members/{anna}/entries/{seen[2]['entry_id']}").json()
    assert of_ben == seen[2]
    assert of_ben["explanation"].startswith("2026-03-05: 30 points earned with order o-2")


@pytest.mark.parametrize("what", ["entries", "lots", "holds"])
def test_what_comes_and_goes_between_pages_moves_nothing_else(shop: Shop, what: str) -> None:
    """Of eight that are there throughout each is shown once, however many are added and used up on the way."""
    till = shop.caller()
    [anna] = joined(till, "anna")
    path, held = f"/v1/members/{anna}/{what}", f"/v1/members/{anna}/holds"
    for number in range(9):
        earned(till, anna, 10, f"o-{number}", expires_on=f"2026-04-{10 + number}")
    first, *_ = [hold(till, anna, 1) for _ in range(9)] if what == "holds" else [""]
    throughout = {item_id(each) for each in till.get(path, limit=200).json()["items"]} - {first}
    seen: list[str] = []
    cursor: dict[str, str] = {}
    for page in range(20):
        found = till.get(path, limit=2, **cursor).json()
        seen += [item_id(each) for each in found["items"]]
        if found["next"] is None:
            break
        cursor = {"cursor": found["next"]}
        if page < 3:  # one more at the front, and what was shown first is gone
            earned(till, anna, 10, f"new-{page}", expires_on=f"2026-03-{20 + page}")
            hold(till, anna, 1)
            till.done(f"/v1/members/{anna}/spend", {"amount": 9, "reference": "o"})
            if page == 0 and first:
                till.done(f"{held}/{first}/void")
    assert len(seen) == len(set(seen)), "nothing is shown twice"
    lost = throughout - set(seen)
    assert not {name for name in lost if what != "lots" or still_there(till, anna, name)}, "nothing is lost"


def hold(till: Caller, member: str, amount: int) -> str:
    body = {"amount": amount, "ends_at": "2026-04-01T00:00:00Z", "reference": "w"}
    return str(till.done(f"/v1/members/{member}/holds", body)["entries"][0])


def item_id(item: dict[str, Any]) -> str:
    return str(item.get("entry_id") or item.get("lot_id") or item["hold_id"])


def still_there(till: Caller, member: str, lot_id: str) -> bool:
    return lot_id in {lot["lot_id"] for lot in till.get(f"/v1/members/{member}/lots", limit=200).json()["items"]}


def test_a_cursor_is_good_for_its_own_list_alone(shop: Shop) -> None:
    till = shop.caller()
    anna, ben = joined(till, "anna", "ben")
    for number in range(3):
        earned(till, anna, 10, f"o-{number}")
    cursor = till.get(f"/v1/members/{anna}/entries", limit=1).json()["next"]
    for path in (f"{ben}/entries", f"{anna}/lots", f"{anna}/holds"):
        problem(till.get(f"/v1/members/{path}", cursor=cursor), 422, "invalid-request")
    for made_up in ("", "x", "é", cursor[:-1], "eyJ9.x"):
        problem(till.get(f"/v1/members/{anna}/entries", cursor=made_up), 422, "invalid-request")


def test_another_members_entry_is_not_there(shop: Shop) -> None:
    till = shop.caller()
    anna, ben = joined(till, "anna", "ben")
    of_ben = earned(till, ben, 10)
    earned(till, anna, 10, "o-2")
    for name in (of_ben, "999.1", "999999999999.999999999999"):
        problem(till.get(f"/v1/members/{anna}/entries/{name}"), 404, "not-found")
    for odd in ("0.1", "1", "1.1.1", "-1.1", "99999999999999999999.1", "a.b"):
        problem(till.get(f"/v1/members/{anna}/entries/{odd}"), 422, "invalid-request")


def test_a_lot_says_what_it_was_worth_and_which_arm_gave_it(shop: Shop) -> None:
    """Its qualifying units have an end of their own."""
    till = shop.caller()
    [anna] = joined(till, "anna")
    body = {"order_id": "o", "lines": [{"line_id": "1", "points": 10, "qualifying": 7}], "arm": "double", "value_minor": 25}
    till.done(f"/v1/members/{anna}/earn", {**body, "qualifying_expires_on": "2026-03-28"})
    [lot] = till.get(f"/v1/members/{anna}/lots").json()["items"]
    assert (lot["arm"], lot["value_minor"], lot["expires_at"]) == ("double", 25, None)
    [units] = till.get(f"/v1/members/{anna}/lots", unit="qualifying").json()["items"]
    assert (units["amount"], units["expires_at"], units["value_minor"]) == (7, "2026-03-28T22:00:00Z", None)


def test_qualifying_units_are_kept_apart(shop: Shop) -> None:
    till = shop.caller()
    [anna] = joined(till, "anna")
    body = {"order_id": "o", "lines": [{"line_id": "1", "points": 10, "qualifying": 7}]}
    till.done(f"/v1/members/{anna}/earn", body)
    assert till.get(f"/v1/members/{anna}/balance", unit="qualifying").json()["available"] == 7
    assert till.balance(anna)["available"] == 10
    problem(till.get(f"/v1/members/{anna}/balance", unit="miles"), 422, "invalid-request")
