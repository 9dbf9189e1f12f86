"""A world's standing parts, what changes from trip to trip, and what is there to hold a customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regulars.worlds.chance import Chance, Floats, Ints, Truths
from regulars.worlds.market import Market
from regulars.worlds.options import HORIZON_WEEKS
from regulars.worlds.people import People

ALTERNATIVES = 6
US, NEWCOMER, WEB, WITHOUT = 0, 3, 4, 5
"""Alternatives: our shop, two rivals (1 and 2), the newcomer beside us, the shop on the web, doing without."""
COUPON = 0.8  # what a valid coupon adds to the rewards in force
COUPON_WEEKS = 2
_CAMPAIGN_WEEKS, _FIRST_CAMPAIGN, _TARGETED = 8, 4, 0.4


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
    """``habit``: how far each is used to us, 0 to 1. ``mood``: what failures left. ``fondness``: what rewards did (C)."""

    habit: Floats
    mood: Floats
    fondness: Floats

    @classmethod
    def fresh(cls, n: int) -> State:
        return cls(np.full(n, 0.5), np.zeros(n), np.zeros(n))

    def copy(self) -> State:
        return State(self.habit.copy(), self.mood.copy(), self.fondness.copy())


@dataclass(frozen=True)
class Scene:
    """Who chooses, among what, and how (``family``). ``coupons`` [campaigns, n]: who is sent the coupon of each campaign."""

    family: str
    market: Market
    people: People
    chance: Chance
    coupons: Truths

    def here(self, week: int) -> Truths:
        """Who is a customer in a week: has joined, and has not moved away."""
        there: Truths = (self.people.joined <= week) & (week < self.people.gone)
        return there

    def rewards(self, week: int, who: Ints) -> Floats:
        """Rewards in force for each: the place's in this week, and a coupon of one's own."""
        rewarded: Floats = self.market.generosity[self.people.place[who], week]
        campaign, age = divmod(week - _FIRST_CAMPAIGN, _CAMPAIGN_WEEKS)
        if campaign >= 0 and age < COUPON_WEEKS:
            rewarded = rewarded + COUPON * self.coupons[campaign, who]
        return rewarded

    def newcomer(self, week: int, who: Ints) -> Truths:
        """Where a rival has opened beside us."""
        there: Truths = self.market.opens[self.people.place[who]] <= week
        return there

    def held(self, week: int, who: Ints) -> Floats:
        """What going elsewhere costs those who are not free: a running contract, or no rival that takes them."""
        people = self.people
        contract = np.where(people.under_contract(week)[who], people.barrier_contract[who], 0.0)
        barrier: Floats = contract + people.barrier_closed[who]
        return barrier


def scene_of(family: str, market: Market, people: People, chance: Chance) -> Scene:
    """A scene with its campaigns: every eight weeks two of five are drawn, where rewards are in force."""
    campaigns = []
    for campaign in range(campaigns_before(market.weeks + HORIZON_WEEKS)):
        week = first_week(campaign)
        there = (people.joined <= week) & (week < people.gone) & (market.generosity[people.place, week] > 0)
        campaigns.append(there & (chance.of("campaign", campaign).random(people.n) < _TARGETED))
    return Scene(family, market, people, chance, np.stack(campaigns))


def first_week(campaign: int) -> int:
    return _FIRST_CAMPAIGN + campaign * _CAMPAIGN_WEEKS


def campaigns_before(week: int) -> int:
    """How many campaigns begin before a week.

    >>> campaigns_before(4), campaigns_before(5), campaigns_before(13)
    (0, 1, 2)
    """
    return max(0, -((_FIRST_CAMPAIGN - week) // _CAMPAIGN_WEEKS))
