"""How soon something happens, when for some it has not happened yet: Kaplan and Meier's curve."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from regulars.estimates.proportion import wilson

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Curve:
    """The share to whom it has happened by each of ``days`` (ascending), with its interval.

    ``at_risk`` is how many were still waiting just before that day, ``events`` to how many it
    happened on it. Before the first day the share is 0; where nobody is at risk any more the curve
    holds its height, and is ``known`` only if it has happened to all.
    """

    days: Counts
    at_risk: Counts
    events: Counts
    share: Floats
    low: Floats
    high: Floats
    effective_n: Floats

    @property
    def known(self) -> NDArray[np.bool_]:
        seen: NDArray[np.bool_] = np.logical_or(self.at_risk > 0, self.share == 1)
        return seen

    def place(self, day: float) -> int:
        """Where in the arrays the state of a day stands; -1 before the first."""
        return int(np.searchsorted(self.days, day, side="right")) - 1

    def quantile(self, share: float) -> tuple[float | None, float | None, float | None]:
        """The first day by which ``share`` has happened, and its interval; None where not reached.

        Source: Brookmeyer & Crowley 1982, Biometrics 38, 29-41: the days at which the curve's
        interval holds ``share``.
        """
        return self._first(self.share, share), self._first(self.high, share), self._first(self.low, share)

    def _first(self, line: Floats, share: float) -> float | None:
        reached = np.flatnonzero(line >= share - 1e-12)
        return float(self.days[reached[0]]) if len(reached) else None


def kaplan_meier(days: Counts, events: Counts, censored: Counts, level: float = 0.95) -> Curve:
    """The curve from counts: on each of ``days``, to how many it happened and how many were last seen.

    In: three arrays of one length, ``days`` ascending and distinct. Those last seen on a day count
    as waiting on that day. Out: a Curve with Greenwood's variance and a log-log interval; where the
    share is 0 or 1, and that interval undefined, Wilson's over the effective n.
    Source: Kaplan & Meier 1958, JASA 53, 457-481; interval: Kalbfleisch & Prentice 2002, p. 18;
    effective n: Dorey & Korn 1987, Statistics in Medicine 6, 679-687.

    >>> curve = kaplan_meier(np.array([6, 7, 10]), np.array([3, 1, 1]), np.array([1, 0, 1]))
    >>> curve.at_risk.tolist(), curve.share.round(3).tolist()
    ([7, 3, 2], [0.429, 0.619, 0.81])
    """
    at_risk = np.cumsum((events + censored)[::-1])[::-1].astype(np.int64)
    watched = np.maximum(at_risk, 1)  # where nobody is left at risk the curve holds its height
    with np.errstate(divide="ignore", invalid="ignore"):
        waiting: Floats = np.cumprod(1 - events / watched, dtype=np.float64)
        hazard = np.cumsum(events / (watched * np.where(events > 0, at_risk - events, 1).astype(np.float64)))
        effective = _held(np.where((waiting > 0) & (waiting < 1), (1 - waiting) / (waiting * hazard), at_risk), waiting > 0)
        spread = NormalDist().inv_cdf((1 + level) / 2) * np.sqrt(hazard) / np.log(waiting)
        low, high = 1 - waiting ** np.exp(spread), 1 - waiting ** np.exp(-spread)
    low, high = np.minimum(low, high), np.maximum(low, high)
    sure = (waiting == 0) | (waiting == 1)
    full = np.maximum(np.floor(effective + 1e-6), 1).astype(np.int64)
    plain = wilson(np.where(waiting == 0, full, 0), full, level)
    low, high = np.where(sure, plain[0], low), np.where(sure, plain[1], high)
    return Curve(days, at_risk, events, 1 - waiting, low, high, effective)


def _held(values: Floats, good: NDArray[np.bool_]) -> Floats:
    """Values that are not good take the last good one before them, or the first value."""
    last = np.maximum.accumulate(np.where(good, np.arange(len(values)), 0))
    held: Floats = values[last]
    return held
