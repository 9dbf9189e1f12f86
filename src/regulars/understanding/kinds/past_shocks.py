"""Shocks of the past: at which places a crutch was taken away, who met it and who did not, and who came again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regulars.facts.log import Facts
from regulars.understanding.evidence.evidence import Evidence
from regulars.understanding.evidence.gathering import evidence
from regulars.understanding.kinds.crutches import CRUTCHES, Crutch
from regulars.understanding.verdict.condition_shocks import condition_panel
from regulars.understanding.verdict.halves import halves_of
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.weeks_bought import MOST_CUSTOMERS, WeeksBought, choose, weeks_bought

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
TAKES_AWAY: dict[Crutch, str] = {
    "bonus": "promotion_withdrawn", "convenience": "rival_opened", "captive": "lock_in_ended",
}  # fmt: skip
"""The condition that is the shock of each crutch."""
FEWEST_WEEKS, MOST_WEEKS = 4, 13
FEWEST_CASES = 50
"""Of customers who met a shock; and thirty who came again, and thirty who did not, on either side."""
_FEWEST_EITHER_WAY = 30
_MOST_CONTROLS = 4_000
_LOOKED_BACK = 26
_SHOCKED, _CALM, _UNCLEAR = 1, 0, -1


@dataclass(frozen=True)
class Met:
    """Cases of one crutch: a customer who bought in the weeks before it was taken away somewhere, at her place or at others.

    ``traits`` (c, J): her indicators as read before any of it, turned so that more speaks for the axis. ``shocked`` (c,):
    whether it was at her place; ``came`` (c,) 1 where she bought within the weeks that followed. ``known`` (c, F):
    recency, frequency and money by then, and which time it was. ``place`` (c,): the number of her usual place.
    ``experiment``: its name, where the crutch was withheld by lot; then each customer is a place of her own. ``counts``
    (c,): for how many customers on their own each counts, where that was reckoned before the cases were drawn anew.
    """

    crutch: Crutch
    traits: FloatArray
    shocked: BoolArray
    came: FloatArray
    known: FloatArray
    place: IntArray
    weeks: int
    experiment: str = ""
    counts: FloatArray | None = None

    @property
    def places(self) -> int:
        """At how many places it was taken away."""
        return len(np.unique(self.place[self.shocked]))

    @property
    def enough(self) -> bool:
        happened = [self.came[side] for side in (self.shocked, ~self.shocked)]
        either = min(min(y.sum(), len(y) - y.sum()) for y in happened)
        return int(self.shocked.sum()) >= FEWEST_CASES and either >= _FEWEST_EITHER_WAY

    def taken(self, cases: IntArray | BoolArray) -> Met:
        names = ("traits", "shocked", "came", "known", "place")
        counts = None if self.counts is None else self.counts[cases]
        return replace(self, counts=counts, **{name: getattr(self, name)[cases] for name in names})


def past_shocks(
    facts: Facts,
    names: tuple[str, ...],
    taught: pa.Array,
    crutches: Collection[Crutch],
    generator: np.random.Generator,
    weeks: int = MOST_WEEKS,
) -> tuple[Met, ...]:
    """The shocks of some crutches in the second half of time, with traits read in the first.

    In: ``names`` of the indicators that traits are made of; ``taught``, the customers whose answers taught kinds: they
    are left out; ``weeks`` within which customers are to come again. Out: one Met for each crutch with enough cases.
    """
    halves = halves_of(facts)
    wanted = [c for c in CRUTCHES if c in crutches]
    if not wanted or not halves.long_enough:
        return ()
    before = evidence(facts, window=halves.first)
    bought = weeks_bought(facts, choose(before.customers, generator, MOST_CUSTOMERS), halves)
    silent = ~np.asarray(pc.is_in(bought.customers, taught).to_numpy(zero_copy_only=False), bool)
    traits = traits_named(before, bought.customers, names)
    found = []
    for crutch in wanted:
        panel = condition_panel(facts, bought, (TAKES_AWAY[crutch],), -1)
        met = None if panel is None else met_by(crutch, panel, bought, traits, silent, weeks)
        found += [] if met is None else [fewer_controls(met, generator)]
    return tuple(met for met in found if met.enough)


def traits_named(before: Evidence, customers: pa.Array, names: tuple[str, ...]) -> FloatArray:
    """(n, J): the indicators by these names, 0 where the first half shows none."""
    rows = pc.index_in(customers, before.customers).to_numpy()
    columns = {c.indicator.name: c.indicator.sign * c.shrunk[rows] for c in before.columns}
    return np.array([columns.get(name, np.zeros(len(rows))) for name in names]).reshape(len(names), len(rows)).T


def met_by(
    crutch: Crutch, panel: Panel, bought: WeeksBought, traits: FloatArray, silent: BoolArray, weeks: int = MOST_WEEKS
) -> Met | None:
    """The cases of one crutch; None where nobody met it for four weeks or more."""
    state, begins, lasts = first_runs(panel.shock)
    place = np.full(bought.n, -1)
    place[panel.customer] = panel.cell
    parts = []
    for begin in np.unique(begins[state == _SHOCKED]):
        struck = (state == _SHOCKED) & (begins == begin)
        span = int(min(weeks, lasts[struck].min()))
        if span < FEWEST_WEEKS:
            continue
        week = bought.halves.split + int(begin)
        active = bought.summed(bought.orders, week - weeks, week) > 0
        who = np.flatnonzero((place >= 0) & silent & active & (struck | (state == _CALM))[place])
        came = bought.summed(bought.orders, week, week + span)[who] > 0
        parts.append((who, struck[place[who]], came, by_then(bought, week)[who], np.full(len(who), week)))
    if not parts:
        return None
    who, shocked, came, known, times = (np.concatenate(part) for part in zip(*parts, strict=True))
    which = (times[:, None] == np.unique(times)[1:]).astype(np.float64)
    return Met(crutch, traits[who], shocked, came.astype(np.float64), np.column_stack([known, which]), place[who], weeks)


def first_runs(shock: FloatArray) -> tuple[IntArray, IntArray, IntArray]:
    """(cells,) each: whether a cell was shocked, calm or unclear (begun before, or never for most of a week); the week in
    which its first shock began, and for how many weeks on end it held.

    >>> [a.tolist() for a in first_runs(np.array([[0, 1, 1, 0.0], [0, 0, 0, 0], [1, 1, 1, 1]]))]
    [[1, 0, -1], [1, 0, 0], [2, 0, 4]]
    """
    on = shock > 0.5
    begins = on.argmax(axis=1)
    after = np.arange(shock.shape[1]) >= begins[:, None]
    lasts = np.where(on.any(axis=1), (np.minimum.accumulate(on | ~after, axis=1) & after).sum(axis=1), 0)
    clear = on.any(axis=1) & ~(shock[:, 0] > 0)
    return np.where(clear, _SHOCKED, np.where((shock > 0).any(axis=1), _UNCLEAR, _CALM)), begins, lasts


def by_then(bought: WeeksBought, week: int) -> FloatArray:
    """(n, 3): weeks since the last purchase, weeks with one and money in the half year before a week, as logarithms."""
    first = max(0, week - _LOOKED_BACK)
    inside = (bought.week >= first) & (bought.week < week)
    last = np.full(bought.n, first - 1)
    np.maximum.at(last, bought.who[inside], bought.week[inside])
    often = bought.summed(np.ones(len(bought.week)), first, week)
    return np.column_stack([np.log(week - last), np.log1p(often), np.log1p(bought.summed(bought.amount, first, week))])


def fewer_controls(met: Met, generator: np.random.Generator) -> Met:
    """The same with no more controls, drawn by lot, than tell what they tell."""
    calm = np.flatnonzero(~met.shocked)
    if len(calm) <= _MOST_CONTROLS:
        return met
    chosen = generator.choice(calm, _MOST_CONTROLS, replace=False)
    return met.taken(np.sort(np.r_[np.flatnonzero(met.shocked), chosen]))
