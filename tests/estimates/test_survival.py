"""Kaplan and Meier's curve against the values that every textbook prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.estimates.survival import kaplan_meier

# Freireich et al. 1963, weeks of remission under 6-MP, 21 patients; in R: survfit(..., conf.type = "log-log").
DAYS = np.array([6, 7, 9, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 34, 35])
EVENTS = np.array([3, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0])
CENSORED = np.array([1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 2, 1, 1])


def test_remission_under_6mp() -> None:
    curve = kaplan_meier(DAYS, EVENTS, CENSORED)
    at = [curve.place(d) for d in (6, 7, 10, 13, 16, 22, 23)]
    assert (1 - curve.share[at]).round(3).tolist() == [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]
    assert (1 - curve.high[at]).round(3).tolist()[:2] == [0.620, 0.563]
    assert (1 - curve.low[at]).round(3).tolist()[:2] == [0.952, 0.923]


def test_its_median_is_23_weeks_and_open_above() -> None:
    curve = kaplan_meier(DAYS, EVENTS, CENSORED)
    assert curve.quantile(0.5) == (23.0, 13.0, None)


def test_without_censoring_it_is_a_plain_share_with_all_of_them() -> None:
    curve = kaplan_meier(np.array([1, 2, 3]), np.array([2, 1, 1]), np.array([0, 0, 0]))
    assert curve.share == pytest.approx([0.5, 0.75, 1.0])
    assert curve.effective_n == pytest.approx([4, 4, 4])
    assert curve.known.all()


def test_where_nobody_is_left_it_holds_and_is_not_known() -> None:
    curve = kaplan_meier(np.arange(4), np.array([0, 1, 0, 0]), np.array([0, 0, 1, 0]))
    assert curve.share.tolist() == [0.0, 0.5, 0.5, 0.5]
    assert curve.known.tolist() == [True, True, True, False]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8))
def test_the_interval_holds_the_curve_and_the_days_of_its_median_the_median(drawn: list[tuple[int, int]]) -> None:
    events, censored = np.array(drawn).T
    curve = kaplan_meier(np.arange(len(drawn)), events, censored)
    assert (curve.low <= curve.share + 1e-9).all()
    assert (curve.share <= curve.high + 1e-9).all()
    value, low, high = curve.quantile(0.5)
    if value is not None:
        assert low is not None
        assert low <= value <= (high if high is not None else value)
