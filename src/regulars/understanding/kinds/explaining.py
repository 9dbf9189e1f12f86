"""One customer in words: what may be said of her, and the facts that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from regulars.measures.sentences import percent
from regulars.understanding.evidence.evidence import Column, Evidence
from regulars.understanding.kinds.crutches import AXES, AXIS_OF_FAMILY

FloatArray = NDArray[np.float64]
MOST_FACTS = 4
_WEAK = 0.15


@dataclass(frozen=True)
class Explanation:
    """``customer_id``; ``kind``: what may be said in one word, or what she does; ``sentence`` says it with its chance;
    ``facts``: what it rests on, the strongest first, each against customers like her; ``chances`` by kind and
    ``stays`` by crutch, empty where nobody was asked; ``said``: what she said herself; ``bands`` of ``stays``.
    """

    customer_id: str
    kind: str
    sentence: str
    facts: tuple[str, ...]
    chances: dict[str, float]
    stays: dict[str, float]
    said: tuple[str, ...] = ()
    bands: dict[str, tuple[float, float]] = field(default_factory=dict)

    def __str__(self) -> str:
        lines = [f"{self.customer_id}: {self.sentence}", *(f"  said: {s}" for s in self.said), *(f"  {f}" for f in self.facts)]
        return "\n".join(lines)


def facts_of(evidence: Evidence, row: int, loadings: dict[str, float]) -> tuple[str, ...]:
    """What tells this customer from those like her, the strongest first, in words."""
    seen = [c for c in evidence.columns if c.observed[row] > 0 and c.indicator.name in loadings]
    weight = {c.indicator.name: abs(float(c.shrunk[row])) * max(loadings[c.indicator.name], 0.05) for c in seen}
    strongest = sorted(seen, key=lambda c: -weight[c.indicator.name])[:MOST_FACTS]
    return tuple(fact_of(c, row) for c in strongest if weight[c.indicator.name] >= _WEAK)


def fact_of(column: Column, row: int) -> str:
    """One indicator of one customer: the axis it speaks of, what she shows, what customers like her show."""
    indicator, raw, expected = column.indicator, float(column.raw[row]), float(column.expected[row])
    axis = AXIS_OF_FAMILY[indicator.family]
    speaks = "for" if indicator.sign * float(column.z[row]) > 0 else "against"
    times = int(column.observed[row])
    seen = f" (seen {times:,} times)" if times > 1 else ""
    shown = f"{amount(raw, indicator.unit)}{seen}; customers like her {amount(expected, indicator.unit)}"
    if not indicator.unit.startswith("share"):
        shown = f"{'more' if raw > expected else 'less'} than customers like her{seen}"
    return f"{indicator.meaning}: {shown}; speaks {speaks} {_AXIS_WORDS[axis]}"


_AXIS_WORDS = {"incentive": "rewards", "convenience": "convenience", "constraint": "being tied", "attitude": "attachment"}
assert set(_AXIS_WORDS) == set(AXES)


def amount(value: float, unit: str) -> str:
    """A share in an indicator's unit.

    >>> amount(0.4712, "share"), amount(0.2, "share of days, counted from the first")
    ('47 %', '20 % of days')
    >>> amount(0.003, "share"), amount(0.997, "share")
    ('under 1 %', 'over 99 %')
    """
    of = unit.partition(",")[0].removeprefix("share")
    return "not seen" if np.isnan(value) else f"{percent(value)}{of}"
