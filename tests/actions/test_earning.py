"""A purchase earns once for each of its lines, at once or after a while, in both units."""

from __future__ import annotations

import pytest

from regulars.actions.rewards.ledger.requests import Adjust, Earn, EarnAll, EarnLine
from regulars.errors import LimitReached, UsageError
from tests.actions.counter import DAY, Counter


def test_lines_of_an_order_make_one_lot() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 30, 12, qualifying=5)
    assert c.has("anna") == (42, 0)
    assert c.balance("anna", "qualifying").available == 10
    [lot] = [lot for lot in c.ledger.lots.values() if lot.amount == 42]
    assert lot.remaining == 42


def test_a_line_earns_once_and_a_new_line_later() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 30)
    with pytest.raises(LimitReached, match="has earned already") as e:
        c.earn("anna", "o-1", 30)
    assert "idempotency key" in str(e.value)
    c.do(Earn(member="anna", reference="o-1", lines=(EarnLine(line_id="2", points=5),)))
    assert c.has("anna") == (35, 0)


def test_points_wait_until_the_days_of_return_are_over() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 30, waits=14)
    assert (c.balance("anna").available, c.balance("anna").pending) == (0, 30)
    c.at += 14 * DAY
    assert (c.balance("anna").available, c.balance("anna").pending) == (30, 0)


def test_nothing_earned_is_an_entry_with_its_reason() -> None:
    c = Counter("anna")
    c.do(
        Earn(
            member="anna",
            reference="o-1",
            lines=(EarnLine(line_id="1", points=0, amount_minor=900),),
            reason="left out: gift cards",
        )
    )
    [entry] = c.ledger.entries.values()
    assert (entry.kind, entry.details["reason"], entry.legs.issued) == ("earned", "left out: gift cards", 0)
    assert c.ledger.lots == {}


def test_a_receipt_claimed_late_has_the_days_it_has_left() -> None:
    """Anna's receipt of ten days ago gives points that live for a week: they come, and they are gone."""
    c = Counter("anna")
    line = EarnLine(line_id="1", points=30)
    earned_at, ends = c.at - 10 * DAY, c.at - 3 * DAY
    c.do(Earn(member="anna", reference="o-1", lines=(line,), occurred_at=earned_at, expires_at=ends))
    assert c.has("anna") == (0, 0)
    assert c.kinds() == ["earned", "expired"]


def test_points_that_expire_before_they_are_earned_are_refused() -> None:
    c = Counter("anna")
    line = EarnLine(line_id="1", points=30)
    late = Earn(member="anna", reference="o-1", lines=(line,), expires_at=c.at)
    for wrong in (
        late,
        EarnAll(earns=(late,)),
        Adjust(member="anna", amount=5, reason="a gift: late", by="Ruta", expires_at=c.at - DAY),
    ):
        with pytest.raises(UsageError, match="would expire at") as e:
            c.do(wrong)
        assert "an expiry after they are earned" in str(e.value)
        assert "later end" in str(e.value)
    assert c.ledger.entries == {}


def test_what_earned_nothing_may_earn_later_and_once() -> None:
    """Gift cards were left out; then the rule changes, and order o-1 is told again with points."""
    c = Counter("anna")
    none = Earn(
        member="anna",
        reference="o-1",
        lines=(EarnLine(line_id="1", points=0, amount_minor=900),),
        reason="left out: gift cards",
    )
    c.do(none)
    with pytest.raises(LimitReached, match="has earned already"):
        c.do(none)
    some = Earn(member="anna", reference="o-1", lines=(EarnLine(line_id="1", points=9, amount_minor=900),))
    c.do(some)
    assert c.has("anna") == (9, 0)
    for again in (some, EarnAll(earns=(some,)), none):
        with pytest.raises(LimitReached, match="has earned already"):
            c.do(again)
    c.refund("o-1", _1=300)
    assert c.has("anna") == (6, 0)
    c.refund("o-1")
    assert c.has("anna") == (0, 0)


def test_a_line_earns_once_within_a_batch_too() -> None:
    c = Counter("anna")
    none, some = (Earn(member="anna", reference="o-1", lines=(EarnLine(line_id="1", points=p),)) for p in (0, 9))
    c.do(EarnAll(earns=(none, some)))
    assert c.has("anna") == (9, 0)
    for points in (0, 9):
        first = Earn(member="anna", reference="o-2", lines=(EarnLine(line_id="1", points=0, qualifying=points),))
        with pytest.raises(LimitReached, match="has earned already"):
            c.do(EarnAll(earns=(first, first)))


def test_what_earned_nothing_and_came_back_earns_for_the_rest() -> None:
    """Of 9.00 without points 3.00 were given back; 6.00 may earn."""
    c = Counter("anna")
    c.do(
        Earn(
            member="anna",
            reference="o-1",
            lines=(EarnLine(line_id="1", points=0, amount_minor=900),),
            reason="left out: a gift card",
        )
    )
    c.refund("o-1", _1=300)
    for amount in (601, 0):
        with pytest.raises(LimitReached, match="300 minor units were given back") as e:
            c.do(Earn(member="anna", reference="o-1", lines=(EarnLine(line_id="1", points=6, amount_minor=amount),)))
    assert "600 minor units or less" in str(e.value)
    assert "kept alone" in str(e.value)
    c.do(Earn(member="anna", reference="o-1", lines=(EarnLine(line_id="1", points=6, amount_minor=600),)))
    c.refund("o-1", _1=600)
    assert c.has("anna") == (0, 0)


def test_a_line_that_earns_later_costs_the_same_in_both_units() -> None:
    """Bread gave 5 towards a tier, jam nothing; the jam is told again, dearer and with points: all 7.00 of it come back."""
    c = Counter("anna")
    first = (EarnLine(line_id="1", points=0, amount_minor=900, qualifying=5), EarnLine(line_id="2", points=0, amount_minor=600))
    c.do(Earn(member="anna", reference="o-1", lines=first))
    c.do(Earn(member="anna", reference="o-1", lines=(EarnLine(line_id="2", points=7, amount_minor=700),)))
    c.refund("o-1", _2=700)
    assert (c.has("anna"), c.balance("anna", "qualifying").available) == ((0, 0), 5)
