"""Which points go first: soonest expiry, then oldest; a debt is paid by the first that come free."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regulars.actions.rewards.ledger.accounts import Lot
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.taking import split
from tests.actions.counter import Counter

AT = datetime(2026, 1, 1)


def lot(number: int, free: int, held: int = 0) -> Lot:
    return Lot(EntryId(1, number), 1, free + held, AT, free + held, held=held)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6), st.integers(0, 60))
def test_an_amount_is_split_over_what_is_free(lots: list[tuple[int, int]], amount: int) -> None:
    made = [lot(n, free, held) for n, (free, held) in enumerate(lots)]
    parts = split(made, amount)
    assert sum(p.amount for p in parts) == min(amount, sum(free for free, _ in lots))
    assert all(0 < p.amount <= p.lot.free for p in parts)
    assert all(p.amount == p.lot.free for p in parts[:-1])


def test_lots_stand_in_the_order_in_which_they_are_spent() -> None:
    late, soon, never, older = lot(1, 5), lot(2, 5), lot(3, 5), lot(4, 5)
    late.expires_at, soon.expires_at = AT + timedelta(days=9), AT + timedelta(days=1)
    older.earned_at = AT - timedelta(days=1)
    assert sorted([late, soon, never, older], key=lambda each: each.order) == [soon, late, older, never]


def test_the_oldest_debt_is_paid_first() -> None:
    """Anna owes 20 for a first spend and 20 for a second; 25 come in. The first is paid whole, the second in part."""
    c = Counter("anna")
    c.earn("anna", "o-1", 40)
    first, second = c.spend("anna", 20), c.spend("anna", 20)
    c.refund("o-1")
    c.earn("anna", "o-2", 25)
    assert c.has("anna") == (0, 15)
    c.give_back(first)
    assert c.has("anna") == (5, 0)
    c.give_back(second)
    assert c.has("anna") == (25, 0)
