"""A shop's days arrive, some of them late, some corrected: caught up with, or asked again, it is the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.errors import InputError
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.facts.zones import day_number
from regulars.measures.lifetime.catching_up import caught_up, known_from
from regulars.measures.lifetime.folding import Known
from regulars.settings import Settings
from tests.examples import at_most
from tests.stories import facts_of, purchase, table_of

FIRST, UTC = date(2024, 1, 1), ZoneInfo("UTC")


class Event(NamedTuple):
    """Somebody's purchase: on which day, of how much, in which delivery it arrives, and when it is taken back, if ever."""

    customer: str
    day: int
    amount: int
    arrives: int
    cancelled: int | None = None


EVENTS = st.lists(
    st.builds(
        Event,
        customer=st.sampled_from(["Anna", "Ben", "Cleo", "Dan"]),
        day=st.integers(0, 20),
        amount=st.integers(0, 5000),
        arrives=st.integers(0, 3),
        cancelled=st.one_of(st.none(), st.integers(1, 3)),
    ),
    min_size=1,
    max_size=30,
)


def held(events: list[Event], delivery: int) -> list[Event]:
    return [e for e in events if e.arrives <= delivery and (e.cancelled is None or e.cancelled > delivery)]


def shop(events: list[Event], delivery: int, refunds: int = 0) -> Facts:
    """What the shop holds after a delivery; as of a day that moves on with each."""
    rows = [
        purchase(n, e.customer, FIRST + timedelta(days=e.day), UTC, amount_minor=e.amount)
        for n, e in enumerate([*held(events, delivery), Event("Zoe", 0, 100, 0)])
    ]
    facts = facts_of(rows, [], Settings(as_of=FIRST + timedelta(days=20 + delivery)))
    facts.engine.put("refunds", table_of(KINDS["refunds"], [refund(n) for n in range(refunds)]))
    return facts


def refund(number: int) -> dict[str, Any]:
    return {
        "fact_id": number.to_bytes(16, "big"),
        "customer_id": "Anna",
        "occurred_at": datetime(2024, 1, 5, 12),
        "occurred_precision": "day",
        "refund_id": f"r-{number}",
        "amount_minor": 9000,
    }


def arrived(events: list[Event], delivery: int) -> pa.Table:
    new = [e for e in held(events, delivery) if e.arrives == delivery]
    types = {"customer_id": pa.string(), "day_number": pa.int64(), "amount_minor": pa.int64()}
    columns = [[e.customer for e in new], [day_number(FIRST) + e.day for e in new], [e.amount for e in new]]
    return pa.table([pa.array(c, t) for c, t in zip(columns, types.values(), strict=True)], names=list(types))


def told(known: Known) -> list[dict[str, Any]]:
    return list(known.customers.sort_by("customer_id").to_pylist())


@settings(max_examples=at_most(12), deadline=None)
@given(EVENTS, st.integers(0, 2))
def test_late_days_corrections_and_refunds_leave_it_equal_to_a_rebuild(events: list[Event], refunds: int) -> None:
    known = known_from(shop(events, 0))
    for delivery in (1, 2, 3):
        now = shop(events, delivery, refunds)
        changed = sorted({e.customer for e in events if e.cancelled == delivery and e.arrives < delivery})
        known = caught_up(known, now, arrived(events, delivery), changed)
        assert told(known) == told(known_from(now))
        assert known.until == now.as_of


def test_anna_came_before_her_first_day() -> None:
    """A till was read late: her first purchase was on 3 January, not on the 9th."""
    events = [Event("Anna", 8, 500, 0), Event("Anna", 2, 300, 1), Event("Ben", 21, 700, 1)]
    later = caught_up(known_from(shop(events, 0)), shop(events, 1), arrived(events, 1))
    anna, ben, _ = told(later)
    assert (anna["first_day"], anna["days"], anna["first_paid_minor"]) == (day_number(date(2024, 1, 3)), 2, 300)
    assert (ben["customer_id"], ben["days"]) == ("Ben", 1)


def test_who_is_taken_back_whole_is_gone() -> None:
    events = [Event("Anna", 8, 500, 0, cancelled=1)]
    later = caught_up(known_from(shop(events, 0)), shop(events, 1), arrived(events, 1), ["Anna"])
    assert [r["customer_id"] for r in told(later)] == ["Zoe"]


def test_a_purchase_of_tomorrow_is_refused() -> None:
    now, tomorrow = shop([], 0), shop([], 1).as_of_number
    late = pa.table({"customer_id": ["Anna"], "day_number": [tomorrow + 5], "amount_minor": [1]})
    with pytest.raises(InputError, match="cannot be folded"):
        caught_up(known_from(now), now, late)
