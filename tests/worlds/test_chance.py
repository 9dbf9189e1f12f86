"""Randomness by name: a stream of its own for each thing."""

from __future__ import annotations

import numpy as np

from regulars.worlds.chance import Chance, heavy, logistic


def test_a_name_and_a_step_always_draw_the_same() -> None:
    assert np.array_equal(Chance(7).of("trips", 3, 1).random(5), Chance(7).of("trips", 3, 1).random(5))


def test_another_seed_name_or_step_draws_something_else() -> None:
    said = [Chance(7).of("trips", 3), Chance(8).of("trips", 3), Chance(7).of("taste", 3), Chance(7).of("trips", 4)]
    assert len({float(d.random()) for d in said}) == 4


def test_more_customers_leave_the_first_ones_as_they_were() -> None:
    assert np.array_equal(Chance(7).of("x").random(3), Chance(7).of("x").random(30)[:3])


def test_taste_has_a_spread_of_one_and_far_ends() -> None:
    values = heavy(Chance(1).of("taste"), 200_000)
    assert abs(values.std() - 1) < 0.05
    assert np.mean(np.abs(values) > 4) > 5 * 6.3e-5  # far more than of a normal distribution


def test_logistic_by_hand() -> None:
    assert logistic(np.array([0.0, np.log(3.0)])).tolist() == [0.5, 0.75]
