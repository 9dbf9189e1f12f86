"""Points change hands by gift, by hand, and when two members are one; the sum stays."""

from __future__ import annotations

import pytest

from regulars.errors import InsufficientPoints, LimitReached, NotInStore, UsageError
from tests.actions.counter import DAY, Counter


def test_a_gift_keeps_its_expiry() -> None:
    c = Counter("anna", "ben")
    c.earn("anna", "o-1", 30, days=5)
    c.earn("anna", "o-2", 30)
    c.give("anna", "ben", 40)
    assert (c.has("anna"), c.has("ben")) == ((20, 0), (40, 0))
    c.at += 6 * DAY
    assert (c.has("anna"), c.has("ben")) == ((20, 0), (10, 0))
    with pytest.raises(UsageError, match="one member"):
        c.give("anna", "anna", 1)


def test_a_gift_of_refunded_points_is_owed_by_the_giver() -> None:
    c = Counter("anna", "ben")
    c.earn("anna", "o-1", 30)
    c.give("anna", "ben", 30)
    c.refund("o-1")
    assert (c.has("anna"), c.has("ben")) == ((0, 30), (30, 0))


def test_above_the_limit_a_second_person_agrees() -> None:
    c = Counter("anna")
    c.adjust("anna", 1000)
    for agreed_by in ("", "Ruta", " ruta ", "\uff32\uff55\uff54\uff41", "Ru\u200cta", "Ruta\u3000"):
        with pytest.raises(LimitReached, match="Ruta alone may adjust 1,000 points, not 1,001"):
            c.adjust("anna", 1001, agreed_by=agreed_by)
    c.adjust("anna", -2000 + 1000, agreed_by="Jonas")
    assert c.has("anna") == (0, 0)
    with pytest.raises(InsufficientPoints, match="has 0 points"):
        c.adjust("anna", -1)
    c.adjust("anna", 7, unit="qualifying")
    assert c.balance("anna", "qualifying").available == 7


def test_two_members_who_are_one_lose_nothing() -> None:
    """Anna owes 20 and holds nothing; her second card has 50, of which 10 are held. As one she has 30, 10 held."""
    c = Counter("anna", "second card")
    c.earn("anna", "o-1", 20)
    spend = c.spend("anna", 20)
    c.refund("o-1")
    c.earn("second card", "o-2", 50)
    hold = c.hold("second card", 10)
    c.merge("second card", "anna")
    b = c.balance("anna")
    assert (b.available, b.debt, b.held) == (30, 0, 10)
    assert c.balance("second card") == b
    c.capture(hold)
    c.give_back(spend)
    assert c.has("anna") == (40, 0)
    with pytest.raises(UsageError, match="one member already"):
        c.merge("anna", "second card")


def test_a_chain_of_cards_ends_at_one_person() -> None:
    c = Counter("a", "b", "c")
    for n, name in enumerate("abc"):
        c.earn(name, f"o-{n}", 10)
    c.merge("a", "b")
    c.merge("b", "c")
    assert c.has("a") == c.has("b") == c.has("c") == (30, 0)
    c.refund("o-0")
    assert c.has("c") == (20, 0)
    with pytest.raises(NotInStore, match="no member 'd'"):
        c.merge("d", "a")
