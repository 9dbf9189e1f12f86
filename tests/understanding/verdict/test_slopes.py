"""Quarters of a trait answer a shock by as much more as the trait says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.slopes import quarters, slope_ratio
from tests.understanding.verdict.panels import panel


def test_quarters_are_cut_among_those_inside() -> None:
    assert quarters(np.array([9.0, 1, 2, 3, 4]), np.array([1, 2, 3, 4])).tolist() == [-1, 0, 1, 2, 3]


def test_the_top_quarter_answers_more_than_chance_lets_it() -> None:
    shop, trait = panel(2, customers=400, slope=0.05)
    found = slope_ratio(answered_by_all(shop), trait + 5, np.zeros(400), np.random.default_rng(1), draws=60)
    assert found.slopes[3] > found.slopes[0] > 0
    assert found.ratio == found.slopes[3] / found.slopes[0]
    assert found.interval[0] > found.by_chance > 1.0


def test_where_the_trait_does_nothing_all_quarters_answer_alike() -> None:
    shop, trait = panel(2, customers=400, slope=0.0)
    found = slope_ratio(answered_by_all(shop), trait, np.zeros(400), np.random.default_rng(1), draws=60)
    assert found.interval[0] < 1.0 < found.interval[1]
    assert found.ratio < found.by_chance


def answered_by_all(shop: Panel) -> Panel:
    """The same panel with more visits in weeks of promotion, for everybody alike."""
    pair, week = np.nonzero(shop.shock[shop.cell] > 0)
    chosen = np.random.default_rng(5).random(len(pair)) < 0.3
    return replace(shop, bought=np.hstack([shop.bought, np.vstack([pair, week])[:, chosen]]))


def test_where_the_bottom_does_not_answer_the_ratio_is_infinite() -> None:
    shop, trait = panel(2, customers=100, slope=0.1)
    assert slope_ratio(shop, trait, np.zeros(100), np.random.default_rng(1), draws=20).ratio == np.inf
