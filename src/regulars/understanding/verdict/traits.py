"""The traits that stand beside each other in a joint model, as read from the first half of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from regulars.understanding.evidence.evidence import Evidence, FloatArray
from regulars.understanding.verdict.axes import AXES, Axis, score
from regulars.understanding.verdict.weeks_bought import WeeksBought


@dataclass(frozen=True)
class Traits:
    """Of n chosen customers: their places on each axis, each indicator (shrunk), size and basket (logarithms)."""

    axes: Mapping[Axis, FloatArray]
    indicators: Mapping[str, FloatArray]
    families: Mapping[str, str]
    size: FloatArray
    basket: FloatArray

    def of(self, axis: Axis) -> tuple[FloatArray, dict[str, FloatArray], dict[str, FloatArray]]:
        """An axis's own trait; every other trait (basket, and other families' indicators); the other axes."""
        others = {name: v for name, v in self.indicators.items() if self.families[name] not in AXES[axis]}
        beside = {str(name): v for name, v in self.axes.items() if name != axis and v.any()}
        return self.axes[axis], {"basket": self.basket, **others}, beside


def traits_of(found: Evidence, bought: WeeksBought, weights: Mapping[str, float] | None = None) -> Traits:
    """Traits of the chosen customers, from the evidence of the first half and what they bought in it."""
    at = np.asarray(pc.index_in(bought.customers, found.customers).to_numpy(zero_copy_only=False), np.int64)
    orders, amount = (bought.summed(values, 0, bought.halves.split) for values in (bought.orders, bought.amount))
    spent = np.log(np.maximum(amount, 1.0))
    return Traits(
        {axis: score(found, axis, weights)[at] for axis in AXES},
        {c.indicator.name: c.shrunk[at] for c in found.columns if c.shrunk.any()},
        {c.indicator.name: c.indicator.family for c in found.columns},
        spent,
        spent - np.log(np.maximum(orders, 1.0)),
    )
