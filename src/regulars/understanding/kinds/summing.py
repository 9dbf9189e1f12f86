"""From chances per customer to shares of all: plain, and as far as those who did not answer may differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from regulars.estimates.proportion import wilson
from regulars.understanding.kinds.band import Silence, heaps, spread
from regulars.understanding.kinds.crutches import CRUTCHES, SUBSETS
from regulars.understanding.kinds.persistence import SHAPLEY, WITHOUT_ONE, in_order
from regulars.understanding.kinds.shifting import OF_DRAWS, Shown

FloatArray = NDArray[np.float64]
MOST_CUSTOMERS = 20_000
"""Intervals draw this many of the customers anew, at most: more would only make them narrower than answers allow."""
PARTS = ("earned", *CRUTCHES)
OTHER_ODDS = (1.0, 1.5, 2.0, 3.0, 4.0)
_SETS = len(SUBSETS)
QUANTITIES = np.vstack([SHAPLEY, WITHOUT_ONE])
"""(7, 8): earned, bonus, convenience, captive, and lost if only bonus, convenience, captive goes; from values of sets."""
_VALUES_AND_QUANTITIES = np.vstack([np.eye(_SETS), QUANTITIES]).T


@dataclass(frozen=True)
class Identified:
    """Whether each crutch has a past shock, or answers enough to its reliance question."""

    crutches: tuple[bool, ...]

    @property
    def ends(self) -> tuple[FloatArray, ...]:
        """(3,) each: for crutches that nothing identifies, all of those who come for it lost without it, or nobody; NaN else.

        Empty where everything is identified.
        """
        unknown = [k for k, known in enumerate(self.crutches) if not known]
        found = []
        for stays in product((0.0, 1.0), repeat=len(unknown)) if unknown else ():
            end = np.full(len(CRUTCHES), np.nan)
            end[unknown] = stays
            found.append(end)
        return tuple(found)


@dataclass(frozen=True)
class Part:
    """A share. ``interval``: customers and answers drawn anew. ``bands``: beside that, those who did not answer may
    differ, by each factor on their odds; ``band`` by the factor assumed. ``value`` is None where nothing identifies it:
    then only the band stands.
    """

    value: float | None
    interval: tuple[float, float]
    band: tuple[float, float]
    bands: tuple[tuple[float, float, float], ...]
    """Factor, lower end, upper end."""


@dataclass(frozen=True)
class Reckoned:
    """Shares of ``n`` customers active before. ``parts``: earned and each crutch; they add up to ``retention``.
    ``lost``: what is lost if only that crutch goes, which adds up to nothing. ``money`` and ``money_lost``: the
    same as shares of ``paid_minor``, what those ``retained`` paid. ``values`` (8,): each set of crutches, in
    the order of SUBSETS. ``by_lot``: on how many answers drawn by lot it was set right, 0 where on none. ``shocks``: what
    past shocks showed, of the crutches whose values rest on one.
    """

    n: int
    retained: int
    paid_minor: int
    retention: Part
    parts: dict[str, Part]
    lost: dict[str, Part]
    money: dict[str, Part]
    money_lost: dict[str, Part]
    values: FloatArray
    identified: Identified
    by_lot: int
    shocks: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Ground:
    """Customers active before (b,): their rows, whether they came back (0 or 1), what they paid, who is silent;
    and what is identified.
    """

    rows: NDArray[np.int64]
    retained: FloatArray
    amount: FloatArray
    silence: Silence
    identified: Identified


def fewer(ground: Ground, generator: np.random.Generator) -> Ground:
    """The same, or as many of its customers, by lot, as intervals are drawn from."""
    if len(ground.rows) <= MOST_CUSTOMERS:
        return ground
    chosen = np.sort(generator.choice(len(ground.rows), MOST_CUSTOMERS, replace=False))
    quiet = Silence(ground.silence.cell[chosen], ground.silence.silent[chosen])
    return replace(
        ground, rows=ground.rows[chosen], retained=ground.retained[chosen], amount=ground.amount[chosen], silence=quiet
    )


def odds_told(assumed: float) -> tuple[float, ...]:
    """The factors for which bands are told: the one assumed, and others to choose from."""
    return tuple(sorted({*OTHER_ODDS, assumed}))


def sums(
    ground: Ground, persists: Iterable[FloatArray], added: FloatArray, weights: FloatArray, odds: Sequence[float]
) -> FloatArray:
    """(2, 1 + 2 · odds, 15): by customers and by money; plain, then low and high for each factor; the values of sets,
    then the quantities.

    In: ``persists`` (b, 8) as it is known, and then at each end where something isn't; ``added`` (8,) to everybody's.
    By customers they are shares of those active before; by money, of what those who came back paid.
    """
    by_customer = weights * ground.retained
    by_money = by_customer * ground.amount
    wholes = np.array([max(float(weights.sum()), 1.0), max(float(by_money.sum()), 1.0)])
    counted = [spread(by, ground.silence) for by in (by_customer, by_money)]
    factors = np.array([1.0, *(f for factor in odds for f in (1.0 / factor, factor))])
    every = np.array([_sums(one + added, counted, factors) for one in persists]) / wholes[:, None, None]
    found = every[0]
    found[:, 1::2] = every[:, :, 1::2].min(axis=0)
    found[:, 2::2] = every[:, :, 2::2].max(axis=0)
    return np.asarray(found)


def _sums(persists: FloatArray, counted: Sequence[FloatArray], factors: FloatArray) -> list[FloatArray]:
    """By each way of counting (factors, 15): the values of sets and the quantities, with the silent ones' odds moved."""
    values = in_order(np.clip(persists, 0.0, 1.0))
    return [heaps(values, by, _VALUES_AND_QUANTITIES).with_odds(factors) for by in counted]


def told(
    ground: Ground, plain: FloatArray, again: FloatArray, odds: Sequence[float], assumed: float, level: float, by_lot: int,
    shocks: tuple[Shown, ...] = (),
) -> Reckoned:  # fmt: skip
    """The sums as parts, each with its interval and bands from the sums drawn anew (times, 2, 1 + 2 · odds, 15)."""
    ends = np.quantile(again, [(1 - level) / 2, (1 + level) / 2], axis=0, method=OF_DRAWS)

    def part(by: int, place: int) -> Part:
        value = float(plain[by, 0, place])
        low, high = (ends[side, by, :, place] for side in (0, 1))
        interval = float(min(low[0], value)), float(max(high[0], value))
        bands = tuple(
            (factor, _inside(min(low[1 + 2 * i], value)), _inside(max(high[2 + 2 * i], value))) for i, factor in enumerate(odds)
        )
        band = next((low, high) for factor, low, high in bands if factor == assumed)
        known = _known(place, ground.identified)
        return Part(value if known else None, interval if known else band, band, bands)

    def named(by: int, names: Sequence[str], begins: int) -> dict[str, Part]:
        return {name: part(by, begins + place) for place, name in enumerate(names)}

    lost = _SETS + len(PARTS)
    return Reckoned(
        len(ground.rows), int(ground.retained.sum()), _paid(ground), _came_back(ground, odds, level),
        named(0, PARTS, _SETS), named(0, CRUTCHES, lost), named(1, PARTS, _SETS), named(1, CRUTCHES, lost),
        plain[0, 0, :_SETS], ground.identified, by_lot, shocks,
    )  # fmt: skip


def _came_back(ground: Ground, odds: Sequence[float], level: float) -> Part:
    """The retention rate, with the interval that it has everywhere: it was seen, so no answer makes it doubtful."""
    n, retained = len(ground.rows), int(ground.retained.sum())
    low, high = (float(end[0]) for end in wilson(np.array([retained]), np.array([n]), level))
    return Part(retained / n if n else None, (low, high), (low, high), tuple((factor, low, high) for factor in odds))


def _paid(ground: Ground) -> int:
    return int(np.rint(ground.retained @ ground.amount))


def _inside(share: float) -> float:
    return float(min(max(share, 0.0), 1.0))


def _known(place: int, identified: Identified) -> bool:
    """Whether there are answers enough for all that a value or quantity needs."""
    lost = place - _SETS - len(PARTS)
    if lost >= 0:
        return identified.crutches[lost]
    if place < _SETS:
        lacking = [k for k, crutch in enumerate(CRUTCHES) if crutch not in SUBSETS[place]]
        return all(identified.crutches[k] for k in lacking)
    return all(identified.crutches)
