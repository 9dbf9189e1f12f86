"""What a buying history may look like; each refusal names a row and the way out."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.errors import InputError, UsageError

Floats = NDArray[np.float64]
_EXACT = float(2**53)


def column(name: str, values: ArrayLike) -> Floats:
    """A column of finite numbers from whatever array holds it; NaN is allowed in ``spend`` alone."""
    try:
        found = np.array(values, dtype=np.float64, ndmin=1)
    except (TypeError, ValueError) as e:
        raise InputError(f"{name} holds something that is not a number: {e}", expected="one number per customer") from e
    if found.ndim != 1:
        raise InputError(f"{name} has {found.ndim} dimensions", expected="one number per customer", do="pass one column")
    if name != "spend":
        _refuse(~np.isfinite(found), name, found, "a finite number for every customer", "leave out or mend these customers")
    return found


def check_histories(x: Floats, t: Floats, age: Floats, weight: Floats, unit_days: float) -> None:
    """Raise InputError unless the columns describe histories that can have happened."""
    if not len(x):
        raise InputError("there is no customer in the summary", expected="at least one", do="check the dates asked for")
    if not len(x) == len(t) == len(age) == len(weight):
        raise InputError(
            f"the columns have lengths {len(x)}, {len(t)}, {len(age)} and {len(weight)}",
            expected="one entry per customer in each",
            do="pass columns of one table",
        )
    if not 0 < unit_days < np.inf:
        raise UsageError(f"unit_days is {unit_days}", expected="days in a unit of time, such as 7", do="correct it")
    mend = "summarise the purchases with regulars.summarise, or correct these rows"
    _refuse((x < 0) | (x != np.floor(x)) | (x > _EXACT), "frequency", x, "whole repeat purchases, 0 or more", mend)
    _refuse(t < 0, "recency", t, "time from first to last purchase, 0 or more", mend)
    _refuse(t > age, "recency", t, "at most the age: nobody buys after the end of observation", mend)
    _refuse((x == 0) & (t > 0), "recency", t, "0 for a customer who never repeated", mend)
    _refuse((x > 0) & (t == 0), "recency", t, "above 0 for a customer who repeated; purchases of one day are one", mend)
    _refuse(weight <= 0, "weight", weight, "a number of customers above 0", mend)


def check_spend(x: Floats, spend: Floats) -> None:
    """Raise InputError where a repeat buyer's mean spend is missing; nought or less is left to Gamma-Gamma."""
    if len(spend) != len(x):
        raise InputError(f"spend has {len(spend)} entries for {len(x)} customers", expected="one per customer")
    mend = "give the mean amount of the repeat days"
    _refuse((x > 0) & ~np.isfinite(spend), "spend", spend, "an amount for every customer who repeated", mend)


def _refuse(wrong: NDArray[np.bool_], name: str, values: Floats, expected: str, do: str) -> None:
    if wrong.any():
        row = int(np.argmax(wrong))
        n = int(wrong.sum())
        raise InputError(f"{name} is {float(values[row])!r} in row {row} ({n:,} such rows)", expected=expected, do=do)
