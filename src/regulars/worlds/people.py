"""The customers: where they live, what they like, and what they depend on; all of it known to nobody but the world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regulars.worlds.chance import Chance, Floats, Ints, Truths, heavy, logistic
from regulars.worlds.market import NEVER, PLACES, Market
from regulars.worlds.options import Options

ONLINE_KM = 3.0  # what waiting for a parcel is worth, in km
NEXT_DOOR_KM = 0.1  # where the newcomer stands, as everybody sees it: nearer than we are
OUR_EDGE = -1.8
_CLOSED = 6.0  # what leaving costs where no rival takes her
OUR_HEAD_START = 2.3  # of everybody, in a world where nobody likes us better than others do
_SHOWN = 0.92  # how far use follows dependence; family C: not at all


@dataclass(frozen=True)
class People:
    """Arrays over customers. Utilities are in units of the noise's scale (standard Gumbel).

    ``attitude``: how well each likes us. ``tastes`` [n, 4]: two rivals, the newcomer and the shop on the
    web. ``reward_pull``: what rewards in force add. ``km_cost``: what a kilometre takes.
    ``barrier_contract``, ``barrier_closed``: what leaving costs while a contract runs, and where no
    rival takes her. ``price_sense``: what our price advantage adds. ``moved_by_rewards``: what rewards
    do to liking, in family C. ``trips``: the chance of a trip in half a week. ``shows_*``: how far
    behaviour shows the axis, 0 to 1.
    """

    place: Ints
    km_us: Floats
    km_rivals: Floats
    attitude: Floats
    tastes: Floats
    reward_pull: Floats
    km_cost: Floats
    barrier_contract: Floats
    barrier_closed: Floats
    price_sense: Floats
    moved_by_rewards: Floats
    trips: Floats
    joined: Ints
    gone: Ints
    contract_from: Ints
    contract_until: Ints
    auto_renews: Truths
    shows_incentive: Floats
    shows_convenience: Floats
    shows_attitude: Floats

    @property
    def n(self) -> int:
        return len(self.place)

    def under_contract(self, week: int) -> Truths:
        return (self.contract_from <= week) & (week < self.contract_until)


def people_of(options: Options, market: Market, chance: Chance) -> People:
    """The customers of a seed."""
    n, home = options.customers, chance.of("homes")
    place = home.choice(PLACES, n, p=market.share)
    km_us, km_rivals = _distances(n, home, market, place)
    attitude, tastes, pull, cost = _likings(options, chance.of("likings"))
    used, blurred = 0.0 if options.family == "C" else _SHOWN, chance.of("shown")
    shows = [_shown(pull, used, blurred), _shown(cost, used, blurred)]
    joined, gone = _lives(n, chance.of("lives"), market.weeks)
    bonds = chance.of("bonds")
    closed = bonds.random(n) < np.where(market.remote[place], 0.5, 0.08)
    contract_barrier = bonds.lognormal(1.8, 0.4, n)
    spans = _contracts(bonds, market, place, joined, shows[1])
    habits = chance.of("habits")
    return People(
        place, km_us, km_rivals, attitude, tastes, pull, cost,
        barrier_contract=_unless("captive", options, contract_barrier),
        barrier_closed=_unless("captive", options, np.where(closed, _CLOSED, 0.0)),
        price_sense=np.abs(heavy(habits, n)),
        moved_by_rewards=habits.normal(0.3, 0.8, n),
        trips=np.clip(habits.lognormal(-1.5, 0.6, n), 0.03, 0.9),
        joined=joined, gone=gone,
        contract_from=spans[0], contract_until=spans[1], auto_renews=spans[2],
        shows_incentive=shows[0], shows_convenience=shows[1],
        shows_attitude=_shown(attitude - 0.7 * tastes[:, :2].max(axis=1), _SHOWN, blurred),
    )  # fmt: skip


def _likings(options: Options, d: np.random.Generator) -> tuple[Floats, Floats, Floats, Floats]:
    """Attitude, tastes for rivals, what rewards pull and a kilometre costs; an axis that is left out is the same for all."""
    n = options.customers
    tastes = _tastes(n, d)
    attitude = OUR_EDGE + _unless("attitude", options, 2.0 * heavy(d, n), OUR_HEAD_START)
    pull, cost = _some(n, d, 0.4, 1.2), _some(n, d, 0.5, 1.0)
    return attitude, tastes, _unless("bonus", options, pull), _unless("convenience", options, cost)


def _some(n: int, d: np.random.Generator, share: float, middle: float) -> Floats:
    """A trait that a share of people have strongly (lognormal, its median exp(middle)) and the rest hardly."""
    strongly = d.random(n) < share
    return np.where(strongly, d.lognormal(middle, 0.5, n), d.lognormal(-2.0, 0.5, n))


def _unless(axis: str, options: Options, values: Floats, otherwise: float = 0.0) -> Floats:
    return np.full_like(values, otherwise) if axis in options.without else values


def _tastes(n: int, d: np.random.Generator) -> Floats:
    """The newcomer is as good as the better of the two rivals known."""
    two = heavy(d, (n, 2))
    return np.column_stack([two, two.max(axis=1), heavy(d, n) - 0.5])


def _distances(n: int, d: np.random.Generator, market: Market, place: Ints) -> tuple[Floats, Floats]:
    """Km to our shop, and to two rivals, the newcomer beside us, and the shop on the web."""
    home = d.normal(0.0, 0.7, (n, 2))
    km_us = np.hypot(home[:, 0], home[:, 1])
    away = home[:, None, :] - market.rival_at[place]
    known = np.hypot(away[..., 0], away[..., 1])
    return km_us, np.column_stack([known, np.full(n, NEXT_DOOR_KM), np.full(n, ONLINE_KM)])


def _lives(n: int, d: np.random.Generator, weeks: int) -> tuple[Ints, Ints]:
    """Half are there from the first week; one in 250 moves away each week."""
    joined = np.where(d.random(n) < 0.5, 0, d.integers(1, weeks - 8, n))
    return joined, joined + d.geometric(0.004, n)


def _contracts(
    d: np.random.Generator, market: Market, place: Ints, joined: Ints, shows_convenience: Floats
) -> tuple[Ints, Ints, Truths]:
    """Two of five sign a contract of a year; the more renew by themselves the more they live by convenience.

    Where contracts are ended, all end at once.
    """
    n = len(place)
    signs, auto = d.random(n) < 0.4, d.random(n) < 0.5 + 0.4 * shows_convenience
    start = np.where(signs, joined + d.integers(0, 8, n), NEVER)
    until = np.where(auto, NEVER, start + 52 * d.integers(1, 4, n))
    until = np.where(signs, np.maximum(np.minimum(until, market.released[place]), start), NEVER)
    never_began = until <= start
    return np.where(never_began, NEVER, start), np.where(never_began, NEVER, until), auto & signs


def _shown(trait: Floats, how_far: float, d: np.random.Generator) -> Floats:
    """How strongly behaviour shows a trait: its rank, blurred. 0 to 1."""
    noise = d.normal(size=len(trait))
    if np.ptp(trait) == 0:  # nobody has it more than others
        how_far = 0.0
    ranked = (np.argsort(np.argsort(trait, kind="stable"), kind="stable") + 0.5) / len(trait)
    score = 3.5 * (ranked - 0.5)
    return logistic(1.3 * (how_far * score + np.sqrt(1 - how_far**2) * noise))
