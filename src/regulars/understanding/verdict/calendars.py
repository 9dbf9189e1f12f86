"""The answer to a shock under calendars that were not so: what they share is worked out once, many are asked at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array

from regulars.understanding.evidence.evidence import FloatArray, IntArray
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.responding import Fit, within_cells

_AT_ONCE = 1 << 18
"""Numbers of pairs × calendars held at a time."""


class UnderCalendars:
    """``solved`` of the first trait beside the others, for one calendar of shocks after another.

    In: a Panel; ``traits`` (n, K) of its customers, the one on trial first. The traits stay and the calendars change, so
    that the traits' squares are summed per cell once, and what they have to do with purchases per cell and week.
    """

    def __init__(self, panel: Panel, traits: FloatArray) -> None:
        self.panel, self.x = panel, within_cells(panel, traits[panel.customer])
        pairs, (pair, week) = np.arange(len(panel.customer)), panel.bought
        self.bought = _counts(pair, panel.cell[pair] * panel.weeks + week, (len(pairs), panel.cells * panel.weeks))
        self.by_cell = _counts(panel.cell, pairs, (panel.cells, len(pairs)))
        self.by_customer = _counts(panel.customer, pairs, (int(panel.customer.max(initial=-1)) + 1, len(pairs)))
        self.squares = np.stack([self.by_cell @ (self.x * one[:, None]) for one in self.x.T], axis=1)
        self.together = np.asarray(self.bought.T @ self.x).T

    def fits(self, shocks: list[FloatArray]) -> Iterator[Fit]:
        """The Fit of the first trait alone, for each of the shocks (cells, weeks)."""
        step = max(1, _AT_ONCE // max(1, len(self.x)))
        for begins in range(0, len(shocks), step):
            yield from self._some(np.stack(shocks[begins : begins + step]))

    def _some(self, shocks: FloatArray) -> Iterator[Fit]:
        contrasts = self.panel.contrasts(shocks)
        w, flat = (contrasts**2).sum(axis=2), contrasts.reshape(len(contrasts), -1).T
        bread = np.linalg.pinv(np.tensordot(w, self.squares, axes=1))
        slopes = np.einsum("dkl,ld->dk", bread, self.together @ flat)
        left = within_cells(self.panel, self.bought @ flat) - w.T[self.panel.cell] * (self.x @ slopes.T)
        scores = self.by_customer @ (left * (self.x @ bread[:, 0].T))
        errors = np.sqrt((scores**2).sum(axis=0))
        return (Fit(slope[:1], error) for slope, error in zip(slopes, errors[:, None], strict=True))


def _counts(rows: IntArray, columns: IntArray, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
