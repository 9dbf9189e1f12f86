"""A purchase that earns in one trip leaves what one in two trips leaves, and steps back where there is more to read."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select, text, update

from regulars.actions.rewards.ledger.acting import Posted
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.requests import Earn, EarnLine, Merge, Refund, SetAside, Spend
from regulars.errors import IdempotencyConflict, LimitReached, NotInStore, RegularsError, UsageError
from regulars.stores.operations import ledger as ledger_of_store
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.one_trip import earn_in_one_trip
from regulars.stores.operations.schema import ACCOUNTS, ENTRIES, KEYS, LINES, LOTS, MEMBERS, OUTBOX
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn

NUMBERS = count()
DAY = timedelta(days=1)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def shop(postgres_address: str) -> Iterator[Store]:
    with open_store(postgres_address, wait_seconds=20) as store:
        yield store


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each purchase, whether one trip was enough."""
    seen: list[bool] = []

    def watched(*given: Any) -> Posted | None:
        answer = earn_in_one_trip(*given)
        seen.append(answer is not None)
        return answer

    monkeypatch.setattr(ledger_of_store, "earn_in_one_trip", watched)
    return seen


def written(store: Store, member: str) -> str:
    """All rows of a member, whose own name and accounts' numbers are left out of them."""
    with store.reading() as c:
        own = dict(c.execute(select(ACCOUNTS.c.account_id, ACCOUNTS.c.unit).where(ACCOUNTS.c.member_id == member)).all())
        whose = ((ACCOUNTS, "account_id"), (ENTRIES, "account_id"), (LOTS, "owner"), (LINES, "earn_account"))
        rows = [dict(row) for table, column in whose for row in _rows(c, table, table.c[column].in_(own))]
        rows += [{"fact": row["fact"]} for row in _rows(c, OUTBOX, OUTBOX.c.fact["customer_id"].as_string() == member)]
        rows += [{"answer": row["answer"]} for row in _rows(c, KEYS, KEYS.c.key.like(f"{member} %"))]
    for row in rows:
        row.update({name: own[row[name]] for name in ("account_id", "owner", "earn_account") if name in row})
    said = json.dumps(rows, default=str, sort_keys=True).replace(member, "she")
    for account_id, unit in own.items():
        for before in '" ':  # a name of its own, or within that of a fact: "530.2 of 530.1"
            said = said.replace(f"{before}{account_id}.", f"{before}{unit}.")
    return said


def _rows(c: Any, table: Table, which: Any) -> list[Any]:
    return list(c.execute(select(table).where(which).order_by(*table.primary_key)).mappings())


def test_a_first_purchase_takes_one_trip_and_its_answer_is_the_one_that_is_kept(shop: Store, trips: list[bool]) -> None:
    join(shop, "anna")
    ledger = StoreLedger(shop)
    first = ledger.act(earn("anna", "o-1", 50), key="k", at=AT)
    assert first.balances[0] == {
        "member_id": "anna", "unit": "points", "available": 50, "pending": 0, "debt": 0, "held": 0, "free": 50, "net": 50
    }  # fmt: skip
    second = ledger.act(earn("anna", "o-2", 7), key="l", at=LATER)
    assert (first.entry.number, second.entry.number) == (1, 2)
    assert second.balances[0]["available"] == 57
    assert trips == [True, True]
    assert ledger.act(earn("anna", "o-1", 50), key="k", at=LATER) == first
    assert trips == [True, True, False]
    assert check(shop) == []


POINTS = st.integers(0, 40)
LINES_OF_ORDER = st.lists(st.tuples(POINTS, POINTS, POINTS), min_size=1, max_size=3)
DAYS = st.none() | st.integers(2, 5)
PURCHASE = st.tuples(LINES_OF_ORDER, DAYS, DAYS, st.none() | st.just(1), st.sampled_from(["", "š'\"\\{"]), st.none() | POINTS)
BEFORE = st.lists(st.sampled_from(["earn", "expiring", "hold", "spend", "waiting"]), max_size=4)


def purchase(member: str, number: int, drawn: Any) -> Earn:
    lines, expires, qualifying_expires, waits, word, value = drawn
    return Earn(
        member=member,
        reference=f"{member} {number}",
        source=f"till {word}",
        lines=tuple(EarnLine(line_id=f"{n}", amount_minor=a, points=p, qualifying=q) for n, (a, p, q) in enumerate(lines)),
        expires_at=AT + timedelta(days=expires) if expires else None,
        qualifying_expires_at=AT + timedelta(days=qualifying_expires) if qualifying_expires else None,
        matures_at=AT + timedelta(days=waits) if waits else None,
        rule=word,
        arm=word,
        reason=word,
        value_minor=value,
    )


def live(ledger: StoreLedger, member: str, what: str, number: int) -> None:
    """Something that happened to a member before."""
    name = f"{member} b{number}"
    requests = {
        "earn": earn(member, name, 30),
        "expiring": earn(member, name, 12, days=3),
        "waiting": purchase(member, 100 + number, ([(100, 9, 4)], None, None, 1, "", None)),
        "hold": SetAside(member=member, amount=5, reference=name, ends_at=AT + timedelta(days=4)),
        "spend": Spend(member=member, amount=6, reference=name),
    }
    try:
        ledger.act(requests[what], key=name, at=AT)
    except RegularsError:  # she has not so many points
        assert what in ("hold", "spend")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=BEFORE, purchases=st.lists(PURCHASE, min_size=1, max_size=3))
def test_both_ways_write_the_same(shop: Store, monkeypatch: pytest.MonkeyPatch, before: list[str], purchases: Any) -> None:
    """Two members with one history, whose purchases differ only in how many trips they take."""
    ledger, number = StoreLedger(shop), next(NUMBERS)
    one, two = f"one{number}x", f"two{number}x"
    join(shop, one, two)
    for member in (one, two):
        monkeypatch.setattr(ledger_of_store, "earn_in_one_trip", lambda *_: None)
        for nth, what in enumerate(before):
            live(ledger, member, what, nth)
        if member == one:
            monkeypatch.setattr(ledger_of_store, "earn_in_one_trip", _certainly)
        for nth, drawn in enumerate(purchases):
            ledger.act(purchase(member, nth, drawn), key=f"{member} {nth}", at=LATER)
    assert written(shop, one) == written(shop, two)
    assert check(shop) == []


def _certainly(*given: Any) -> Posted:
    answer = earn_in_one_trip(*given)
    assert answer is not None
    return answer


def test_who_owes_pays_first_and_that_takes_more_than_one_trip(shop: Store, trips: list[bool]) -> None:
    join(shop, "anna")
    ledger = StoreLedger(shop)
    ledger.act(earn("anna", "o-1", 50), key="a", at=AT)
    ledger.act(Spend(member="anna", amount=50, reference="gift"), key="b", at=AT)
    ledger.act(Refund(reference="o-1", lines={}), key="c", at=AT)
    assert ledger.act(earn("anna", "o-2", 60), key="d", at=AT).balances[0]["available"] == 10
    assert trips == [True, False]
    assert check(shop) == []


def test_what_is_due_comes_first(shop: Store, trips: list[bool]) -> None:
    join(shop, "anna")
    ledger = StoreLedger(shop)
    ledger.act(earn("anna", "o-1", 50, days=1), key="a", at=AT)
    before = ledger.act(earn("anna", "o-2", 5), key="b", at=AT + timedelta(days=1, microseconds=-1))
    assert before.balances[0]["available"] == 55
    assert ledger.act(earn("anna", "o-3", 5), key="c", at=AT + timedelta(days=1)).balances[0]["available"] == 10
    assert trips == [True, True, False]


def test_points_of_a_late_receipt_that_are_past_their_day_touch_nobody_else(shop: Store, trips: list[bool]) -> None:
    """Ben claims a receipt after its points expired. Anna's account is the store's first; she has points that expire later."""
    join(shop, "anna", "ben")
    ledger = StoreLedger(shop)
    ledger.act(earn("anna", "o-1", 70, days=9), key="a", at=AT)
    late = Earn(
        member="ben", reference="o-2", lines=(EarnLine(line_id="1", points=50),), occurred_at=AT, expires_at=AT + DAY * 2
    )
    given = ledger.act(late, key="b", at=AT + DAY * 3)
    assert trips == [True, False]
    assert [b["available"] for b in given.balances] == [0, 0]
    earned, expired = (ledger.entry(EntryId.of(name)) for name in given.entries)
    assert (expired.kind, expired.related) == ("expired", earned.entry_id)
    with shop.reading() as c:
        due = dict(c.execute(select(ACCOUNTS.c.member_id, ACCOUNTS.c.due_at).where(ACCOUNTS.c.unit == "points")).all())
    assert due == {"anna": AT + DAY * 9, "ben": None}
    assert ledger.balance("anna", AT + DAY * 3).available == 70
    assert check(shop) == []


def test_a_member_who_became_another_earns_for_that_one(shop: Store, trips: list[bool]) -> None:
    join(shop, "anna", "ben")
    ledger = StoreLedger(shop)
    ledger.act(Merge(absorbed="ben", into="anna"), key="m", at=AT)
    assert ledger.act(earn("ben", "o-1", 5), key="a", at=AT).balances[0]["member_id"] == "anna"
    assert trips == [False]


def test_strangers_and_the_erased_earn_nothing(shop: Store) -> None:
    join(shop, "anna")
    with shop.writing() as c:
        c.execute(update(MEMBERS).values(erased_at=AT))
    for name in ("anna", "nobody"):
        with pytest.raises(NotInStore, match=name):
            StoreLedger(shop).act(earn(name, "o-1", 5), key="a", at=AT)
    with shop.reading() as c:
        assert c.execute(select(KEYS)).all() == []


def test_a_key_an_order_and_the_rules_refuse_as_before(shop: Store) -> None:
    join(shop, "anna")
    ledger = StoreLedger(shop)
    ledger.act(earn("anna", "o-1", 5), key="a", at=AT)
    with pytest.raises(IdempotencyConflict):
        ledger.act(earn("anna", "o-2", 5), key="a", at=AT)
    with pytest.raises(LimitReached, match="ine 1 of order o-1"):
        ledger.act(earn("anna", "o-1", 5), key="b", at=AT)
    with pytest.raises(UsageError, match="would expire"):
        ledger.act(earn("anna", "o-3", 5, days=1), key="c", at=AT + timedelta(days=2))
    assert ledger.balance("anna", AT).available == 5


@pytest.mark.parametrize("order", ["o-1", "o-2"], ids=["the same order", "another order"])
def test_who_waited_for_an_account_finds_it_as_it_is_then(shop: Store, order: str) -> None:
    """Anna's account is locked while a second till asks; what the first one wrote counts for the second."""
    join(shop, "anna")
    ledger = StoreLedger(shop)
    answers: list[object] = []

    def second() -> None:
        try:
            answers.append(ledger.act(earn("anna", order, 7), key="second", at=AT).balances[0]["available"])
        except LimitReached as e:
            answers.append(str(e))

    till = threading.Thread(target=second)
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
    with shop.writing() as c:
        for request in (earn("anna", "o-0", 100), earn("anna", "o-1", 50)):
            ledger_of_store.post(c, request, AT, ledger.rules)
        till.start()
        with shop.writing() as other:
            while not other.execute(waiting).scalar_one():
                other.execute(text("SELECT pg_stat_clear_snapshot()"))
    till.join()
    assert len(answers) == 1
    assert answers == [157] if order == "o-2" else "has earned already" in str(answers[0])
    assert ledger.balance("anna", AT).available == (157 if order == "o-2" else 150)
    assert [said for said in check(shop) if "idempotency key" not in said] == [], "what was posted by hand has none"


def test_sqlite_has_no_trips_to_spare(tmp_path: Any) -> None:
    with open_store(tmp_path / "shop.db") as store, store.engine.connect() as c:
        assert earn_in_one_trip(c, earn("anna", "o-1", 5), AT, StoreLedger(store).rules, ("k", "d")) is None
