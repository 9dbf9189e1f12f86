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
        assert "later expires_on" in str(e.value)
    assert c.ledger.entries == {}
