"""A refund takes back what a purchase earned, wherever its points are by now, as if it had never been."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.actions.rewards.ledger.refunding import OrderRefund
from regulars.actions.rewards.ledger.requests import Earn, EarnLine
from regulars.actions.rewards.ledger.rules import Rules
from regulars.errors import LimitReached, NotInStore
from tests.actions.counter import DAY, Counter


def test_what_is_there_still_is_taken_from_its_lot() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 50, 20)
    c.refund("o-1", _1=100)
    assert c.has("anna") == (60, 0)
    c.refund("o-1")
    assert c.has("anna") == (0, 0)


def test_a_line_is_refunded_up_to_what_was_paid() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 50)
    c.refund("o-1", _1=499)
    assert c.has("anna") == (1, 0)
    with pytest.raises(LimitReached, match="has 1 of its 500 minor units left"):
        c.refund("o-1", _1=2)
    c.refund("o-1", _1=1)
    with pytest.raises(LimitReached, match="refunded already"):
        c.refund("o-1")


def test_points_that_were_spent_are_owed_and_paid_by_the_next() -> None:
    """Anna spends 30 of 50, then gives all back: she owes 30. Her next 40 pay them, and 10 are hers."""
    c = Counter("anna")
    c.earn("anna", "o-1", 50)
    c.spend("anna", 30)
    c.refund("o-1")
    assert (c.has("anna"), c.balance("anna").net) == ((0, 30), -30)
    c.earn("anna", "o-2", 40)
    assert c.has("anna") == (10, 0)


def test_where_the_programme_forgives_nothing_is_owed() -> None:
    c = Counter("anna", rules=Rules(shortfall="written_off"))
    c.earn("anna", "o-1", 50)
    spend = c.spend("anna", 30)
    c.refund("o-1")
    assert c.has("anna") == (0, 0)
    c.give_back(spend)
    assert c.has("anna") == (0, 0)
    assert sum(e.legs.written_off for e in c.ledger.entries.values()) == 0


def test_other_points_take_the_place_of_those_that_were_spent() -> None:
    """Spent from the first order; the first is refunded: it is the second that was spent, and it comes back with the spend."""
    c = Counter("anna")
    c.earn("anna", "o-1", 50, days=9)
    c.earn("anna", "o-2", 50)
    spend = c.spend("anna", 50)
    c.refund("o-1")
    assert c.has("anna") == (0, 0)
    c.give_back(spend)
    assert c.has("anna") == (50, 0)
    assert [lot.remaining for lot in c.ledger.lots.values()] == [0, 50]


def test_a_hold_on_refunded_points_stays_and_makes_debt_only_when_it_is_captured() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 50)
    voided, captured = c.hold("anna", 20), c.hold("anna", 10)
    c.refund("o-1")
    assert c.has("anna") == (0, 0)
    c.void(voided)
    assert c.has("anna") == (0, 0)
    c.capture(captured)
    assert c.has("anna") == (0, 10)


def test_what_expired_is_not_taken_twice() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 50, days=5)
    c.spend("anna", 10)
    c.at += 6 * DAY
    c.refund("o-1", _1=400)
    assert c.has("anna") == (0, 0)
    c.refund("o-1")
    assert c.has("anna") == (0, 10)


def test_a_pending_lot_is_refunded_before_it_matures() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 50, waits=14)
    c.refund("o-1")
    c.at += 20 * DAY
    assert c.has("anna") == (0, 0)
    assert c.balance("anna").pending == 0


def test_an_order_that_never_earned_is_not_there() -> None:
    c = Counter("anna")
    with pytest.raises(NotInStore, match="has earned nothing") as e:
        c.refund("o-1")
    assert "record the purchase first" in str(e.value)
    c.earn("anna", "o-1", 5)
    with pytest.raises(NotInStore, match="on line 9"):
        c.refund("o-1", _9=None)


@given(
    others=st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), max_size=5),
    points=st.integers(1, 40),
    spends=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 60)), max_size=5),
)
def test_refunding_everything_is_as_if_it_had_never_been(
    others: list[tuple[int, int]], points: int, spends: list[tuple[int, int]]
) -> None:
    """With and without one purchase that is refunded in the end, points less debt and qualifying units are the same."""
    with_it, without = Counter("anna"), Counter("anna")
    with_it.earn("anna", "given back", points, qualifying=3)
    spent = 0
    for number, (earned, days) in enumerate(others):
        for c in (with_it, without):
            c.earn("anna", f"o-{number}", earned, days=days * 100)
        for after, amount in spends:
            if after == number and with_it.balance("anna").free >= amount:
                with_it.spend("anna", amount)
                spent += amount
    with_it.refund("given back")
    assert with_it.balance("anna").net == without.balance("anna").net - spent
    assert with_it.balance("anna", "qualifying").available == without.balance("anna", "qualifying").available


def test_a_line_keeps_the_points_of_what_was_kept_of_it() -> None:
    """Bread earned 10 for 1.00 and costs 1.20 by now. Down to 50 cents takes 5, to 70 gives none back, to nothing takes all."""
    c = Counter("anna")
    c.earn("anna", "o-1", 10)
    for kept, points in ((120, 10), (100, 10), (50, 5), (70, 5), (1, 1), (0, 0)):
        c.do(OrderRefund(reference="o-1", lines={"1": None}, kept={"1": kept}))
        assert c.has("anna") == (points, 0)


def test_what_earned_without_an_amount_earned_for_what_was_kept_then() -> None:
    c = Counter("anna")
    c.do(Earn(member="anna", reference="o-1", lines=(EarnLine(line_id="1", points=6),)))
    c.do(OrderRefund(reference="o-1", lines={"1": None}, was={"1": 600}, kept={"1": 300}))
    assert c.has("anna") == (3, 0)
    c.do(OrderRefund(reference="o-1", lines={}))
    assert c.has("anna") == (0, 0)
