"""What a reliance answer is worth: of those who give it, the share who would still come."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.kinds.band import moved
from regulars.understanding.kinds.crutches import CRUTCHES

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_UNSURE = 0.01
"""Where a shock moves what an answer is worth, away from a whole certainty, that is taken for 99 %: it has no odds to move."""


def worth_of(still_come: Sequence[float], shifts: FloatArray | None = None) -> FloatArray:
    """(3, 5), or (n, 3, 5): the share of people giving each answer about each crutch who would still come, its log odds
    shifted by what past shocks showed (3,), or (n, 3).

    >>> worth_of([0.0, 0.25, 0.5, 0.75, 1.0], np.array([0.0, np.log(3.0), 0.0]))[:2].round(2).tolist()
    [[0.0, 0.25, 0.5, 0.75, 1.0], [0.03, 0.5, 0.75, 0.9, 1.0]]
    """
    by = (np.zeros(len(CRUTCHES)) if shifts is None else shifts)[..., None]
    least, most = np.where(by > 0, _UNSURE, 0.0), np.where(by < 0, 1 - _UNSURE, 1.0)
    return moved(np.clip(np.asarray(still_come), least, most), np.exp(by))


def of_some(shifts: FloatArray | None, some: slice | IntArray) -> FloatArray | None:
    """The shifts of some customers, where each has her own."""
    return shifts if shifts is None or shifts.ndim == 1 else shifts[some]


def of_answers(worth: FloatArray, reliance: IntArray) -> FloatArray:
    """(m, 3): what her own answers are worth; where nothing is said, any of them, for nothing is meant."""
    each = np.broadcast_to(worth, (len(reliance), *worth.shape[-2:]))
    return each[np.arange(len(reliance))[:, None], np.arange(len(CRUTCHES)), reliance - 1]
