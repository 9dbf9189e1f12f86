"""How a measure speaks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regulars.measures.sentences import customers, days, not_enough, percent
from regulars.words import NotEnough


def test_shares_and_numbers() -> None:
    assert [percent(s) for s in (0, 0.001, 0.337, 0.999, 1)] == ["0 %", "under 1 %", "34 %", "over 99 %", "100 %"]
    assert (days(1), customers(1), customers(1200)) == ("1 day", "1 customer", "1,200 customers")


def test_what_would_be_rounded_away_is_said_as_little_and_what_is_short_of_all_as_much() -> None:
    assert [percent(s) for s in (1 / 1000, 1 / 200, 3 / 500)] == ["under 1 %", "under 1 %", "1 %"]
    assert [percent(s) for s in (497 / 500, 199 / 200, 999 / 1000)] == ["99 %", "over 99 %", "over 99 %"]


@given(st.floats(0, 1))
def test_only_nobody_is_none_and_only_everybody_all(share: float) -> None:
    assert (percent(share) == "0 %") == (share == 0)
    assert (percent(share) == "100 %") == (share == 1)


def test_what_is_missing_is_said() -> None:
    said = not_enough(NotEnough(12, 30, "x/1"), "how many come back")
    assert said == "Not enough to say how many come back: too few customers (12; 30 are needed)."
