"""The four axes, the three crutches and the kinds, and which of them belong together."""

from __future__ import annotations

from typing import Literal

Axis = Literal["incentive", "convenience", "constraint", "attitude"]
Crutch = Literal["bonus", "convenience", "captive"]
Kind = Literal["true", "bonus", "convenience", "captive", "deal", "habit"]

AXES: tuple[Axis, ...] = ("incentive", "convenience", "constraint", "attitude")
CRUTCHES: tuple[Crutch, ...] = ("bonus", "convenience", "captive")
KINDS: tuple[Kind, ...] = ("true", "bonus", "convenience", "captive", "deal", "habit")
UNKNOWN = "unknown"

AXIS_OF: dict[Kind, Axis] = {
    "true": "attitude", "bonus": "incentive", "convenience": "convenience", "captive": "constraint",
}  # fmt: skip
"""The axis that speaks for a kind; deal and habit have none: only an answer names them."""
AXIS_OF_FAMILY: dict[str, Axis] = {
    "incentive": "incentive", "convenience": "convenience", "constraint": "constraint",
    "attitude": "attitude", "advocacy": "attitude",
}  # fmt: skip

SUBSETS: tuple[frozenset[Crutch], ...] = tuple(
    frozenset(crutch for bit, crutch in enumerate(CRUTCHES) if number >> bit & 1) for number in range(8)
)
"""Every set of crutches, from none to all; the crutch at place k stands where bit k of the number does."""
NONE, ALL = SUBSETS[0], SUBSETS[-1]


def name_of(crutches: frozenset[Crutch]) -> str:
    """A set of crutches as a word for tables.

    >>> name_of(frozenset({"captive", "bonus"})), name_of(NONE)
    ('bonus+captive', 'none')
    """
    return "+".join(c for c in CRUTCHES if c in crutches) or "none"
