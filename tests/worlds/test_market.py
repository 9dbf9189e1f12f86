"""The market of a seed: places, rivals, and each shock where and when it is said to be."""

from __future__ import annotations

import numpy as np

from regulars.worlds.chance import Chance
from regulars.worlds.market import NEVER, PLACES, REMOTE, Market, market_of
from regulars.worlds.options import Options


def made(family: str = "A", **options: object) -> Market:
    return market_of(Options(family, 7, 100, **options), Chance(7))  # type: ignore[arg-type]


def test_four_places_have_no_rival_near_and_no_shock() -> None:
    market = made()
    assert np.flatnonzero(market.remote).tolist() == list(range(REMOTE))
    struck = (market.opens < NEVER) | (market.withdrawn[:, 0] < NEVER) | (market.released < NEVER)
    assert not struck[:REMOTE].any()
    assert market.share.sum() == np.float64(1.0) or abs(market.share.sum() - 1) < 1e-12


def test_each_shock_strikes_eight_places_within_the_last_year() -> None:
    market = made()
    for when in (market.opens, market.withdrawn[:, 0], market.released):
        struck = when[when < NEVER]
        assert len(struck) == 8
        assert struck.min() >= 104 - 46
        assert struck.max() < 104 - 14


def test_no_rewards_while_they_are_withdrawn_and_rewards_again_before_the_as_of_day() -> None:
    market = made()
    for place in range(PLACES):
        first, again = market.withdrawn[place]
        gone = np.flatnonzero(market.generosity[place] == 0)
        assert gone.tolist() == (list(range(first, again)) if first < NEVER else [])
        assert again <= 100 or again == NEVER


def test_a_calm_market_is_the_same_but_for_the_shocks() -> None:
    calm, struck = made(shocks=()), made()
    assert (calm.opens == NEVER).all()
    assert (calm.generosity > 0).all()
    assert np.array_equal(calm.rival_at, struck.rival_at)
    assert np.array_equal(made(shocks=("bonus",)).withdrawn, struck.withdrawn)


def test_in_family_c_shocks_strike_the_same_places() -> None:
    market = made("C")
    opened, withdrawn, released = market.opens < NEVER, market.withdrawn[:, 0] < NEVER, market.released < NEVER
    assert np.array_equal(opened, withdrawn)
    assert np.array_equal(opened, released)
