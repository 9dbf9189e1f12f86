"""Kaplan–Meier beside sBG: the share of contracts still running, where endings are seen, without a model."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.errors import InputError
from regulars.estimates.survival import Curve, kaplan_meier
from regulars.measures.lifetime.checks import column

Counts = NDArray[np.int64]


def contracts_ended(duration: ArrayLike, ended: ArrayLike, *, level: float = 0.95) -> Curve:
    """The share of contracts that have ended by each duration, those still running counted until last seen.

    In: ``duration`` of each contract in whole days (or renewals), and ``ended``: 1 where it ended
    then, 0 where it still ran. Out: the Curve of ``estimates.survival``, whose ``share`` is the
    share ended (1 − share is the survival that ``shifted_beta_geometric.survival`` models), with
    an interval. InputError for durations that are not whole or below 0, and other endings.

    >>> (1 - contracts_ended([1, 2, 2, 3], [1, 1, 0, 1]).share).tolist()
    [0.75, 0.5, 0.0]

    Source: Kaplan & Meier 1958, JASA 53, 457–481.
    """
    time, over = column("duration", duration), column("ended", ended)
    if len(time) != len(over) or not len(time):
        raise InputError(f"{len(time)} durations and {len(over)} endings", expected="one of each per contract, at least one")
    if (time < 0).any() or (time != np.floor(time)).any() or not np.isin(over, (0, 1)).all():
        raise InputError("durations or endings cannot be", expected="whole durations of 0 or more, endings 0 or 1")
    days, which = np.unique(time.astype(np.int64), return_inverse=True)
    return kaplan_meier(days, _count(which, over == 1, len(days)), _count(which, over == 0, len(days)), level)


def _count(which: NDArray[np.intp], those: NDArray[np.bool_], days: int) -> Counts:
    return np.bincount(which[those], minlength=days).astype(np.int64)
