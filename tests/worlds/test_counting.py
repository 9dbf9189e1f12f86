"""Truth by counting: what each would do with each set of crutches."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from regulars.worlds.counting import (
    KINDS,
    REASONS,
    SUBSETS,
    Counted,
    counted,
    kinds_of,
    named,
    present,
    reasons_of,
    shapley,
)
from regulars.worlds.history import lived
from regulars.worlds.options import CRUTCHES
from tests.worlds.town import Person, town

FOUR = {
    "true": Person(likes=12.0),
    "bonus": Person(likes=-12.0, rewards=24.0),
    "convenience": Person(likes=-12.0, km_cost=16.0, newcomer=10.0),
    "captive": Person(likes=-12.0, closed=30.0),
}


@cache
def of_four(family: str = "A") -> Counted:
    scene = town(*FOUR.values(), family=family)
    return counted(scene, lived(scene).state, 3)


@pytest.mark.parametrize("family", ["A", "C"])
def test_each_is_of_the_kind_whose_crutch_holds_her(family: str) -> None:
    assert [KINDS[k] for k in kinds_of(of_four(family))] == list(FOUR)
    assert [REASONS[r] for r in reasons_of(of_four(family))] == ["prefer_you", "rewards", "convenient", "no_alternative"]


def test_who_has_one_crutch_stays_with_it_and_leaves_without_it() -> None:
    stays = of_four().stays
    for number, kind in enumerate(FOUR):
        for subset in SUBSETS:
            assert stays[named(subset)][number] == (kind == "true" or kind in subset)


def test_who_has_two_crutches_of_which_one_is_enough_rests_half_on_each() -> None:
    scene = town(Person(likes=-12.0, rewards=24.0, closed=30.0))
    found = counted(scene, lived(scene).state, 2)
    assert {k: float(v[0]) for k, v in found.chance.items()} == {
        "none": 0.0, "bonus": 1.0, "convenience": 0.0, "captive": 1.0,
        "bonus_convenience": 1.0, "bonus_captive": 1.0, "convenience_captive": 1.0, "all": 1.0,
    }  # fmt: skip
    assert {k: float(v[0]) for k, v in shapley(found.chance).items()} == pytest.approx(
        {"bonus": 0.5, "convenience": 0.0, "captive": 0.5}
    )


def test_who_moved_away_stays_with_no_crutch_and_is_still_of_the_kind_that_she_was() -> None:
    """Anna moved away before the as-of day, Bea moves on the horizon's first day; Clara would never come."""
    scene = town(Person(likes=12.0, gone=5), Person(likes=-12.0, rewards=24.0, gone=20), Person(likes=-40.0))
    found = counted(scene, lived(scene).state, 2)
    assert found.stays["all"].tolist() == [False, False, False]
    assert found.chance["all"].tolist() == [0.0, 0.0, 0.0]
    assert found.would["all"].tolist() == [1.0, 1.0, 0.0]
    assert kinds_of(found).tolist() == [KINDS.index("true"), KINDS.index("bonus"), -1]
    assert reasons_of(found).tolist() == [REASONS.index("prefer_you"), REASONS.index("rewards"), -1]


def test_a_better_price_or_habit_alone_is_a_reason_of_its_own() -> None:
    would = {named(s): np.ones(3) for s in SUBSETS}
    found = Counted({}, {}, would, without_our_price=np.array([1.0, 0.4, 1.0]), without_habit=np.array([1.0, 0.0, 0.2]))
    assert [REASONS[r] for r in reasons_of(found)] == ["prefer_you", "cheaper", "habit"]


def test_a_set_of_crutches_is_what_is_present() -> None:
    assert [named(s) for s in SUBSETS] == [
        "none", "bonus", "convenience", "captive", "bonus_convenience", "bonus_captive", "convenience_captive", "all",
    ]  # fmt: skip
    assert present(("bonus",)) == replace(present(()), bonus=True)
    assert present(()).price


chances = st.lists(st.floats(0, 1), min_size=8, max_size=8)


@given(chances)
def test_earned_and_the_parts_sum_to_the_chance_with_all(values: list[float]) -> None:
    chance = {named(s): np.array([v]) for s, v in zip(SUBSETS, values, strict=True)}
    parts = shapley(chance)
    assert (chance["none"] + sum(parts[k] for k in CRUTCHES)).tolist() == pytest.approx([values[-1]])


def anybody(draws: np.random.Generator) -> Person:
    likes, rivals, newcomer = draws.uniform(-6, 6, 3)
    rewards, km_cost = draws.uniform(0, 6, 2)
    return Person(likes, rivals, newcomer, rewards, km_cost, closed=draws.choice([0.0, 6.0]), price=draws.uniform(0, 2))


@settings(max_examples=6)
@given(st.sampled_from("AB"), st.integers(0, 10_000))
def test_a_crutch_more_never_drives_anybody_away(family: str, seed: int) -> None:
    """In families A and B; in C a crutch may stand in the way of liking."""
    draws = np.random.default_rng(seed)
    scene = town(*[anybody(draws) for _ in range(100)], family=family, seed=seed, weeks=6)
    chance = counted(scene, lived(scene).state, 1).chance
    for more in SUBSETS[1:]:
        for crutch in more:
            assert (chance[named(tuple(c for c in more if c != crutch))] <= chance[named(more)]).all()
