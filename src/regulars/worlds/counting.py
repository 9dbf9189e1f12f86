"""Truth by counting: the horizon is run again, with the same random numbers, for each subset of crutches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from regulars.worlds.chance import Floats, Ints, Truths
from regulars.worlds.choosing import choose, take
from regulars.worlds.history import SLOTS, trips
from regulars.worlds.options import CRUTCHES, HORIZON_WEEKS
from regulars.worlds.scene import US, Present, Scene, State

SUBSETS: tuple[tuple[str, ...], ...] = tuple(s for size in range(4) for s in combinations(CRUTCHES, size))
_NONE = Present(bonus=False, convenience=False, captive=False)
_WITHOUT_OUR_PRICE = replace(_NONE, price=False)
_WITHOUT_HABIT = replace(_NONE, habit=False)


def named(subset: tuple[str, ...]) -> str:
    """
    >>> named(()), named(("bonus", "captive")), named(CRUTCHES)
    ('none', 'bonus_captive', 'all')
    """
    return "none" if not subset else "all" if len(subset) == len(CRUTCHES) else "_".join(subset)


def present(subset: tuple[str, ...]) -> Present:
    return replace(_NONE, **dict.fromkeys(subset, True))


@dataclass(frozen=True)
class Counted:
    """``stays`` [n] of each subset's name in the first run of the horizon; ``chance``, the share of all runs.

    ``would``: the chance if nobody ever moved away, which is what kinds, reasons and answers are
    about. ``without_our_price`` and ``without_habit``: the same with no crutch, and that gone too.
    """

    stays: dict[str, Truths]
    chance: dict[str, Floats]
    would: dict[str, Floats]
    without_our_price: Floats
    without_habit: Floats


def counted(scene: Scene, state: State, repetitions: int) -> Counted:
    """Who would still come within the horizon, with each subset of crutches."""
    ways = [present(s) for s in SUBSETS] + [_WITHOUT_OUR_PRICE, _WITHOUT_HABIT]
    runs = np.stack([_came(scene, state, ways, again) for again in range(repetitions)])
    came, would = np.moveaxis(runs.mean(axis=0), 1, 0)
    by_name = [{named(s): values[i] for i, s in enumerate(SUBSETS)} for values in (runs[0, :, 0], came, would)]
    return Counted(by_name[0], by_name[1], by_name[2], would[len(SUBSETS)], would[len(SUBSETS) + 1])


def _came(scene: Scene, state: State, ways: list[Present], again: int) -> Truths:
    """Whether each customer came at least once, in each way, as it was and if nobody moved away [ways, 2, n].

    Nothing fails within the horizon.
    """
    states, first = [state.copy() for _ in ways], scene.market.weeks
    came = np.zeros((len(ways), 2, scene.people.n), bool)
    for week in range(first, first + HORIZON_WEEKS):
        here = scene.here(week)
        for slot in range(SLOTS):
            who, noise = trips(scene, week, slot, scene.people.joined <= week, 1 + again)
            for i, (way, own) in enumerate(zip(ways, states, strict=True)):
                chosen = choose(scene, own, week, who, noise, way)
                take(scene, own, week, who, chosen, way)
                came[i, 1, who[chosen == US]] = True
                came[i, 0, who[(chosen == US) & here[who]]] = True
    return came


def shapley(chance: dict[str, Floats]) -> dict[str, Floats]:
    """Each crutch's part of the chance to stay: with what is earned, they sum to the chance with all of them.

    Shapley's value over the six orders in which three crutches can be given. Source: Shapley 1953.
    """
    parts = {}
    for k in CRUTCHES:
        others = [c for c in CRUTCHES if c != k]
        gains = []
        for size, weight in ((0, 1 / 3), (1, 1 / 6), (2, 1 / 3)):
            for given in combinations(others, size):
                with_k = tuple(c for c in CRUTCHES if c in (*given, k))
                gains.append(weight * (chance[named(with_k)] - chance[named(given)]))
        parts[k] = np.sum(gains, axis=0)
    return parts


KINDS = ("true", *CRUTCHES)


def kinds_of(counts: Counted) -> Ints:
    """Which of ``KINDS`` the greatest part of each one's chance rests on; -1 where she comes in no run."""
    parts = shapley(counts.would)
    stacked = np.stack([counts.would["none"], *(parts[k] for k in CRUTCHES)])
    kinds: Ints = np.where(counts.would["all"] > 0, stacked.argmax(axis=0), -1)
    return kinds


REASONS = ("prefer_you", "rewards", "convenient", "no_alternative", "cheaper", "habit")


def reasons_of(counts: Counted) -> Ints:
    """Which of ``REASONS`` each would give if asked, and knew: her kind's; of the true, our price or her habit where her
    chance without any crutch is halved when that goes too. -1 where she would not come at all.
    """
    kinds, alone = kinds_of(counts), counts.would["none"] / 2
    cheaper, habit = counts.without_our_price < alone, counts.without_habit < alone
    of_the_true = np.select([cheaper, habit], [REASONS.index("cheaper"), REASONS.index("habit")], 0)
    reasons: Ints = np.where(kinds == 0, of_the_true, kinds)
    return reasons
