"""Round values mark an axis, hold everything that is drawn, and are few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.scale import Scale, round_ticks, written


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, (0.0, 0.25, 0.5, 0.75, 1.0)),
        (0, 0.482, (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)),
        (0, 1364, (0.0, 500.0, 1000.0, 1500.0)),
        (-310, 1064, (-500.0, 0.0, 500.0, 1000.0, 1500.0)),
    ],
)
def test_marks_are_round_numbers(low: float, high: float, expected: tuple[float, ...]) -> None:
    assert round_ticks(low, high) == expected


def test_counts_have_no_halves() -> None:
    assert round_ticks(0, 2, whole=True) == (0.0, 1.0, 2.0)


def test_a_scale_over_nothing_is_still_a_scale() -> None:
    assert Scale.over([None, None])(0.5) == 0.5
    assert Scale.over([0, 0], whole=True).ticks[0] == 0


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12), st.booleans())
def test_a_scale_holds_zero_and_every_value(one: float, other: float, whole: bool) -> None:
    scale = Scale.over([one, other], whole=whole)
    for value in (0.0, one, other):
        assert -1e-6 <= scale(value) <= 1 + 1e-6
    assert 2 <= len(scale.ticks) <= 8
    steps = [b - a for a, b in zip(scale.ticks[:-1], scale.ticks[1:], strict=True)]
    assert max(steps) == pytest.approx(min(steps), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.456, "share", "46\u202f%"),
        (0.004, "share", "0.4\u202f%"),
        (0.0, "share", "0\u202f%"),
        (1364, "customers", "1,364"),
        (12500, "customers", "12.5k"),
        (3_000_000, "customers", "3m"),
        (4e9, "EUR", "4bn"),
        (2.25, "days", "2.25"),
    ],
)
def test_values_are_written_briefly(value: float, unit: str, expected: str) -> None:
    assert written(value, unit) == expected
