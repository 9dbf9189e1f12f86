"""The verdict on each axis: is it a trait, does it predict its own shock, does it add to what anybody would know?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from regulars.facts.log import Facts
from regulars.understanding.evidence.evidence import Evidence, FloatArray
from regulars.understanding.evidence.gathering import evidence
from regulars.understanding.verdict.axes import AXES, KIND_OF_AXIS, Axis, names_of, score
from regulars.understanding.verdict.concluding import concluded, corrected
from regulars.understanding.verdict.findings import AxisVerdict
from regulars.understanding.verdict.gaining import gained
from regulars.understanding.verdict.halves import FEWEST_WEEKS, Halves, halves_of
from regulars.understanding.verdict.placebo import DRAWS
from regulars.understanding.verdict.retest import retest
from regulars.understanding.verdict.shock_test import shock_response
from regulars.understanding.verdict.shocks import INDICATORS_NEED, SHOCKS, cases_of, panel_of
from regulars.understanding.verdict.traits import Traits, traits_of
from regulars.understanding.verdict.weeks_bought import MOST_CUSTOMERS, WeeksBought, choose, weeks_bought

__all__ = ["Verdict", "verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of every axis, on which days, of how many customers, and with which seed."""

    axes: tuple[AxisVerdict, ...]
    first: tuple[date, date]
    second: tuple[date, date]
    customers: int
    of_customers: int
    seed: int
    as_of: date
    time_zone: str

    def of(self, axis: str) -> AxisVerdict:
        return next(a for a in self.axes if a.axis == axis)

    @property
    def supported(self) -> tuple[str, ...]:
        """The axes that may be used."""
        return tuple(a.axis for a in self.axes if a.conclusion == "supported")

    @property
    def failed(self) -> tuple[str, ...]:
        """The axes that were tested and did not hold: ``rg.kinds(facts, failed=…)`` does not use them."""
        return tuple(a.axis for a in self.axes if a.conclusion == "not supported")

    def to_json(self) -> dict[str, Any]:
        """Plain values; days as ISO text."""
        days = {"first": [d.isoformat() for d in self.first], "second": [d.isoformat() for d in self.second]}
        told = {"customers": self.customers, "of_customers": self.of_customers, "seed": self.seed}
        where = {"as_of": self.as_of.isoformat(), "time_zone": self.time_zone}
        return {
            "definition": "kinds_verdict/1",
            **where,
            **days,
            **told,
            "failed": list(self.failed),
            "axes": [a.to_json() for a in self.axes],
        }


def verdict(
    facts: Facts,
    *,
    seed: int = 1,
    split: date | None = None,
    weights: Mapping[str, float] | None = None,
    draws: int = DRAWS,
    most_customers: int = MOST_CUSTOMERS,
) -> Verdict:
    """Whether to believe each axis, tested on the facts themselves: traits from the first half of time, tests in the second.

    In: ``facts``; ``seed`` of all that is drawn; ``split``, the day on which the second half begins
    (the middle, where not given); ``weights`` of indicators by name (1 where not given); ``draws``
    of each placebo family; ``most_customers``, drawn by lot from more.
    Out: a Verdict. An axis is *supported* if it is a stable trait, predicts the answer to its own
    shock in both placebo families and more than any other axis, and adds to a fair baseline, Holm
    over the axes tested; *not supported* if one that could tell failed, whatever else could not be tried; else *not
    testable* if one could not be tried or had too little power.
    Undefined: NothingUsable where nobody bought in the first half, UsageError for a split outside the days.
    Source: docs/howto/validate-kinds.md.
    """
    halves = halves_of(facts, split)
    if not halves.long_enough:
        return _too_short(facts, halves, seed)
    generator = np.random.default_rng(seed)
    before, after = (evidence(facts, window=window) for window in (halves.first, halves.second))
    bought = weeks_bought(facts, choose(before.customers, generator, most_customers), halves)
    traits = traits_of(before, bought, weights)
    found = [_tried(axis, facts, bought, traits, (before, after, weights), seed, draws) for axis in AXES]
    return _verdict(facts, halves, seed, corrected(found), bought.n, len(before.customers))


def _tried(
    axis: Axis,
    facts: Facts,
    bought: WeeksBought,
    traits: Traits,
    times: tuple[Evidence, Evidence, Mapping[str, float] | None],
    seed: int,
    draws: int,
) -> AxisVerdict:
    """One axis through all three tests, as far as the facts allow."""
    before, after, weights = times
    found = AxisVerdict(axis, KIND_OF_AXIS[axis], "not testable", "", names_of(before, axis))
    if not found.indicators:
        return replace(
            found,
            why="the first half of time shows none of its indicators",
            would_help=(INDICATORS_NEED[axis], SHOCKS[axis].would_help),
        )
    generator = np.random.default_rng([seed, list(AXES).index(axis)])
    panel = panel_of(axis, facts, bought, generator)
    own, others, beside = traits.of(axis)
    again = retest(*both_halves(before, after, axis, weights))
    answered = shock_response(panel, own, others, beside, traits.size, generator, draws) if panel else None
    cases = cases_of(axis, facts, bought, panel)
    gain = gained(cases, own, seed) if cases else None
    return concluded(replace(found, retest=again, response=answered, gain=gain), SHOCKS[axis].would_help)


def both_halves(
    before: Evidence, after: Evidence, axis: Axis, weights: Mapping[str, float] | None = None
) -> tuple[FloatArray, FloatArray]:
    """The places on an axis of the customers of whom something was observed in both halves."""
    one, other = (np.array(e.customers.to_pylist()) for e in (before, after))
    _, *shared = np.intersect1d(one, other, return_indices=True)
    seen = [_observed(e, axis)[places] for e, places in zip((before, after), shared, strict=True)]
    told = [score(e, axis, weights)[places] for e, places in zip((before, after), shared, strict=True)]
    inside = seen[0] & seen[1]
    return told[0][inside], told[1][inside]


def _observed(found: Evidence, axis: Axis) -> np.ndarray[Any, np.dtype[np.bool_]]:
    own = [c.observed > 0 for c in found.columns if c.indicator.family in AXES[axis]]
    return np.any(own, axis=0) if own else np.zeros(len(found.customers), bool)


def _too_short(facts: Facts, halves: Halves, seed: int) -> Verdict:
    why = f"the facts cover {halves.weeks} whole weeks, and each half needs {FEWEST_WEEKS}"
    help_ = (f"facts of {2 * FEWEST_WEEKS} weeks or more",)
    axes = tuple(AxisVerdict(axis, KIND_OF_AXIS[axis], "not testable", why, would_help=help_) for axis in AXES)
    return _verdict(facts, halves, seed, axes, 0, 0)


def _verdict(facts: Facts, halves: Halves, seed: int, axes: tuple[AxisVerdict, ...], n: int, of: int) -> Verdict:
    return Verdict(axes, halves.first, halves.second, n, of, seed, facts.as_of, facts.settings.time_zone)
