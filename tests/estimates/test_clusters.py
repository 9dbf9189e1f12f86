"""Customers in random groups: many gaps of one customer are not many customers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from regulars.estimates.clusters import clustered
from regulars.estimates.survival import kaplan_meier

DAYS = np.array([7, 14, 28])


def test_the_share_is_kaplan_meiers_over_all_groups() -> None:
    events = np.array([[3, 1, 0], [2, 2, 1], [4, 0, 1]])
    censored = np.array([[0, 1, 5], [1, 0, 4], [0, 0, 5]])
    together = kaplan_meier(DAYS, events.sum(axis=0), censored.sum(axis=0))
    assert clustered(DAYS, events, censored).share.tolist() == pytest.approx(together.share.tolist())


def test_two_groups_by_hand() -> None:
    """6 of 10 in one group and 2 of 10 in the other: 8 of 20; each left out leaves the other's share."""
    band = clustered(np.array([7]), np.array([[6], [2]]), np.array([[4], [8]]), level=0.8)
    angles = np.arcsin(np.sqrt([0.2, 0.6]))
    error = np.sqrt(((angles - angles.mean()) ** 2).sum() / 2)
    spread = t.ppf(0.9, 1) * error
    assert band.share[0] == pytest.approx(0.4)
    assert band.low[0] == pytest.approx(np.sin(max(np.arcsin(np.sqrt(0.4)) - spread, 0)) ** 2)
    assert band.high[0] == pytest.approx(np.sin(min(np.arcsin(np.sqrt(0.4)) + spread, np.pi / 2)) ** 2)


def test_groups_alike_leave_no_doubt_and_groups_apart_much() -> None:
    alike = clustered(np.array([7]), np.full((16, 1), 5), np.full((16, 1), 5))
    apart = clustered(np.array([7]), np.array([[9]] * 8 + [[1]] * 8), np.array([[1]] * 8 + [[9]] * 8))
    assert alike.high[0] - alike.low[0] == pytest.approx(0, abs=1e-6)
    assert apart.high[0] - apart.low[0] > 0.3


def test_one_group_alone_gives_no_interval() -> None:
    band = clustered(DAYS, np.array([[3, 1, 0], [0, 0, 0]]), np.array([[0, 0, 4], [0, 0, 0]]))
    assert np.isnan(band.low).all()
    assert band.share[0] == pytest.approx(3 / 8)


def test_the_median_comes_with_the_days_at_which_the_interval_holds_a_half() -> None:
    events, censored = np.full((8, 3), 3), np.array([[0, 0, 1 + g % 3] for g in range(8)])
    median, low, high = clustered(DAYS, events, censored).quantile(0.5)
    assert median == 14
    assert low is not None
    assert low <= 14
    assert high is None or high >= 14
