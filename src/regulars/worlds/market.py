"""The market: places, the rivals near them, what is on offer in which week, and the shocks of the past.

Weeks count from 0, the world's first; they go on through the horizon. A week that never comes is ``NEVER``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from regulars.worlds.chance import Chance, Floats, Ints, Truths
from regulars.worlds.options import HORIZON_WEEKS, Options

PLACES = 24
REMOTE = 4  # places with no rival near
CATEGORIES, GOODS = 12, 20
NEVER = 10_000
_WITHDRAWN_WEEKS = 10
_BREAKS_DOWN = 0.01  # of the weeks of a place
BROKEN_WEEKS = 3


@dataclass(frozen=True)
class Market:
    """``rival_at`` [P, 2, 2]: where two rivals stand, km east and north of our shop. ``opens`` [P]: the week in
    which a third opens beside us. ``generosity`` [P, W]: rewards in force, 1 on average, 0 while they
    are withdrawn. ``withdrawn`` [P, 2]: first week without rewards, first week with them again.
    ``released`` [P]: the week in which contracts are ended there. ``dearer`` [P]: the week of a price
    rise. ``on_offer`` [W, C, G]: which goods of each category are on promotion, where rewards are in force.
    ``breaks_down`` [P, W]: the weeks in which the till or the supply breaks down, for ``BROKEN_WEEKS``.
    """

    weeks: int
    share: Floats
    rival_at: Floats
    opens: Ints
    generosity: Floats
    withdrawn: Ints
    released: Ints
    dearer: Ints
    on_offer: Truths
    breaks_down: Truths

    def broken(self, week: int) -> Truths:
        """The places where something is broken in a week."""
        return np.asarray(self.breaks_down[:, max(0, week - BROKEN_WEEKS + 1) : week + 1].any(axis=1))

    @property
    def remote(self) -> Truths:
        far: Truths = np.hypot(self.rival_at[..., 0], self.rival_at[..., 1]).min(axis=1) > 5.0
        return far


def market_of(options: Options, chance: Chance) -> Market:
    """The market of a seed, through the horizon."""
    weeks, total = options.weeks, options.weeks + HORIZON_WEEKS
    draws = chance.of("market")
    calm = Market(
        weeks,
        share=draws.dirichlet(np.full(PLACES, 6.0)),
        rival_at=_rivals(draws),
        opens=np.full(PLACES, NEVER),
        generosity=np.broadcast_to(draws.gamma(12.0, 1 / 12.0, total), (PLACES, total)).copy(),
        withdrawn=np.full((PLACES, 2), NEVER),
        released=np.full(PLACES, NEVER),
        dearer=np.where(draws.random(PLACES) < 0.25, draws.integers(weeks - 46, weeks - 14, PLACES), NEVER),
        on_offer=draws.random((total, CATEGORIES, GOODS)) < draws.beta(2.0, 6.0, (total, CATEGORIES, 1)),
        breaks_down=draws.random((PLACES, total)) < _BREAKS_DOWN,
    )
    return _shocked(calm, options, chance)


def _rivals(draws: np.random.Generator) -> Floats:
    """Two rivals of each place; near the first ``REMOTE`` places there is none."""
    far = np.where(np.arange(PLACES) < REMOTE, 9.0, 3.0)[:, None]
    km, angle = far * draws.uniform(0.6, 1.4, (PLACES, 2)), draws.uniform(0, 2 * np.pi, (PLACES, 2))
    return np.stack([km * np.cos(angle), km * np.sin(angle)], axis=-1)


def _shocked(calm: Market, options: Options, chance: Chance) -> Market:
    """Each crutch taken away in a third of the places that have rivals, at a time of each place's own, in the last year."""
    early, late = calm.weeks - 46, calm.weeks - 14
    market = calm
    for crutch in options.shocks:
        draws = chance.of("shock", ("bonus", "convenience", "captive").index(crutch))
        struck = draws.permutation(np.arange(REMOTE, PLACES))[:8]
        if options.family == "C":  # shocks strike the same places together, and cannot be told apart
            struck = chance.of("shocks together").permutation(np.arange(REMOTE, PLACES))[:8]
        market = _strike(market, crutch, struck, draws.integers(early, late, len(struck)))
    return market


def _strike(market: Market, crutch: str, struck: Ints, at: Ints) -> Market:
    if crutch == "convenience":
        return replace(market, opens=_set(market.opens, struck, at))
    if crutch == "captive":
        return replace(market, released=_set(market.released, struck, at))
    again = np.minimum(at + _WITHDRAWN_WEEKS, market.weeks - 4)
    generosity = market.generosity.copy()
    for place, first, last in zip(struck, at, again, strict=True):
        generosity[place, first:last] = 0.0
    spans = market.withdrawn.copy()
    spans[struck] = np.stack([at, again], axis=1)
    return replace(market, generosity=generosity, withdrawn=spans)


def _set(values: Ints, where: Ints, to: Ints) -> Ints:
    changed = values.copy()
    changed[where] = to
    return changed
