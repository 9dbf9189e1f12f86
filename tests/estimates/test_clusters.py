"""The doubt that comes from customers, not from their many gaps."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regulars.estimates.clusters import clustered
from regulars.estimates.survival import kaplan_meier

DAYS = np.arange(1, 31)


def test_many_gaps_of_few_alike_customers_do_not_make_us_sure() -> None:
    # Sixteen groups, each with one pace: 50 gaps of one length. As single gaps they would look very sure.
    events = np.zeros((16, 30), dtype=np.int64)
    events[np.arange(16), np.arange(16) + 5] = 50
    none = np.zeros_like(events)
    wide, narrow = clustered(DAYS, events, none), kaplan_meier(DAYS, events.sum(axis=0), none.sum(axis=0))
    middle = 12
    assert wide.share[middle] == narrow.share[middle]
    assert wide.high[middle] - wide.low[middle] > 3 * (narrow.high[middle] - narrow.low[middle])


def test_its_interval_covers_as_often_as_it_says() -> None:
    random, covered = np.random.default_rng(7), 0
    for _ in range(200):
        paces = random.gamma(4, 3, 320)
        events = np.zeros((16, 30), dtype=np.int64)
        for customer, pace in enumerate(paces):
            lengths = np.clip(np.ceil(random.exponential(pace, 6)), 1, 30).astype(int)
            np.add.at(events[customer % 16], lengths - 1, 1)
        band = clustered(DAYS, events, np.zeros_like(events))
        truth = _truth(10)
        covered += band.low[9] <= truth <= band.high[9]
    assert 0.9 <= covered / 200 <= 0.99


def _truth(day: int) -> float:
    """The share of gaps ended by a day where paces are gamma (4, 3): the mean of 1 - exp(-day / pace)."""
    paces = np.linspace(0.001, 120, 400_000)
    density = paces**3 * np.exp(-paces / 3)
    return float((density * (1 - np.exp(-day / paces))).sum() / density.sum())


def test_one_group_has_no_interval() -> None:
    band = clustered(DAYS, np.eye(1, 30, dtype=np.int64), np.zeros((1, 30), dtype=np.int64))
    assert np.isnan(band.low).all()
    assert band.quantile(0.5) == (1.0, None, None)


@given(st.lists(st.lists(st.integers(0, 8), min_size=8, max_size=8), min_size=2, max_size=5))
def test_the_interval_holds_the_curve(groups: list[list[int]]) -> None:
    counts = np.array(groups)
    band = clustered(np.arange(4), counts[:, :4], counts[:, 4:])
    unknown = np.isnan(band.low)
    assert (unknown | (band.low <= band.share + 1e-9)).all()
    assert (unknown | (band.share <= band.high + 1e-9)).all()
