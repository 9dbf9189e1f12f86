"""An auditor's question is answered from the entries: a day in a shop, told line by line."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from regulars.actions.rewards.ledger.explaining import explain
from regulars.actions.rewards.ledger.requests import Earn, EarnLine
from tests.actions.counter import DAY, Counter

VILNIUS = ZoneInfo("Europe/Vilnius")


def told(c: Counter) -> list[str]:
    return [explain(e, VILNIUS) for e in c.ledger.entries.values() if e.entry_id.account in (1, 3)]


def test_a_day_in_a_shop_is_told_line_by_line() -> None:
    c = Counter("anna", "second card")
    c.at = datetime(2026, 3, 27, 8)
    c.earn("anna", "till-1", 100, days=2, waits=1)
    c.do(
        Earn(
            member="anna",
            reference="web-2",
            lines=(EarnLine(line_id="1", points=0, amount_minor=50),),
            reason="left out: gift cards",
        )
    )
    c.at += DAY
    hold = c.hold("anna", 30)
    c.capture(hold, 10)
    c.spend("anna", 40, "web-3")
    c.at += timedelta(hours=25)
    c.refund("till-1", _1=200)
    late = Earn(
        member="anna", reference="r-9", lines=(EarnLine(line_id="1", points=5),), rule="base/1", occurred_at=c.at - 9 * DAY
    )
    c.do(late)
    c.adjust("anna", 3, agreed_by="Jonas")
    c.merge("second card", "anna")
    assert told(c) == [
        "2026-03-27: 100 points earned with order till-1; they can be used from 2026-03-28 10:00; "
        "they expire after 2026-03-29. Afterwards 0 points available, 100 more pending.",
        "2026-03-27: order web-2 earned nothing: left out: gift cards. Afterwards 0 points available, 100 more pending.",
        "2026-03-28: 100 points of 1.1 can be used now. Afterwards 100 points available.",
        "2026-03-28: 30 points set aside until 2026-03-29 11:00. Afterwards 100 points available.",
        "2026-03-28: 10 points spent that were set aside. Afterwards 90 points available.",
        "2026-03-28: 40 points spent for web-3. Afterwards 50 points available.",
        "2026-03-29: 20 points set aside in 1.4 are free again: the hold ended. Afterwards 50 points available.",
        "2026-03-29: 50 points of 1.1 expired. Afterwards 0 points available.",
        "2026-03-29: 20 points taken back, because order till-1 was refunded (1.1); 20 of them had expired. "
        "Afterwards 0 points available.",
        "2026-03-20 (written down on 2026-03-29): 5 points earned with order r-9 by the rule base/1; they do not expire. "
        "Afterwards 5 points available.",
        "2026-03-29: 3 points added by Ruta and Jonas: count. Afterwards 8 points available.",
        "2026-03-29: 0 points went to anna: the two are one member. Afterwards 0 points available.",
        "2026-03-29: 0 points came from second card: the two are one member. Afterwards 8 points available.",
    ]


def test_gifts_debts_and_returns_are_told() -> None:
    c = Counter("anna", "ben")
    c.earn("anna", "o-1", 50)
    spend = c.spend("anna", 30)
    c.refund("o-1")
    c.give_back(spend, 10)
    c.earn("anna", "o-2", 40)
    c.give("anna", "ben", 5)
    hold = c.hold("anna", 3)
    c.void(hold)
    words = [explain(e, VILNIUS).partition(": ")[2] for e in c.ledger.entries.values()]
    assert "50 points taken back, because order o-1 was refunded (1.1); 30 of them were spent already and are owed" in words[2]
    assert "10 points of the spend 1.2 given back; 10 of them paid what was owed" in words[3]
    assert "20 points paid what was owed. Afterwards 20 points available." in words[5]
    assert "5 points given to ben" in words[6]
    assert "5 points received from anna" in words[7]
    assert "3 points set aside in 1.8 are free again: the hold was given up" in words[9]


def test_a_hold_whose_points_were_refunded_frees_none_and_owes_what_is_captured() -> None:
    """Anna holds 80 of 100 points, and the order is refunded whole. 50 are captured and owed; nothing of the rest is free."""
    c = Counter("anna")
    c.earn("anna", "o-1", 100)
    hold = c.hold("anna", 80)
    c.refund("o-1")
    c.capture(hold, 50)
    c.void(hold)
    words = [explain(e, VILNIUS).partition(": ")[2] for e in c.ledger.entries.values()]
    assert words[3] == (
        "50 points spent that were set aside; 50 of them had gone back with a refund and are owed. "
        "Afterwards 0 points available, 50 points owed."
    )
    assert words[4].startswith(
        "0 points set aside in 1.2 are free again: the hold was given up; 30 points more had gone back with a refund."
    )


def test_every_kind_of_entry_has_words() -> None:
    from typing import get_args

    from regulars.actions.rewards.ledger.entries import Kind
    from regulars.actions.rewards.ledger.explaining import _SENTENCES

    assert set(_SENTENCES) == set(get_args(Kind))
