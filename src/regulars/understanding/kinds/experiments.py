"""Experiments of the past: from whom a crutch was withheld by lot, who kept it, and who came again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.understanding.evidence.gathering import evidence
from regulars.understanding.kinds.assumptions import Experiment
from regulars.understanding.kinds.crutches import Crutch
from regulars.understanding.kinds.past_shocks import FEWEST_WEEKS, MOST_WEEKS, Met, by_then, fewer_controls, traits_named
from regulars.understanding.verdict.halves import FEWEST_WEEKS as FEWEST_BEFORE
from regulars.understanding.verdict.halves import Halves
from regulars.understanding.verdict.weeks_bought import MOST_CUSTOMERS, WeeksBought, choose, weeks_bought, whole

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
_ASSIGNED = Query.beside(__file__, "assigned")
_SAME_CHANCE = 1e-6


@dataclass(frozen=True)
class Lot:
    """Customers drawn into one of two arms: their ids; each (d,) the week by number, whether the crutch was ``withheld``,
    and the ``chance`` of the arm.
    """

    customers: pa.Array
    week: IntArray
    withheld: BoolArray
    chance: FloatArray

    @property
    def fair(self) -> bool:
        """Whether everybody had the same chance of an arm, so that the arms may be compared as they are."""
        arms = (self.chance[self.withheld], self.chance[~self.withheld])
        return all(float(np.ptp(chance)) < _SAME_CHANCE for chance in arms if len(chance))

    def of(self, customers: pa.Array) -> Lot:
        """The same of some of its customers, in their order."""
        rows = pc.index_in(customers, self.customers).to_numpy()
        return Lot(customers, self.week[rows], self.withheld[rows], self.chance[rows])


def experiments(
    facts: Facts,
    names: tuple[str, ...],
    tried: Mapping[Crutch, Experiment],
    generator: np.random.Generator,
    weeks: int = MOST_WEEKS,
) -> tuple[tuple[Met, ...], tuple[str, ...]]:
    """What experiments showed of the crutches that they withheld; and why some of them cannot be read, in words.

    In: ``names`` of the indicators that traits are made of, read before the first customer was drawn; ``weeks`` within
    which customers are to come again. Everybody who was drawn and had bought in the weeks before is a case, whether she
    answered or not, took part or not: to leave somebody out for what she did later would undo the lot.
    """
    found = [(one, _read(facts, names, crutch, one, generator, weeks)) for crutch, one in tried.items()]
    unread = tuple(f"the experiment “{one.name}” can’t be read: {why}" for one, why in found if isinstance(why, str))
    return tuple(met for _, met in found if isinstance(met, Met)), unread


def _read(
    facts: Facts, names: tuple[str, ...], crutch: Crutch, tried: Experiment, generator: np.random.Generator, weeks: int
) -> Met | str:
    lot = lot_of(facts, tried)
    if not lot.withheld.any() or lot.withheld.all():
        return f"nobody is known to have been drawn into {tried.kept if lot.withheld.any() else tried.withheld}"
    if not lot.fair:
        return "not everybody had the same chance of an arm"
    halves = Halves(facts.starts, int(lot.week.min()), ((facts.as_of - facts.starts).days + 1) // 7)
    if halves.split < FEWEST_BEFORE or halves.later <= FEWEST_WEEKS:
        return f"{FEWEST_BEFORE} weeks of sales before it are needed, and more than {FEWEST_WEEKS} after it began"
    before = evidence(facts, window=halves.first)
    there = before.customers.filter(pc.is_in(before.customers, lot.customers))
    bought = weeks_bought(facts, choose(there, generator, MOST_CUSTOMERS), halves)
    met = met_by_lot(crutch, tried.name, lot, bought, traits_named(before, bought.customers, names), weeks)
    if met is None or not met.enough:
        return "too few who had bought before were drawn, or too few came again, or too few did not"
    return fewer_controls(met, generator)


def lot_of(facts: Facts, tried: Experiment) -> Lot:
    """Who was drawn into either arm of an experiment, and in which week first; who was drawn into both is in neither."""
    table = _once(facts.run_among(_ASSIGNED, (), experiment=tried.name, withheld=tried.withheld, kept=tried.kept))
    arm = table.column("arm").to_numpy(zero_copy_only=False)
    return Lot(
        table.column("customer_id").combine_chunks(),
        (whole(table, "day_number") - day_number(facts.starts)) // 7,
        np.asarray(arm == tried.withheld, bool),
        np.asarray(table.column("propensity").to_numpy(), np.float64),
    )


def _once(drawn: pa.Table) -> pa.Table:
    """Each customer's first row, without those who are in both arms: two ids may have become one person since."""
    if not drawn.num_rows:
        return drawn
    drawn = drawn.sort_by([("customer_id", "ascending"), ("day_number", "ascending")])
    who, arm = (drawn.column(name).to_numpy(zero_copy_only=False) for name in ("customer_id", "arm"))
    first = np.concatenate([[True], who[1:] != who[:-1]])
    person = np.cumsum(first) - 1
    in_both = np.bincount(person, weights=arm != arm[first][person]) > 0
    return drawn.filter(pa.array(first & ~in_both[person]))


def met_by_lot(
    crutch: Crutch, name: str, lot: Lot, bought: WeeksBought, traits: FloatArray, weeks: int = MOST_WEEKS
) -> Met | None:
    """The cases: customers drawn who had bought in the weeks before; None where nobody was seen long enough afterwards.

    The week in which she was drawn counts neither as before nor as after.
    """
    drawn, parts = lot.of(bought.customers), []
    for week in np.unique(drawn.week):
        span = min(weeks, bought.halves.weeks - int(week) - 1)
        if span < FEWEST_WEEKS:
            continue
        who = np.flatnonzero((drawn.week == week) & (bought.summed(bought.orders, week - weeks, week) > 0))
        came = bought.summed(bought.orders, week + 1, week + 1 + span)[who] > 0
        parts.append((who, came, by_then(bought, int(week))[who], np.full(len(who), week)))
    if not parts:
        return None
    who, came, known, times = (np.concatenate(part) for part in zip(*parts, strict=True))
    which = (times[:, None] == np.unique(times)[1:]).astype(np.float64)
    return Met(
        crutch, traits[who], drawn.withheld[who], came.astype(np.float64), np.column_stack([known, which]), who, weeks, name
    )
