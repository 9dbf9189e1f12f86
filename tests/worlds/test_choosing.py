"""One trip, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.worlds.choosing import choose, nearness, take, utilities
from regulars.worlds.scene import NEWCOMER, US, WITHOUT, Present, State
from tests.worlds.town import Person, town

ANNA = np.array([0])
SILENT = np.zeros((1, 6))


def test_what_our_shop_is_worth_to_anna_by_hand() -> None:
    """1 for liking, 2 × (2 − .5) for nearness, .6 for price, .5 for rewards; habit neither way."""
    scene = town(Person(likes=1.0, km_cost=2.0, price=1.0, rewards=0.5))
    assert utilities(scene, State.fresh(1), 0, ANNA)[0, US] == pytest.approx(1.0 + 3.0 + 0.6 + 0.5)
    bare = Present(bonus=False, price=False, habit=False)
    assert utilities(scene, State.fresh(1), 0, ANNA, bare)[0, US] == pytest.approx(4.0)


def test_a_price_rise_takes_half_of_the_price_advantage() -> None:
    dearer = np.full(24, 10_000)
    dearer[23] = 3
    scene = town(Person(price=2.0), dearer=dearer)
    worth = [utilities(scene, State.fresh(1), week, ANNA)[0, US] for week in (2, 3)]
    assert worth[0] - worth[1] == pytest.approx(0.6)


def test_a_contract_makes_all_else_dearer_and_a_newcomer_is_there_only_when_it_opened() -> None:
    held, free = town(Person(contract=(0, 99), barrier=7.0)), town(Person())
    difference = utilities(free, State.fresh(1), 0, ANNA) - utilities(held, State.fresh(1), 0, ANNA)
    assert difference[0, [US, 1, 2, 4, WITHOUT]].tolist() == [0.0, 7.0, 7.0, 7.0, 7.0]
    assert utilities(free, State.fresh(1), 0, ANNA)[0, NEWCOMER] < -1e5
    beside = utilities(free, State.fresh(1), 0, ANNA, Present(convenience=False))
    assert beside[0, NEWCOMER] == -50.0


def test_the_greatest_is_taken_and_becomes_a_habit() -> None:
    scene, state = town(Person(likes=2.0)), State.fresh(1)
    chosen = choose(scene, state, 0, ANNA, SILENT)
    assert chosen.tolist() == [US]
    take(scene, state, 0, ANNA, chosen)
    assert state.habit[0] == pytest.approx(0.575)  # 15 % of the way from .5 to 1
    assert utilities(scene, state, 0, ANNA)[0, US] == pytest.approx(2.0 + 3 * 0.075)
    take(scene, state, 0, ANNA, np.array([WITHOUT]))
    assert state.habit[0] == pytest.approx(0.48875)


def test_a_grudge_fades() -> None:
    scene, state = town(Person()), State.fresh(1)
    state.mood[0] = -2.0
    take(scene, state, 0, ANNA, np.array([WITHOUT]))
    assert state.mood[0] == pytest.approx(-1.9)


def test_nearness_is_nothing_at_two_kilometres() -> None:
    assert nearness(np.array([3.0]), np.array([2.0]))[0] == 0.0
    assert nearness(np.array([3.0]), np.array([2.5]))[0] == -1.5
