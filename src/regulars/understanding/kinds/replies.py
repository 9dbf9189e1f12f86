"""Answers as arrays: who said which main reason, and how sure they would still come without each crutch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.kinds.crutches import CRUTCHES

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
LEVELS = 5


@dataclass(frozen=True)
class Replies:
    """m customers who said something, as arrays.

    ``rows``: their places among the customers of the evidence. ``reason`` (m,): the kind that the
    latest main reason names, by its number; -1 where none. ``before`` (m,): the one said earlier, by who
    was asked twice; else -1. ``reliance`` (m, 3): 1 "certainly not" to 5 "certainly I would still come"
    without bonus, convenience, captivity; 0 where not said; ``reliance_before`` the same, said earlier.
    ``by_lot`` (m,): invited by lot.
    """

    rows: IntArray
    reason: IntArray
    before: IntArray
    reliance: IntArray
    reliance_before: IntArray
    by_lot: BoolArray

    @property
    def n(self) -> int:
        return len(self.rows)

    @property
    def reasons(self) -> int:
        """How many told a main reason."""
        return int((self.reason >= 0).sum())

    @property
    def asked_twice(self) -> int:
        return int(((self.reason >= 0) & (self.before >= 0)).sum())

    def told(self, crutch: int) -> int:
        """How many answered the reliance question of a crutch, by its number."""
        return int((self.reliance[:, crutch] > 0).sum())

    def taken(self, places: IntArray | BoolArray) -> Replies:
        """Some of them, or the same ones again."""
        names = ("rows", "reason", "before", "reliance", "reliance_before", "by_lot")
        return Replies(*(getattr(self, name)[places] for name in names))


def no_replies() -> Replies:
    """Nobody said anything."""
    none = np.empty(0, np.int64)
    levels = np.empty((0, len(CRUTCHES)), np.int64)
    return Replies(none, none, none, levels, levels, np.empty(0, np.bool_))
