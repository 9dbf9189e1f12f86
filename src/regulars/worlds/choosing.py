"""One trip: which of the shops is chosen, in each family, with the crutches that are there.

Alternatives: 0 our shop, 1 and 2 two rivals, 3 the newcomer beside us, 4 the shop on the web, 5 doing without.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regulars.worlds.chance import Chance, Floats, Ints, Truths
from regulars.worlds.market import Market
from regulars.worlds.people import People

ALTERNATIVES = 6
US, NEWCOMER, WEB, WITHOUT = 0, 3, 4, 5
HABIT = 1.5
WALK_KM = 2.0  # nearer than this speaks for a shop, farther against it
COUPON = 0.8
PRICE_EDGE = 0.6
_CAMPAIGN_WEEKS, COUPON_WEEKS, _TARGETED = 8, 2, 0.4
_RADIUS_KM = 3.0
_ABSENT = -1e6


@dataclass(frozen=True, slots=True)
class Present:
    """What is there to hold a customer: the three crutches, and for her reason our price advantage and her habit."""

    bonus: bool = True
    convenience: bool = True
    captive: bool = True
    price: bool = True
    habit: bool = True


ALL = Present()


@dataclass(slots=True)
class State:
    """What changes from trip to trip: habit [n, 6], a stock of 1 in all; mood, what failures left behind; fondness (C)."""

    habit: Floats
    mood: Floats
    fondness: Floats

    def copy(self) -> State:
        return State(self.habit.copy(), self.mood.copy(), self.fondness.copy())


@dataclass(frozen=True)
class Scene:
    """A world's standing parts, and how its family chooses."""

    family: str
    market: Market
    people: People
    chance: Chance

    def fresh(self) -> State:
        n = self.people.n
        return State(np.full((n, ALTERNATIVES), 1.0 / ALTERNATIVES), np.zeros(n), np.zeros(n))

    def couponed(self, week: int) -> Truths:
        """Who holds a coupon that is valid in this week."""
        campaign, age = divmod(week - 4, _CAMPAIGN_WEEKS)
        if campaign < 0 or age >= COUPON_WEEKS:
            return np.zeros(self.people.n, bool)
        return self.targeted(campaign)

    def targeted(self, campaign: int) -> Truths:
        """Who is sent the coupon of a campaign: two of five, by lot, among customers where rewards are in force."""
        week = first_week(campaign)
        people = self.people
        there = (people.joined <= week) & (week < people.gone) & (self.market.generosity[people.place, week] > 0)
        drawn: Truths = there & (self.chance.of("campaign", campaign).random(people.n) < _TARGETED)
        return drawn


def first_week(campaign: int) -> int:
    return 4 + campaign * _CAMPAIGN_WEEKS


def campaigns_before(weeks: int) -> int:
    """How many campaigns begin before a week."""
    return max(0, -(-(weeks - 4) // _CAMPAIGN_WEEKS))


def choose(scene: Scene, state: State, week: int, who: Ints, noise: Floats, present: Present = ALL) -> Ints:
    """The alternative that each of ``who`` takes: the greatest utility with its noise [len(who), 6]."""
    values = utilities(scene, state, week, who, present) + noise
    if scene.family == "B":
        values = np.where(considered(scene, state, week, who, present), values, _ABSENT)
    chosen: Ints = values.argmax(axis=1)
    return chosen


def utilities(scene: Scene, state: State, week: int, who: Ints, present: Present) -> Floats:
    """Each alternative's utility [len(who), 6], in units of the noise's scale."""
    people, place = scene.people, scene.people.place[who]
    newcomer = np.full(len(who), not present.convenience) | (scene.market.opens[place] <= week)
    values = np.empty((len(who), ALTERNATIVES))
    values[:, US] = _ours(scene, state, week, who, present)
    nearness = people.km_cost[who, None] * (WALK_KM - people.km_rivals[who])
    rivals = people.tastes[who] + nearness - held(scene, week, who, present)[:, None]
    rivals[:, NEWCOMER - 1] = np.where(newcomer, rivals[:, NEWCOMER - 1], _ABSENT)
    values[:, 1:WITHOUT] = rivals
    values[:, WITHOUT] = -1.0 - held(scene, week, who, present)
    if present.habit:
        values += HABIT * state.habit[who]
    return values


def _ours(scene: Scene, state: State, week: int, who: Ints, present: Present) -> Floats:
    people = scene.people
    dearer = scene.market.dearer[people.place[who]] <= week
    ours = people.attitude[who] + people.km_cost[who] * (WALK_KM - people.km_us[who]) + state.mood[who]
    if present.price:
        ours = ours + people.price_sense[who] * np.where(dearer, PRICE_EDGE / 2, PRICE_EDGE)
    if present.bonus:
        ours = ours + people.reward_pull[who] * rewards(scene, week, who)
    return ours


def rewards(scene: Scene, week: int, who: Ints) -> Floats:
    """Rewards in force for each: the place's in this week, and a coupon of one's own."""
    place = scene.people.place[who]
    rewarded: Floats = scene.market.generosity[place, week] + COUPON * scene.couponed(week)[who]
    return rewarded


def held(scene: Scene, week: int, who: Ints, present: Present) -> Floats:
    """What going elsewhere costs those who are not free: a running contract, or no rival that takes them."""
    if not present.captive:
        return np.zeros(len(who))
    people = scene.people
    barrier: Floats = np.where(people.under_contract(week)[who], people.barrier_contract[who], 0.0) + people.barrier_closed[who]
    return barrier


def considered(scene: Scene, state: State, week: int, who: Ints, present: Present) -> Truths:
    """Family B: what comes to mind at all [len(who), 6].

    We do if liked, near, a habit, rewarding now, or the only one that takes her; a rival within
    reach does unless she is held.
    """
    people = scene.people
    minded = np.ones((len(who), ALTERNATIVES), bool)
    held_here = held(scene, week, who, present) > 0
    pull = people.reward_pull[who] * (rewards(scene, week, who) if present.bonus else 0.0)
    habit = state.habit[who, US] > 0.6 if present.habit else np.zeros(len(who), bool)
    minded[:, US] = (people.attitude[who] > 0.0) | (pull > 1.5) | habit | held_here
    reach = people.km_cost[who, None] * people.km_rivals[who] < _RADIUS_KM
    minded[:, 1:WITHOUT] = reach & ~held_here[:, None]
    return minded


def took(state: State, who: Ints, chosen: Ints) -> None:
    """Habit moves towards what was chosen; what failures left fades."""
    state.habit[who] *= 0.85
    state.habit[who, chosen] += 0.15
    state.mood *= 0.93
