"""The axes that a verdict is about: which families of indicators make each, and each customer's place on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from regulars.understanding.evidence.evidence import Evidence, Family, FloatArray

Axis = Literal["incentive", "convenience", "constraint", "attitude"]
AXES: dict[Axis, tuple[Family, ...]] = {
    "incentive": ("incentive",),
    "convenience": ("convenience",),
    "constraint": ("constraint",),
    "attitude": ("attitude", "advocacy"),
}
KIND_OF_AXIS: dict[Axis, str] = {
    "incentive": "bonus",
    "convenience": "convenience",
    "constraint": "captive",
    "attitude": "true",
}


def score(found: Evidence, axis: Axis, weights: Mapping[str, float] | None = None) -> FloatArray:
    """Each customer's place on an axis: the weighted sum of signed shrunk indicators, 0 where nothing was observed.

    In: Evidence over n customers; ``weights`` by indicator's name, 1 where not given. Out: (n,), in
    spreads between customers; zeros where the axis has no indicator.
    """
    placed = np.zeros(len(found.customers))
    for column in found.columns:
        if column.indicator.family in AXES[axis]:
            placed += column.indicator.sign * (weights or {}).get(column.indicator.name, 1.0) * column.shrunk
    return placed


def names_of(found: Evidence, axis: Axis) -> tuple[str, ...]:
    """The indicators there are for an axis."""
    return tuple(c.indicator.name for c in found.columns if c.indicator.family in AXES[axis])


def standard(values: FloatArray) -> FloatArray:
    """Values less their mean, over their spread; zeros where they do not differ.

    >>> standard(np.array([1.0, 3.0])).tolist(), standard(np.array([2.0, 2.0])).tolist()
    ([-1.0, 1.0], [0.0, 0.0])
    """
    spread = float(values.std()) if len(values) else 0.0
    # What differs by rounding alone does not differ.
    differs = spread > 1e-12 * (1.0 + float(np.abs(values).max(initial=0.0)))
    return np.asarray((values - values.mean()) / spread if differs else np.zeros(len(values)), np.float64)
