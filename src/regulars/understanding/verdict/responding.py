"""How the answer to a shock differs by trait: a regression of weeks bought on trait × shock, in closed form.

The model has an effect for every customer in every cell and for every cell in every week, and errors
clustered by customer. With the shock alike for all pairs of a cell it needs only sums per pair: y,
a pair's contrast summed over the weeks it bought in, and w, its contrast squared and summed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from regulars.understanding.evidence.evidence import FloatArray
from regulars.understanding.verdict.panel import Panel


@dataclass(frozen=True, slots=True)
class Fit:
    """Slopes per trait (K,), their standard errors (K,) and t = slope ÷ error, 0 where a trait does not vary."""

    slope: FloatArray
    error: FloatArray

    @property
    def t(self) -> FloatArray:
        known = self.error > 0
        return np.where(known, self.slope / np.where(known, self.error, 1.0), 0.0)


def respond(panel: Panel, traits: FloatArray) -> Fit:
    """The slopes of trait × shock, jointly.

    In: a Panel; ``traits`` (n, K) of its customers. Out: a Fit, its slopes in shares of a week's
    chance to buy per unit of shock and of trait. Source: Wooldridge 2010, Econometric Analysis of
    Cross Section and Panel Data, ch. 10; Cameron & Miller 2015, Journal of Human Resources 50, 317-372.
    """
    return solved(panel, within_cells(panel, traits[panel.customer]))


def solved(panel: Panel, x: FloatArray) -> Fit:
    """The same, of traits that are per pair and less their cell's mean already."""
    y, w = sums(panel)
    bread = np.linalg.pinv((x * w[:, None]).T @ x)
    slope = bread @ (x.T @ y)
    left = y - w * (x @ slope)
    n = int(panel.customer.max(initial=-1)) + 1
    scores = np.column_stack([np.bincount(panel.customer, x[:, k] * left, n) for k in range(x.shape[1])])
    error = np.sqrt(np.clip(np.diag(bread @ (scores.T @ scores) @ bread), 0.0, None))
    return Fit(slope, error)


def sums(panel: Panel) -> tuple[FloatArray, FloatArray]:
    """y (less its cell's mean, which is what all in the cell do) and w of each pair."""
    contrast = panel.contrast
    y = within_cells(panel, panel.answers(contrast)[:, None])[:, 0]
    return y, (contrast**2).sum(axis=1)[panel.cell]


def within_cells(panel: Panel, values: FloatArray) -> FloatArray:
    """(pairs, K) less each cell's mean."""
    if not values.shape[1]:
        return values
    count = np.maximum(np.bincount(panel.cell, minlength=panel.cells), 1)
    pairs = len(panel.cell)
    inside = csr_array((np.ones(pairs), panel.cell, np.arange(pairs + 1)), shape=(pairs, panel.cells))
    left = values - (inside.T @ values / count[:, None])[panel.cell]
    # What is alike within every cell differs from 0 by rounding alone, and a regression would make much of it.
    left[:, (left**2).sum(axis=0) < 1e-20 * (values**2).sum(axis=0)] = 0.0
    return np.asarray(left, np.float64)


class Beside:
    """One trait after another, each beside the same other traits: what does not change is worked out once.

    Source: Frisch & Waugh 1933, Econometrica 1, 387-401.
    """

    def __init__(self, panel: Panel, others: FloatArray) -> None:
        self.panel, self.z = panel, within_cells(panel, others[panel.customer])
        y, self.w = sums(panel)
        self.weighted = self.z * self.w[:, None]
        self.bread = np.linalg.pinv(self.weighted.T @ self.z)
        self.left = y - self.weighted @ (self.bread @ (self.z.T @ y))

    def fit(self, trait: FloatArray) -> Fit:
        """The slope of one trait (n,), and its error."""
        x = within_cells(self.panel, trait[self.panel.customer][:, None])[:, 0]
        x = x - self.z @ (self.bread @ (self.weighted.T @ x))
        square = float((self.w * x * x).sum())
        if square <= 1e-12 * max(1.0, float(self.w.sum())):
            return Fit(np.zeros(1), np.zeros(1))
        slope = float(x @ self.left) / square
        score = np.bincount(self.panel.customer, x * (self.left - slope * self.w * x))
        return Fit(np.array([slope]), np.array([np.sqrt((score**2).sum()) / square]))
