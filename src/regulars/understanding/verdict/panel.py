"""A panel of weeks: who bought in which week, and how strong a shock was there and then.

A *cell* is where a shock is felt by all alike in a week: a category, a place, or those whose
contracts end in one week. A *pair* is one customer in one cell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod

import numpy as np

from regulars.understanding.evidence.evidence import FloatArray, IntArray


@dataclass(frozen=True)
class Panel:
    """``customer`` and ``cell`` (pairs,); ``bought`` (2, visits): pair and week of each; ``shock`` (cells, weeks).

    Customers are numbered as in the traits that the panel is read with. ``towards``: the sign of the
    answer that the axis predicts for those high on it. ``places`` (cells,), where a cell is a place at one of several times:
    whose calendar it is. ``worth_finding``: the least effect worth finding: per spread of the trait, a full shock moves the
    weekly chance of those whom it met by this share of it.
    """

    name: str
    customer: IntArray
    cell: IntArray
    bought: IntArray
    shock: FloatArray
    towards: int
    places: IntArray | None = None
    worth_finding: float = 0.10

    @property
    def cells(self) -> int:
        return len(self.shock)

    @property
    def weeks(self) -> int:
        return int(self.shock.shape[1])

    @property
    def rate(self) -> float:
        """The share of weeks with a purchase, over pairs."""
        return float(self.bought.shape[1] / max(1, len(self.customer) * self.weeks))

    @property
    def contrast(self) -> FloatArray:
        """(cells, weeks): the shock less each cell's and each week's mean.

        Less the cell's mean, so that habits drop out; less the week's, so that what happens to all
        in a week (a season, a trend of the trait) does. Cells weigh what they have pairs.
        """
        return self.contrasts(self.shock)

    def contrasts(self, shocks: FloatArray) -> FloatArray:
        """(…, cells, weeks): the same of other shocks that these cells might have had."""
        within = shocks - shocks.mean(axis=-1, keepdims=True)
        weight = np.bincount(self.cell, minlength=self.cells).astype(np.float64)
        total = weight.sum()
        by_week = (within * weight[:, None]).sum(axis=-2, keepdims=True) / (total or 1.0)
        return np.asarray(within - by_week, np.float64)

    @property
    def arrangements(self) -> int:
        """In how many ways, its own among them, the calendars can be turned where each place's is turned by itself; of
        cells that are turned by weeks there are as many as weeks for each.
        """
        if self.places is None:
            return int(self.weeks**self.cells)
        own = [self.shock[self.places == place].max(axis=1) for place in np.unique(self.places)]
        return prod(len({np.roll(failed, by).tobytes() for by in range(len(failed))}) for failed in own)

    def answers(self, contrast: FloatArray) -> FloatArray:
        """(pairs,): each pair's sum of the contrast over the weeks in which it bought."""
        pair, week = self.bought
        return np.asarray(np.bincount(pair, contrast[self.cell[pair], week], len(self.customer)), np.float64)

    def shifted(self, generator: np.random.Generator) -> Panel:
        """The same panel, each cell's calendar turned round by a number of weeks of its own; where a cell is a place at one
        time, each place's by a number of times.
        """
        if self.places is not None:
            return replace(self, shock=self.shock[_turned(self.places, generator)])
        by = generator.integers(1, max(2, self.weeks), self.cells)
        weeks = (np.arange(self.weeks)[None, :] - by[:, None]) % self.weeks
        return replace(self, shock=np.take_along_axis(self.shock, weeks, axis=1))


def _turned(places: IntArray, generator: np.random.Generator) -> IntArray:
    """(cells,): from which cell of the same place each takes what happened."""
    taken = np.arange(len(places))
    for place in np.unique(places):
        own = np.flatnonzero(places == place)
        taken[own] = np.roll(own, int(generator.integers(len(own))))  # 0 too: all turns alike are as likely as its own
    return taken
