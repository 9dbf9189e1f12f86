"""Points over HTTP: earned, spent, held, given, corrected; each act once for its key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from tests.interfaces.rest.shop import AT, Caller, Shop, lines, problem


def joined(till: Caller, *names: str) -> list[str]:
    return [till.done("/v1/members", {"customer_id": name})["member_id"] for name in names]


def earned(till: Caller, member: str, points: int, order: str = "o-1", **more: object) -> str:
    done = till.done(f"/v1/members/{member}/earn", {"order_id": order, "source": "till", "lines": lines(points), **more})
    return str(done["entries"][0])


def test_points_are_earned_and_spent(shop: Shop) -> None:
    till = shop.caller()
    [anna] = joined(till, "anna")
    done = till.done(f"/v1/members/{anna}/earn", {"order_id": "o-1", "lines": lines(120, 30), "expires_on": "2027-03-05"})
    assert [b["available"] for b in done["balances"] if b["unit"] == "points"] == [150]
    spent = till.done(f"/v1/members/{anna}/spend", {"amount": 100, "reference": "o-2"})
    assert till.balance(anna)["free"] == 50
    till.done(f"/v1/members/{anna}/spends/{spent['entries'][0]}/return", {"amount": 40})
    assert till.balance(anna)["free"] == 90
    till.done(f"/v1/members/{anna}/spends/{spent['entries'][0]}/return", {})
    assert till.balance(anna)["free"] == 150
    answer = problem(till.post(f"/v1/members/{anna}/spend", {"amount": 151, "reference": "o-3"}), 409, "insufficient-points")
    assert "expected" in answer


def test_a_days_purchases_earn_at_once_or_not_at_all(shop: Shop) -> None:
    till = shop.caller()
    anna, ben = joined(till, "anna", "ben")
    day = [{"member_id": (anna, ben)[n % 2], "order_id": f"o-{n}", "source": "till", "lines": lines(n + 1)} for n in range(200)]
    assert len(till.done("/v1/earns", {"earns": day})["entries"]) == 200
    assert (till.balance(anna)["free"], till.balance(ben)["free"]) == (10_000, 10_100)
    new = {"member_id": anna, "order_id": "new", "source": "till", "lines": lines(1)}
    problem(till.post("/v1/earns", {"earns": [new, day[7]]}), 409, "limit-reached")
    problem(till.post("/v1/earns", {"earns": [new, {**new, "member_id": "nobody"}]}), 404, "not-found")
    problem(till.post("/v1/earns", {"earns": [new] * 2}), 409, "limit-reached")
    problem(till.post("/v1/earns", {"earns": []}), 422, "invalid-request")
    assert till.balance(anna)["free"] == 10_000


def test_a_repeat_gets_the_first_answer_and_another_body_is_refused(shop: Shop) -> None:
    till = shop.caller()
    [anna] = joined(till, "anna")
    earned(till, anna, 100)
    path, body = f"/v1/members/{anna}/spend", {"amount": 30, "reference": "o-2"}
    first = till.post(path, body, key="k")
    again = till.post(path, body, key="k")
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert till.balance(anna)["free"] == 70
    answer = problem(till.post(path, {**body, "amount": 31}, key="k"), 422, "idempotency-conflict")
    assert answer["detail"].startswith("Nothing was done.")
    assert till.post(path, body, key="k2").status_code == 200
    assert till.balance(anna)["free"] == 40


def test_two_callers_may_use_the_same_key(shop: Shop) -> None:
    till, web = shop.caller(), shop.caller(name="web")
    [anna] = joined(till, "anna")
    earned(till, anna, 100)
    for caller in (till, web):
        caller.done(f"/v1/members/{anna}/spend", {"amount": 30, "reference": "o"}, key="k")
    assert till.balance(anna)["free"] == 40


def test_many_repeats_at_once_happen_once(shop: Shop) -> None:
    till = shop.caller()
    [anna] = joined(till, "anna")
    earned(till, anna, 100)

    def spend(_: int) -> tuple[int, str]:
        answer = till.post(f"/v1/members/{anna}/spend", {"amount": 30, "reference": "o"}, key="k")
        return answer.status_code, answer.json().get("type", "")

    with ThreadPoolExecutor(8) as pool:
        seen = set(pool.map(spend, range(24)))
    assert (200, "") in seen
    assert seen <= {(200, ""), (409, "urn:regulars:problem:in-progress")}
    assert till.balance(anna)["free"] == 70


def test_a_write_without_a_key_of_its_own_is_refused(small: Shop) -> None:
    till = small.caller()
    [anna] = joined(till, "anna")
    earned(till, anna, 100)
    answer = till.client.post(f"/v1/members/{anna}/spend", json={"amount": 1, "reference": "o"}, headers=till.headers)
    problem(answer, 400, "idempotency-key-missing")
    for key in ("", "with space", "x" * 101):
        problem(till.post(f"/v1/members/{anna}/spend", {"amount": 1, "reference": "o"}, key=key or " "), 422, "invalid-request")
    assert till.balance(anna)["free"] == 100


def test_points_are_held_captured_in_part_and_given_back(shop: Shop) -> None:
    till = shop.caller()
    [anna] = joined(till, "anna")
    earned(till, anna, 100)
    holds = f"/v1/members/{anna}/holds"
    held = till.done(holds, {"amount": 60, "ends_at": "2026-03-05T12:00:00+02:00", "reference": "w-1"})["entries"][0]
    assert [h["open"] for h in till.get(holds).json()["items"]] == [60]
    assert (till.balance(anna)["free"], till.balance(anna)["held"]) == (40, 60)
    till.done(f"{holds}/{held}/capture", {"amount": 25})
    till.done(f"{holds}/{held}/void")
    assert (till.balance(anna)["free"], till.balance(anna)["held"]) == (75, 0)
    late = till.done(holds, {"amount": 60, "ends_at": "2026-03-05T10:00:00Z", "reference": "w-2"})["entries"][0]
    shop.clock[0] = AT + timedelta(hours=1)
    assert till.balance(anna)["held"] == 0
    assert till.post(f"{holds}/{late}/capture", {}).status_code == 409


def test_a_giver_does_not_learn_what_the_receiver_has(shop: Shop) -> None:
    till = shop.caller()
    anna, ben = joined(till, "anna", "ben")
    earned(till, anna, 100)
    earned(till, ben, 999, "o-2")
    done = till.done(f"/v1/members/{anna}/transfer", {"receiver": ben, "amount": 40})
    assert {b["member_id"] for b in done["balances"]} == {anna}
    assert len({name.split(".")[0] for name in done["entries"]}) == 1
    assert (till.balance(anna)["free"], till.balance(ben)["free"]) == (60, 1039)
    problem(till.post(f"/v1/members/{anna}/transfer", {"receiver": "nobody", "amount": 1}), 404, "not-found")


def test_a_large_correction_takes_two_persons(shop: Shop) -> None:
    till = shop.caller()
    [anna] = joined(till, "anna")
    path = f"/v1/members/{anna}/adjust"
    till.done(path, {"amount": 50, "reason": "a broken jar", "by": "S-1"})
    much = {"amount": 5000, "reason": "a flood", "by": "S-1"}
    assert till.post(path, much).status_code in (409, 422)
    for same in ("S-1", "s-1 ", "\uff33-1", "S-1\u200b"):
        problem(till.post(path, {**much, "agreed_by": same}), 422, "invalid-request")
    till.done(path, {**much, "agreed_by": "S-2"})
    problem(till.post(path, {**much, "amount": 0}), 422, "invalid-request")
    assert till.balance(anna)["free"] == 5050


def test_a_rehearsal_answers_and_writes_nothing(shop: Shop) -> None:
    till = shop.caller()
    [anna] = joined(till, "anna")
    earned(till, anna, 100)
    body = {"amount": 30, "reference": "o"}
    rehearsed = till.done(f"/v1/members/{anna}/spend", body, key="k", dry_run=True)
    assert rehearsed["balances"][0]["free"] == 70
    assert till.balance(anna)["free"] == 100
    assert till.done(f"/v1/members/{anna}/spend", body, key="k") == rehearsed


def test_another_members_entries_are_not_there(shop: Shop) -> None:
    till = shop.caller()
    anna, ben = joined(till, "anna", "ben")
    for member, order in ((anna, "o-1"), (ben, "o-2")):
        earned(till, member, 100, order)
    spent = till.done(f"/v1/members/{ben}/spend", {"amount": 10, "reference": "o"})["entries"][0]
    held = till.done(f"/v1/members/{ben}/holds", {"amount": 10, "ends_at": "2026-03-06T00:00:00Z", "reference": "o"})[
        "entries"
    ][0]
    for path, body in (
        (f"spends/{spent}/return", {}), (f"holds/{held}/capture", {}), (f"holds/{held}/void", None),
        ("spends/999.1/return", {}), ("holds/999.1/capture", {}), (f"holds/{spent}/void", None),
    ):  # fmt: skip
        problem(till.post(f"/v1/members/{anna}/{path}", body), 404, "not-found")
    assert till.balance(ben)["free"] == 80


def test_nothing_happens_in_the_future(small: Shop) -> None:
    till = small.caller()
    [anna] = joined(till, "anna")
    answer = till.post(f"/v1/members/{anna}/earn", {"order_id": "o", "lines": lines(1), "occurred_at": "2026-03-07T00:00:00Z"})
    assert "in the future" in problem(answer, 422, "invalid-request")["detail"]
