"""How far those who did not answer may differ from those who did: a factor on their odds, either way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
CELLS = 10


@dataclass(frozen=True)
class Silence:
    """``cell`` (n,): customers who behave alike. ``silent`` (n,): the chance that each would not answer if
    asked: 0 for who answered, 1 for who was asked and did not, else as in her cell among those asked.
    """

    cell: IntArray
    silent: FloatArray


def silence(likely: FloatArray, answered: BoolArray, invited: BoolArray) -> Silence:
    """Cells by tenths of ``likely``, what the fit expects of each. Who was asked is invited or has answered; where
    nobody is known to have been asked, everybody else may be silent.
    """
    cell = cells(likely)
    asked = invited | answered
    totals = np.bincount(cell, asked, CELLS)
    rate = np.divide(np.bincount(cell, answered, CELLS), totals, out=np.zeros(CELLS), where=totals > 0)
    unknown = 1.0 - rate[cell] if invited.any() else np.ones(len(cell))
    return Silence(cell, np.where(answered, 0.0, np.where(invited, 1.0, unknown)))


def cells(likely: FloatArray) -> IntArray:
    """Tenths of the customers by what is expected of them."""
    edges = np.quantile(likely, np.arange(1, CELLS) / CELLS) if len(likely) else np.zeros(CELLS - 1)
    return np.searchsorted(edges, likely, side="right").astype(np.int64)


def moved(share: FloatArray, odds: float | FloatArray) -> FloatArray:
    """A share whose odds are multiplied.

    >>> moved(np.array([0.0, 0.5, 1.0]), 2.0).round(3).tolist()
    [0.0, 0.667, 1.0]
    """
    share = np.clip(share, 0.0, 1.0)
    return np.asarray(share * odds / (1.0 + share * (odds - 1.0)))


@dataclass(frozen=True)
class Heaps:
    """Sums over customers, of those who speak (q,) and of the silent by cell (CELLS, q), with the weight in each cell."""

    heard: FloatArray
    silent: FloatArray
    mass: FloatArray

    def with_odds(self, odds: FloatArray) -> FloatArray:
        """(o, q): all together, the silent ones' odds multiplied cell by cell by each of ``odds`` (o,); by 1 these are the
        plain sums.
        """
        filled = self.mass[:, None] > 0
        means = np.divide(self.silent, self.mass[:, None], out=np.zeros_like(self.silent), where=filled)
        return np.asarray(self.heard + np.einsum("c,ocq->oq", self.mass, moved(means, odds[:, None, None])))


def spread(weights: FloatArray, silence: Silence) -> FloatArray:
    """(1 + CELLS, n): how much each of the customers counts among those who speak, and among the silent of each cell."""
    quiet = weights * silence.silent
    by_cell = (silence.cell == np.arange(CELLS)[:, None]) * quiet
    return np.vstack([weights - quiet, by_cell])


def heaps(shares: FloatArray, counted: FloatArray, turned: FloatArray | None = None) -> Heaps:
    """``shares`` (n, q) added up as ``counted`` by ``spread``, and ``turned`` (q, p) to what follows from them."""
    sums = counted @ shares if turned is None else counted @ shares @ turned
    return Heaps(sums[0], sums[1:], counted[1:].sum(axis=1))
