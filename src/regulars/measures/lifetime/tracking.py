"""Week by week what was expected and what came; and by frequency, what was expected and what came."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regulars.facts.folding import Adding, AsItIs
from regulars.facts.query import Query
from regulars.facts.zones import day_number, day_of
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import model_named
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.totals import totals

Floats = NDArray[np.float64]
TRACKING = Query.beside(__file__, "tracking").kept(AsItIs(Adding(("newcomers", "returns"))))
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
        ("low", pa.float64()),
        ("high", pa.float64()),
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


def calibration_table(fit: Fit | None, summary: Summary, came: Floats, horizon_days: int, level: float) -> pa.Table:
    """By repeats in the first part (0 to 6, and 7 or more): mean purchases that came, and expected, with its outcome."""
    if fit is None:
        return CALIBRATION_SCHEMA.empty_table()
    group = np.minimum(summary.frequency, _MANY_REPEATS).astype(np.int64)
    sums = totals(fit, summary, horizon_days=horizon_days, groups=group, level=level).to_pylist()
    rows = [_calibrated(int(r["group"]), r, came[group == int(r["group"])]) for r in sums]
    return pa.Table.from_pylist(rows, schema=CALIBRATION_SCHEMA)


def _calibrated(repeats: int, sums: dict[str, Any], came: Floats) -> dict[str, Any]:
    n, low, high = len(came), sums["purchases_outcome_low"], sums["purchases_outcome_high"]
    return {
        "repeats_before": f"{repeats}+" if repeats == _MANY_REPEATS else str(repeats),
        "customers": n,
        "purchases_mean": float(came.mean()),
        "purchases_expected_mean": sums["purchases"] / n,
        "low": None if low is None else low / n,
        "high": None if high is None else high / n,
    }
