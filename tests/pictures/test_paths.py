"""Rows of values become paths; what is missing is a gap."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.paths import band, known, path, runs, stairs


def test_what_is_no_number_is_missing() -> None:
    assert known([1, None, math.nan, math.inf, 0.5]) == [1.0, None, None, None, 0.5]


def test_corners_that_fall_together_are_written_once() -> None:
    assert path([(0, 10), (0, 10), (5, 10), (5, 12)]) == "M0,10l5,0 0,2"
    assert path([(3, 4)]) == "M3,4"


def test_stairs_hold_their_height_until_the_next_change() -> None:
    assert stairs([(0, 1000), (10, 1000), (20, 800), (30, 800)]) == [(0, 1000), (20, 1000), (20, 800), (30, 800)]
    assert stairs([]) == []


def test_a_band_goes_out_on_top_and_comes_home_below() -> None:
    assert band([(0, 900), (10, 900)], [(0, 700), (10, 700)]) == "M0,700l10,0 0,200 -10,0z"


@given(st.lists(st.one_of(st.none(), st.floats(0, 1))))
def test_runs_are_exactly_the_known_values(values: list[float | None]) -> None:
    inside = {i for first, last in runs(values) for i in range(first, last)}
    assert inside == {i for i, v in enumerate(values) if v is not None}
