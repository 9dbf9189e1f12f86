"""Whether the chances can be believed: answers foretold for people whom the fit did not see."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_LEAST, _DRAWS, _BINS = 1e-9, 400, 10
_SLOPE_SD = 0.25
FEWEST = 150
"""Of fewer answers nothing is concluded about how well the others are foretold."""
Interval = tuple[float, float]


@dataclass(frozen=True)
class Calibration:
    """Of ``n`` answers foretold by a fit that had not seen them, against base rates that had not either.

    ``log_skill`` and ``brier_skill``: 1 − loss ÷ loss of the base rates, with their intervals; above 0 is
    better than knowing nobody. ``slope``: by how much the log odds should be stretched, 1 where they
    are right, below 1 where too sure. ``error``: the expected calibration error, which is never 0 with so
    few answers: ``error_if_perfect`` is what a perfect model would score here.
    """

    n: int
    log_skill: float
    log_skill_interval: Interval
    brier_skill: float
    brier_skill_interval: Interval
    slope: float
    slope_interval: Interval
    error: float
    error_if_perfect: float

    @property
    def testable(self) -> bool:
        return self.n >= FEWEST

    @property
    def surely_better(self) -> bool:
        """Whether of answers enough the lower limits of both skills are over 0, as they are printed in whole percent."""
        return self.testable and min(round(100 * low) for low in (self.log_skill_interval[0], self.brier_skill_interval[0])) > 0


def folds(n: int, how_many: int, generator: np.random.Generator) -> IntArray:
    """Each of n people's fold, by lot, all nearly as large."""
    return np.asarray(generator.permutation(np.arange(n) % how_many))


def calibration(
    foretold: FloatArray, base: FloatArray, answers: IntArray, generator: np.random.Generator, level: float = 0.95
) -> Calibration:
    """In: ``foretold`` and ``base`` (m, K), the chances of each answer; ``answers`` (m,) by number. Source: Murphy 1973,
    Gneiting & Raftery 2007 (scores); Cox 1958 (slope); Bröcker & Smith 2007 (what a perfect model would score).
    """
    rows = np.arange(len(answers))
    logs = [-np.log(np.maximum(chances[rows, answers], _LEAST)) for chances in (foretold, base)]
    truth = np.eye(foretold.shape[1])[answers]
    squares = [((chances - truth) ** 2).sum(axis=1) for chances in (foretold, base)]
    again = generator.integers(0, len(answers), (_DRAWS, len(answers)))
    ends = [(1 - level) / 2, (1 + level) / 2]

    def skill(losses: list[FloatArray]) -> tuple[float, Interval]:
        drawn = 1 - losses[0][again].mean(axis=1) / np.maximum(losses[1][again].mean(axis=1), _LEAST)
        low, high = np.quantile(drawn, ends)
        return float(1 - losses[0].mean() / max(losses[1].mean(), _LEAST)), (float(low), float(high))

    best = slope(foretold, answers)
    slopes = [slope(foretold[a], answers[a]) for a in again[:60]]
    low, high = np.quantile(slopes, ends)
    perfect = float(np.mean([expected_error(foretold, drawn_from(foretold, generator)) for _ in range(60)]))
    return Calibration(
        len(answers), *skill(logs), *skill(squares), best, (float(low), float(high)),
        expected_error(foretold, answers), perfect,
    )  # fmt: skip


def slope(foretold: FloatArray, answers: IntArray) -> float:
    """The stretch of the log odds under which the answers are most probable."""
    logs, rows = np.log(np.maximum(foretold, _LEAST)), np.arange(len(answers))

    def loss(stretch: float) -> float:
        stretched = stretch * logs
        top = stretched.max(axis=1)
        return float((np.log(np.exp(stretched - top[:, None]).sum(axis=1)) + top - stretched[rows, answers]).sum())

    return float(minimize_scalar(loss, bounds=(0.05, 3.0), method="bounded").x)


def sharpness(found: Calibration | None) -> float:
    """What the slope does to the chances shown: pulled to 1 by its doubt, and never above it.

    >>> sharpness(None)
    1.0
    """
    if found is None:
        return 1.0
    doubt = (found.slope_interval[1] - found.slope_interval[0]) / 3.92
    weight = _SLOPE_SD**2 / (_SLOPE_SD**2 + doubt**2)
    return float(min(1.0, 1 + weight * (found.slope - 1)))


def expected_error(foretold: FloatArray, answers: IntArray) -> float:
    """The mean distance between the chance of the likeliest answer and how often it came, over ten equal bins."""
    top = foretold.max(axis=1)
    right = foretold.argmax(axis=1) == answers
    order = np.argsort(top, kind="stable")
    return float(sum(abs(top[b].sum() - right[b].sum()) for b in np.array_split(order, _BINS)) / len(top))


def drawn_from(foretold: FloatArray, generator: np.random.Generator) -> IntArray:
    """One answer for each, drawn from the chances themselves."""
    steps = foretold.cumsum(axis=1)
    return np.asarray((generator.random((len(foretold), 1)) * steps[:, -1:] > steps[:, :-1]).sum(axis=1))
