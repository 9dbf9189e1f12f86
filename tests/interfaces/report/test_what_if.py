"""What the reader may change, reckoned by hand."""

from __future__ import annotations

import pytest

from regulars.interfaces.report.what_if import Choice, Loss, WhatIf, rounded, what_if
from tests.interfaces.report.asked import told

SMALL = WhatIf(
    200, 0.62, "EUR",
    (Choice(1.0, 0.28, 0.34, False), Choice(2.0, 0.2, 0.44, True)),
    (Loss("bonus", "if the rewards stop", 30.0, 900.5, (26.0, 15.0), (34.0, 51.0)),),
)  # fmt: skip


def test_by_hand() -> None:
    """Of 62 who came back 20 at least are earned and 18 rest on a crutch; 24 are open. All rewards gone: 30 customers."""
    assert SMALL.settled(2.0, {"bonus": 100}) == {
        "earned": "20", "resting": "18", "open": "24", "bonus-customers": "30", "bonus-band": "15–51", "bonus-money": "901",
    }  # fmt: skip


def test_half_of_it_and_no_silence() -> None:
    told_ = SMALL.settled(1.0, {"bonus": 50})
    assert (told_["earned"], told_["resting"], told_["open"]) == ("28", "28", "6")
    assert (told_["bonus-customers"], told_["bonus-band"]) == ("15", "13–17")


def test_the_shops_own_numbers() -> None:
    found = told().kinds
    assert found is not None
    assert found.headline is not None
    numbers = what_if(found.headline, "EUR", 2.0)
    assert [c.odds for c in numbers.choices] == [1.0, 1.5, 2.0, 3.0, 4.0]
    assert [c.odds for c in numbers.choices if c.chosen] == [2.0]
    lost = found.headline.lost["bonus"].value
    assert lost is not None
    assert numbers.losses[0].customers == pytest.approx(150 * lost)
    assert numbers.shown["bonus-customers"] == str(rounded(150 * lost))


def test_halves_go_up() -> None:
    assert [rounded(x) for x in (0.5, 1.5, 2.5)] == [1, 2, 3]
