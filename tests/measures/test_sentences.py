"""How a measure speaks."""

from __future__ import annotations

from regulars.measures.sentences import customers, days, not_enough, percent
from regulars.words import NotEnough


def test_shares_and_numbers() -> None:
    assert [percent(s) for s in (0, 0.001, 0.337, 0.999, 1)] == ["0 %", "under 1 %", "34 %", "over 99 %", "100 %"]
    assert (days(1), customers(1), customers(1200)) == ("1 day", "1 customer", "1,200 customers")


def test_what_is_missing_is_said() -> None:
    said = not_enough(NotEnough(12, 30, "x/1"), "how many come back")
    assert said == "Not enough to say how many come back: too few customers (12; 30 are needed)."
