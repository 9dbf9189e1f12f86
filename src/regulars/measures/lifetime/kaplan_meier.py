"""Kaplan–Meier: the share still customers after a time, where leaving is seen, without a model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

from regulars.errors import InputError
from regulars.measures.lifetime.checks import column

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Survival:
    """At each time somebody left: who came to it, who left, and the share staying beyond it."""

    time: Floats
    at_risk: Floats
    left: Floats
    share: Floats
    low: Floats
    high: Floats


def kaplan_meier(duration: ArrayLike, left: ArrayLike, *, weight: ArrayLike | None = None, level: float = 0.95) -> Survival:
    """The product-limit estimate of survival.

    In: ``duration`` of each customer's contract, in any unit, and ``left``: 1 where it ended then,
    0 where it still ran when last seen. Out: shares with an interval (Greenwood's variance of
    ln(−ln S), which stays within 0 and 1; NaN where the share is 0). InputError for other values.

    >>> after = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 1])
    >>> after.share.tolist()
    [0.75, 0.5, 0.0]

    Source: Kaplan & Meier 1958, JASA 53, 457–481; interval: Kalbfleisch & Prentice 2002, section 1.4.
    """
    time, ended = column("duration", duration), column("left", left)
    w = np.ones_like(time) if weight is None else column("weight", weight)
    if not len(time) == len(ended) == len(w) or (time < 0).any() or not np.isin(ended, (0, 1)).all():
        raise InputError("durations or endings cannot be", expected="durations of 0 or more, endings 0 or 1, one per customer")
    times = np.unique(time[ended == 1])
    by_time = np.argsort(time, kind="stable")
    later = np.concatenate([np.cumsum(w[by_time][::-1])[::-1], [0.0]])
    at_risk = later[np.searchsorted(time[by_time], times)]
    deaths = np.array([float(w[(time == t) & (ended == 1)].sum()) for t in times])
    return _survival(times, at_risk, deaths, level)


def _survival(times: Floats, at_risk: Floats, deaths: Floats, level: float) -> Survival:
    share = np.cumprod(1 - deaths / at_risk).astype(np.float64)
    share[share < 1e-12] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.cumsum(deaths / (at_risk * (at_risk - deaths)))) / np.abs(np.log(share))
        reach = np.exp(float(norm.ppf((1 + level) / 2)) * spread)
        low, high = share**reach, share ** (1 / reach)
    gone = share <= 0
    return Survival(times, at_risk, deaths, share, np.where(gone, np.nan, low), np.where(gone, np.nan, high))
