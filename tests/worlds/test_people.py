"""The customers of a seed."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.worlds.chance import Chance
from regulars.worlds.market import NEVER, market_of
from regulars.worlds.options import Options
from regulars.worlds.people import People, people_of


def made(family: str = "A", customers: int = 4000, **options: object) -> People:
    chosen = Options(family, 7, customers, **options)  # type: ignore[arg-type]
    return people_of(chosen, market_of(chosen, Chance(7)), Chance(7))


def rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    first, second = (np.argsort(np.argsort(values)).astype(float) for values in (one, other))
    return float(np.corrcoef(first, second)[0, 1])


def test_nobody_leaves_before_she_comes_and_no_contract_outlives_its_release() -> None:
    people, market = made(), market_of(Options("A", 7, 4000), Chance(7))
    assert (people.gone > people.joined).all()
    signed = people.contract_from < NEVER
    assert 0.3 < signed.mean() < 0.45
    assert (people.contract_from >= people.joined)[signed].all()
    assert (people.contract_until <= np.maximum(market.released[people.place], people.contract_from))[signed].all()


def test_use_shows_dependence_and_in_family_c_it_does_not() -> None:
    honest, hidden = made("A"), made("C")
    assert rank_correlation(honest.reward_pull, honest.shows_incentive) > 0.7
    assert rank_correlation(honest.km_cost, honest.shows_convenience) > 0.7
    assert abs(rank_correlation(hidden.reward_pull, hidden.shows_incentive)) < 0.06
    assert abs(rank_correlation(hidden.km_cost, hidden.shows_convenience)) < 0.06
    assert rank_correlation(hidden.attitude, hidden.shows_attitude) > 0.6


@pytest.mark.parametrize(
    ("axis", "columns"),
    [
        ("bonus", ("reward_pull",)),
        ("convenience", ("km_cost",)),
        ("captive", ("barrier_contract", "barrier_closed")),
        ("attitude", ("attitude",)),
    ],
)
def test_an_axis_that_is_left_out_is_the_same_for_all_and_the_others_stay(axis: str, columns: tuple[str, ...]) -> None:
    whole, lacking = made(customers=500), made(customers=500, without=(axis,))
    for column in ("reward_pull", "km_cost", "barrier_contract", "barrier_closed", "attitude"):
        if column in columns:
            assert np.ptp(getattr(lacking, column)) == 0
        else:
            assert np.array_equal(getattr(lacking, column), getattr(whole, column))
    assert lacking.shows_incentive.std() > 0.15  # rewards are used all the same
