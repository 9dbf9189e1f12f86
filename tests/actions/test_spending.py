"""Points are spent soonest expiry first, and a spend taken back finds its own lots again."""

from __future__ import annotations

import pytest

from regulars.actions.rewards.ledger.entries import EntryId
from regulars.errors import InsufficientPoints, LimitReached, NotInStore
from tests.actions.counter import DAY, Counter


def test_what_expires_first_is_spent_first() -> None:
    """50 that last, 30 for ten days, 20 for five: 40 spent are the 20 and 20 of the 30."""
    c = Counter("anna")
    c.earn("anna", "o-1", 50)
    c.earn("anna", "o-2", 30, days=10)
    c.earn("anna", "o-3", 20, days=5)
    c.spend("anna", 40)
    assert [lot.remaining for lot in c.ledger.lots.values()] == [50, 10, 0]


def test_nobody_spends_more_than_she_has() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 50)
    c.hold("anna", 30)
    with pytest.raises(InsufficientPoints, match="Anna has 50 points, 30 of them held") as e:
        c.spend("anna", 21)
    assert "21 free to use" in str(e.value)


def test_a_spend_taken_back_fills_its_own_lots() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 50)
    c.earn("anna", "o-2", 20, days=5)
    spend = c.spend("anna", 40)
    c.give_back(spend, 25)
    assert [lot.remaining for lot in c.ledger.lots.values()] == [50, 5]
    c.give_back(spend)
    assert [lot.remaining for lot in c.ledger.lots.values()] == [50, 20]
    with pytest.raises(LimitReached, match="0 of the 40 points"):
        c.give_back(spend)


def test_points_that_come_back_after_their_day_are_gone_at_once() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 20, days=5)
    spend = c.spend("anna", 20)
    c.at += 6 * DAY
    c.give_back(spend)
    assert c.has("anna") == (0, 0)
    assert c.kinds() == ["earned", "spent", "returned", "expired"]


def test_only_a_spend_can_be_taken_back() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 20)
    with pytest.raises(NotInStore, match="is no spend: it is earned"):
        c.give_back(EntryId(1, 1))
