"""Family B: what comes to mind."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.worlds.choosing import choose
from regulars.worlds.considering import comes_to_mind
from regulars.worlds.scene import US, WITHOUT, Present, State
from tests.worlds.town import Person, town

HER = np.array([0])


def minded(person: Person, present: Present | None = None, state: State | None = None) -> list[bool]:
    scene = town(person, family="B")
    found: list[bool] = comes_to_mind(scene, state or State.fresh(1), 0, HER, present or Present())[0].tolist()
    return found


@pytest.mark.parametrize(
    ("person", "without"),
    [
        (Person(likes=-1.0, rewards=2.0), Present(bonus=False)),
        (Person(likes=-1.0, km_cost=1.5), Present(convenience=False)),
        (Person(likes=-1.0, closed=1.0), Present(captive=False)),
    ],
)
def test_who_does_not_like_us_thinks_of_us_for_one_crutch_alone(person: Person, without: Present) -> None:
    assert minded(person)[US]
    assert not minded(person, without)[US]


def test_who_likes_us_always_thinks_of_us() -> None:
    assert minded(Person(likes=0.5), Present(False, False, False, False, False))[US]


def test_habit_keeps_us_in_mind() -> None:
    state = State.fresh(1)
    state.habit[0] = 0.7
    assert minded(Person(likes=-1.0), state=state)[US]
    assert not minded(Person(likes=-1.0), Present(habit=False), state)[US]


def test_rivals_beyond_reach_and_rivals_of_the_held_are_not_thought_of() -> None:
    assert minded(Person(km_cost=1.0))[1:WITHOUT] == [True] * 4
    assert minded(Person(km_cost=2.0))[1:WITHOUT] == [False, False, True, False]  # next door
    assert minded(Person(closed=1.0))[1:WITHOUT] == [False] * 4
    assert minded(Person(closed=1.0))[WITHOUT]


@pytest.mark.parametrize(("family", "taken"), [("A", US), ("B", WITHOUT)])
def test_the_best_shop_that_does_not_come_to_mind_is_not_chosen(family: str, taken: int) -> None:
    scene = town(Person(likes=-0.5), family=family)
    assert choose(scene, State.fresh(1), 0, HER, np.zeros((1, 6))).tolist() == [taken]
