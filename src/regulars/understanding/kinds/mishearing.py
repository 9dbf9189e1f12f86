"""How many reliance answers say nothing: from who was asked twice and answered far apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.kinds.replies import LEVELS

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
_FAR = 2
_AS_IF_SEEN = 20.0
_MOST = 0.6


def share_at_random(first: IntArray, second: IntArray, before: float, weights: FloatArray | None = None) -> float:
    """The share of answers that are as good as drawn by lot, given as a share.

    In: ``first`` and ``second`` (m, 3): levels 1 to 5 of both times, 0 where not said; ``before``, the share held
    before, as if seen in twenty pairs; ``weights`` (m,). Two answers that lie two levels apart or more cannot both be meant;
    how often one drawn by lot would lie so far from one that is meant follows from the answers themselves.

    >>> round(share_at_random(np.array([[5, 4, 1]] * 30), np.array([[5, 4, 1]] * 30), 0.1), 3)
    0.017
    """
    counts = np.ones(len(first)) if weights is None else weights
    twice = (first > 0) & (second > 0)
    pairs = float((counts[:, None] * twice).sum())
    far = float((counts[:, None] * (twice & (np.abs(first - second) >= _FAR))).sum())
    levels = np.concatenate([first[twice], second[twice]])
    by_lot = _far_by_lot(levels) if len(levels) else 0.5
    apart = (far + _AS_IF_SEEN * _far_if(before, by_lot)) / (pairs + _AS_IF_SEEN)
    return float(min(1.0 - np.sqrt(max(1.0 - apart / by_lot, 0.0)), _MOST))


def _far_if(share: float, by_lot: float) -> float:
    """How often two answers lie far apart where a share of them is drawn by lot."""
    return (1 - (1 - share) ** 2) * by_lot


def _far_by_lot(levels: IntArray) -> float:
    """How often an answer drawn by lot lies far from these."""
    distance = np.abs(levels[:, None] - np.arange(1, LEVELS + 1))
    return float((distance >= _FAR).mean())
