"""Held points can't be spent, don't expire while they are held, and are captured only until the hold ends."""

from __future__ import annotations

import pytest

from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.requests import SetAside
from regulars.errors import LimitReached, NotInStore, UsageError
from tests.actions.counter import DAY, Counter


def test_a_part_is_captured_and_the_rest_stays_held() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 50)
    hold = c.hold("anna", 30)
    c.capture(hold, 10)
    b = c.balance("anna")
    assert (b.available, b.held, b.free) == (40, 20, 20)
    with pytest.raises(LimitReached, match="20 of its 30 points left"):
        c.capture(hold, 21)
    c.void(hold)
    assert c.balance("anna").free == 40
    with pytest.raises(LimitReached, match="holds nothing any more"):
        c.void(hold)


def test_points_held_before_their_day_are_captured_after_it() -> None:
    """20 points expire on the second day and are held until the fourth: captured on the third, they count."""
    c = Counter("anna")
    c.earn("anna", "o-1", 20, days=2)
    hold = c.hold("anna", 15, days=4)
    c.at += 3 * DAY
    assert c.has("anna") == (15, 0)
    c.capture(hold, 10)
    c.void(hold)
    assert c.has("anna") == (0, 0)


def test_a_hold_that_ended_gives_its_points_back_and_nothing_more_is_captured() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 20)
    hold = c.hold("anna", 15, days=2)
    c.at += 2 * DAY
    assert c.balance("anna").free == 20
    with pytest.raises(LimitReached, match="0 of its 15 points left"):
        c.capture(hold)


def test_a_hold_must_end_in_the_future_and_be_one() -> None:
    c = Counter("anna")
    with pytest.raises(UsageError, match="in the past"):
        c.do(SetAside(member="anna", amount=5, ends_at=c.at))
    c.earn("anna", "o-1", 20)
    with pytest.raises(NotInStore, match="not a hold"):
        c.void(EntryId(1, 1))
