"""A cohort table's rows: dates, shares with their intervals, and what is marked."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.facts.log import Facts
from regulars.measures.cohort_cells import Cells, Flags, Shape
from regulars.measures.counting import Columns, Counts, days_column, group_column, rate_columns
from regulars.words import PeriodUnit


def usual_gap(columns: Columns) -> float:
    """Mean periods between the active periods of those who came back; 0 where nobody did."""
    returns = int(columns["returns"].sum())
    return int(columns["spans"].sum()) / returns if returns else 0.0


def predating(usual: float, unit: PeriodUnit) -> str:
    return (
        f"cohorts that began within {max(usual, 1):.1f} {unit}s of the log's start (the mean time between purchases "
        f"of those who came back): some may have been customers before"
    )


def cohort_table(group: str | None, found: Cells, shape: Shape, usual: float | None, facts: Facts) -> pa.Table:
    """A row per age of each cohort that anybody joined, and after them their average.

    ``usual`` is the usual gap in periods; None where cohorts make no claim to be new.
    """
    return pa.concat_tables([_cohort_rows(group, found, shape, usual, facts), _average_rows(group, found, shape, facts)])


def _cohort_rows(group: str | None, found: Cells, shape: Shape, usual: float | None, facts: Facts) -> pa.Table:
    periods = facts.periods(shape.unit)
    joined = np.flatnonzero(found.customers)
    each = np.repeat(joined, shape.size)
    seen, whole = ((flags[joined]).ravel() for flags in (found.whole | found.part, found.whole))
    early = np.zeros(len(each), dtype=bool) if usual is None else each < max(usual, 1)
    return _table(
        group, shape, len(joined), found.eligible[joined].ravel(), found.came_back[joined].ravel(), seen, facts,
        starts=days_column([periods[i].starts for i in each]),
        ends=days_column([periods[i].ends for i in each]),
        complete=pa.array([facts.covers(periods[i]) for i in each], type=pa.bool_()),
        customers=pa.array(found.customers[each]),
        observed=pa.array(np.where(whole, "whole", "part"), type=pa.string(), mask=~seen),
        may_predate_log=pa.array(early),
    )  # fmt: skip


def _average_rows(group: str | None, found: Cells, shape: Shape, facts: Facts) -> pa.Table:
    """Over all cohorts, each weighing as many as could be seen through that age."""
    eligible, came_back = (np.where(found.averaged, c, 0).sum(axis=0) for c in (found.eligible, found.came_back))
    seen = eligible > 0
    return _table(
        group, shape, 1, eligible, came_back, seen, facts,
        starts=days_column([None] * shape.size),
        ends=days_column([None] * shape.size),
        complete=pa.nulls(shape.size, pa.bool_()),
        customers=pa.array([int(found.customers.sum())] * shape.size, type=pa.int64()),
        observed=pa.array(["whole"] * shape.size, type=pa.string(), mask=~seen),
        may_predate_log=pa.nulls(shape.size, pa.bool_()),
    )  # fmt: skip


def _table(
    group: str | None, shape: Shape, cohorts: int, eligible: Counts, came_back: Counts, seen: Flags, facts: Facts,
    **columns: pa.Array,
) -> pa.Table:  # fmt: skip
    open_ended = np.full(len(eligible), shape.returned == "on_or_after")
    rates = rate_columns("share", np.where(seen, came_back, 0), eligible, facts.settings, seen)
    return pa.table(
        {
            "group": group_column(group, len(eligible)),
            **{name: columns[name] for name in ("starts", "ends", "complete", "customers")},
            "age": pa.array(np.tile(shape.from_age, cohorts)),
            "to_age": pa.array(np.tile(shape.to_age, cohorts), mask=open_ended),
            "eligible": pa.array(eligible),
            "returned": pa.array(came_back, mask=~seen),
            **rates,
            **{name: columns[name] for name in ("observed", "may_predate_log")},
        }
    )
