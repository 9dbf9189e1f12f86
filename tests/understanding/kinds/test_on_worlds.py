"""Kinds in simulated markets, against the truth that was counted there. More seeds: tools/kinds_on_worlds.py."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from regulars.understanding.kinds.kinds import kinds
from regulars.worlds.world import make
from tools.kinds_on_worlds import Scored, facts_of, scored

WORLDS = (("A", 41), ("B", 41))


@cache
def found(family: str, seed: int) -> Scored:
    """3,000 customers, of whom 300 answered, one answer in ten drawn by chance."""
    world = make(family, seed, 3000)
    return scored(world, kinds(facts_of(world), times=40))


@pytest.mark.parametrize(("family", "seed"), WORLDS)
def test_it_comes_near_to_who_knows_every_truth(family: str, seed: int) -> None:
    score = found(family, seed)
    assert score.right >= 0.85 * score.ceiling
    assert score.surer_half >= score.right + 0.05


@pytest.mark.parametrize(("family", "seed"), WORLDS)
def test_the_band_holds_the_truth_and_says_something(family: str, seed: int) -> None:
    score = found(family, seed)
    assert score.covered
    assert score.band[1] - score.band[0] <= 0.35


def test_losses_alone_are_within_their_bands() -> None:
    inside = [low <= truth <= high for s in WORLDS for _, truth, low, high in found(*s).lost.values()]
    assert np.mean(inside) >= 5 / 6


def test_a_market_without_dependence_on_rewards_has_hardly_anybody_who_comes_for_them() -> None:
    """Everybody uses rewards there, and nobody depends on them: the band of what rests on them begins almost at nothing."""
    world = make("A", 43, 1500, without=("bonus",))
    headline = kinds(facts_of(world), times=20).headline
    assert headline is not None
    part = headline.parts["bonus"]
    assert part.value is not None
    assert part.value < 0.12
    assert part.band[0] < 0.05
