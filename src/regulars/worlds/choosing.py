"""One trip: which of the shops is chosen with the crutches that are there.

Family A weighs everything: the greatest sum of utilities is taken. Family B weighs the same among
the shops that come to mind (``considering``). In family C rewards move liking and losses add up to
more than their sum (``unsettling``). Source: McFadden 1974 for the choice; Guadagni & Little 1983 for habit.
"""

from __future__ import annotations

import numpy as np

from regulars.worlds.chance import Floats, Ints
from regulars.worlds.considering import comes_to_mind
from regulars.worlds.scene import ALL, ALTERNATIVES, NEWCOMER, US, WITHOUT, Present, Scene, State
from regulars.worlds.unsettling import losses_together, move_liking

HABIT = 3.0
WALK_KM = 2.0  # nearer than this speaks for a shop, farther against it
PRICE_EDGE = 0.6
_DOING_WITHOUT = -1.0
_ABSENT = -1e6


def choose(scene: Scene, state: State, week: int, who: Ints, noise: Floats, present: Present = ALL) -> Ints:
    """The alternative that each of ``who`` takes: the greatest utility with its noise [len(who), 6]."""
    values = utilities(scene, state, week, who, present) + noise
    if scene.family == "B":
        values = np.where(comes_to_mind(scene, state, week, who, present), values, _ABSENT)
    chosen: Ints = values.argmax(axis=1)
    return chosen


def utilities(scene: Scene, state: State, week: int, who: Ints, present: Present = ALL) -> Floats:
    """Each alternative's utility [len(who), 6], in units of the noise's scale (standard Gumbel)."""
    people = scene.people
    barrier = scene.held(week, who) if present.captive else np.zeros(len(who))
    values = np.empty((len(who), ALTERNATIVES))
    values[:, US] = _ours(scene, state, week, who, present)
    values[:, 1:WITHOUT] = people.tastes[who] + nearness(people.km_cost[who, None], people.km_rivals[who]) - barrier[:, None]
    values[:, WITHOUT] = _DOING_WITHOUT - barrier
    if present.convenience:  # without it, a rival stands beside us everywhere
        values[~scene.newcomer(week, who), NEWCOMER] = _ABSENT
    return values


def nearness(km_cost: Floats, km: Floats) -> Floats:
    """What a shop's distance adds to it."""
    return km_cost * (WALK_KM - km)


def _ours(scene: Scene, state: State, week: int, who: Ints, present: Present) -> Floats:
    people = scene.people
    ours = people.attitude[who] + state.mood[who] + nearness(people.km_cost[who], people.km_us[who])
    if present.price:
        dearer = scene.market.dearer[people.place[who]] <= week
        ours = ours + people.price_sense[who] * np.where(dearer, PRICE_EDGE / 2, PRICE_EDGE)
    if present.habit:
        ours = ours + HABIT * (state.habit[who] - 0.5)
    if present.bonus:
        ours = ours + people.reward_pull[who] * scene.rewards(week, who)
    if scene.family == "C":
        ours = ours + state.fondness[who] - losses_together(scene, week, who, present)
    return ours


def take(scene: Scene, state: State, week: int, who: Ints, chosen: Ints, present: Present = ALL) -> None:
    """What a trip leaves behind: habit moves towards or away from us, old grudges fade, and in C rewards move liking."""
    state.habit[who] += 0.15 * ((chosen == US) - state.habit[who])
    state.mood *= 0.95
    if scene.family == "C":
        move_liking(scene, state, week, who[chosen == US], present)
