"""Week by week what was expected and what came; and by frequency, what was expected and what came."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regulars.facts.query import Query
from regulars.facts.zones import day_number, day_of
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import model_named
from regulars.measures.lifetime.judgement import Contender
from regulars.measures.lifetime.summary import Summary

Floats = NDArray[np.float64]
TRACKING = Query.beside(__file__, "tracking")
TRACKING_SCHEMA = pa.schema(
    [
        ("week_ends", pa.date32()),
        ("held_out", pa.bool_()),
        ("returns", pa.float64()),
        ("returns_expected", pa.float64()),
        ("returns_so_far", pa.float64()),
        ("returns_expected_so_far", pa.float64()),
    ]
)
CALIBRATION_SCHEMA = pa.schema(
    [
        ("repeats_before", pa.string()),
        ("customers", pa.int64()),
        ("purchases_mean", pa.float64()),
        ("purchases_expected_mean", pa.float64()),
    ]
)
_MANY_REPEATS = 7


def tracking_table(fit: Fit | None, days: pa.Table, until: date, as_of: date) -> pa.Table:
    """Repeat purchase days in each week: those that came, and those expected of all newcomers so far.

    Weeks end on ``until`` and every seventh day from it, so that none lies in both parts; the last
    may be cut short by ``as_of`` and is left out. Expected: the sum over newcomers of the
    unconditional expectation at their age. Empty without a fit.
    """
    if fit is None:
        return TRACKING_SCHEMA.empty_table()
    day, new, back = (np.asarray(days.column(c).to_numpy()) for c in ("day_number", "newcomers", "returns"))
    cut = day_number(until)
    weeks = -((cut - int(day.min())) // 7)
    ends = np.arange(cut + 7 * weeks, day_number(as_of) + 1, 7)
    so_far = np.concatenate([[0], np.cumsum(back)])[np.searchsorted(day, ends, side="right")].astype(np.float64)
    expected = _expected(fit, day, new, ends)
    columns = [
        [day_of(int(e)) for e in ends],
        ends > cut,
        np.diff(so_far, prepend=0.0),
        np.diff(expected, prepend=0.0),
        so_far,
        expected,
    ]
    return pa.table(columns, schema=TRACKING_SCHEMA)


def _expected(fit: Fit, day: NDArray[np.int64], newcomers: NDArray[np.int64], ends: NDArray[np.int64]) -> Floats:
    """Repeat purchases expected by each end, of everyone who was new on some day before."""
    values = np.array(fit.values[: len(fit.values) - fit.coefficients])
    longest = int(ends.max() - day.min()) + 1
    ages = np.arange(1, longest + 1, dtype=np.float64) / fit.unit_days
    by_age = np.concatenate([[0.0], model_named(fit.model).newcomer(values, ages)])
    age = np.clip(ends[:, None] - day, 0, longest)
    return np.asarray(by_age[age] @ newcomers)


def calibration_table(model: Contender | None, summary: Summary, came: Floats) -> pa.Table:
    """By repeats in the first part (0 to 6, and 7 or more): mean purchases that came, and expected."""
    if model is None:
        return CALIBRATION_SCHEMA.empty_table()
    rows = []
    group = np.minimum(summary.frequency, _MANY_REPEATS)
    for repeats in range(_MANY_REPEATS + 1):
        those = group == repeats
        if those.any():
            name = f"{repeats}+" if repeats == _MANY_REPEATS else str(repeats)
            rows.append((name, int(those.sum()), float(came[those].mean()), float(model.expected[those].mean())))
    columns = list(zip(*rows, strict=True))
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, CALIBRATION_SCHEMA, strict=True)], schema=CALIBRATION_SCHEMA)
