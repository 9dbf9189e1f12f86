"""Counts, rates and what stays empty."""

from __future__ import annotations

import numpy as np

from regulars.measures.counting import estimate, rate_columns, spread
from regulars.measures.retention import DEFINITION
from regulars.settings import Settings
from regulars.words import Estimate, NotEnough


def test_places_outside_are_left_out() -> None:
    assert spread(np.array([-1, 0, 9]), np.array([5, 1, 7]), 3).tolist() == [1, 0, 0]


def test_a_rate_is_empty_under_the_minimum_and_never_nan() -> None:
    columns = rate_columns("rate", np.array([0, 10]), np.array([0, 40]), Settings(minimum_n=30))
    assert columns["rate"].to_pylist() == [None, 0.25]
    assert columns["low"].null_count == 1
    assert columns["enough"].to_pylist() == [False, True]


def test_an_estimate_needs_enough() -> None:
    assert estimate(1, 29, DEFINITION, Settings()) == NotEnough(29, 30, "retention_rate/1")
    found = estimate(747, 2214, DEFINITION, Settings())
    assert isinstance(found, Estimate)
    assert [round(v, 3) for v in (found.value, *found.interval)] == [0.337, 0.318, 0.357]
