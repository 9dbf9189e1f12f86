"""Retention rate: of the customers active in one period, the share active in the next."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.facts.folding import Adding
from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.measures.counting import (
    EVERYBODY,
    Columns,
    by_group,
    estimate,
    group_column,
    period_columns,
    rate_columns,
    result,
    spread,
    stacked,
)
from regulars.measures.drawing import rate_line
from regulars.measures.result import Definition, Result
from regulars.measures.sentences import customers, not_enough, with_interval
from regulars.words import Estimate, NotEnough, Period

QUERY = Query.beside(__file__).kept(Adding(("active", "retained", "newcomers")))
DEFINITION = Definition(
    name="retention_rate",
    version=1,
    sentence="customers active in both this period and the one before ÷ customers active in the one before; "
    "active: at least one purchase",
    undefined="in the log's first period, and where nobody was active in the period before",
    interval="Wilson score interval",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)


def retention(facts: Facts, *, period: str = "month", by: str | None = None) -> Result:
    """Of the customers active in one period, the share active in the next.

    In: ``facts``; ``period`` day, week, month, quarter or year; ``by`` place, channel, currency,
    home_shop or an attribute: then a customer counts in each group in which she bought, and comes
    back to that same group.
    Out: a Result whose table has one row per group (null: everybody) and period after the first:
    ``group``, ``starts``, ``ends`` (local days), ``complete`` (this period and the one before lie
    wholly in the log), ``active_before``, ``retained``, ``active`` (customers), ``retention_rate``,
    ``low``, ``high`` (shares, 0–1), ``enough``. ``latest`` is the last complete period's rate.
    Undefined, and null, where fewer than the stated minimum were active before. UsageError for an
    unknown period or group.

    >>> retention(facts, period="month").latest
    Estimate(value=1.0, interval=(0.912..., 1.0), n=40, definition='retention_rate/1', level=0.95, unit='share')

    Source: the glossary's definition; the classic (E − N)/S equals it only where N counts everyone
    who was not active before, the resurrected as well as the new.
    """
    unit = check_period(period)
    periods = facts.periods(unit)
    counted = by_group(facts, QUERY, by, period=unit)
    table = stacked([_rows(group, columns, periods, facts) for group, columns in counted.items()])
    latest, reading = _latest(table, periods, facts)
    drawing = rate_line(table, "retention_rate", periods, "Retention rate", reading)
    n = int(counted[EVERYBODY]["newcomers"].sum())
    return result(facts, DEFINITION, table, latest, reading, n=n, drawing=drawing, period=unit, by=by)


def _rows(group: str | None, columns: Columns, periods: list[Period], facts: Facts) -> pa.Table:
    """One row per period after the first; nobody active is a count of 0."""
    active, retained = (spread(columns["period"], columns[name], len(periods)) for name in ("active", "retained"))
    covered = np.array([facts.covers(p) for p in periods])
    return pa.table(
        {
            "group": group_column(group, len(periods) - 1),
            **period_columns(periods[1:]),
            "complete": pa.array(covered[1:] & covered[:-1]),
            "active_before": pa.array(active[:-1]),
            "retained": pa.array(retained[1:]),
            "active": pa.array(active[1:]),
            **rate_columns("retention_rate", retained[1:], active[:-1], facts.settings),
        }
    )


def _latest(table: pa.Table, periods: list[Period], facts: Facts) -> tuple[Estimate | NotEnough, str]:
    """The last complete period's rate over everybody, and how to say it."""
    complete = [i for i, row in enumerate(table.column("complete").to_pylist()[: len(periods) - 1]) if row]
    if not complete:
        figure = NotEnough(sum(facts.covers(p) for p in periods), 2, DEFINITION.id, "too few complete periods")
        return figure, not_enough(figure, "how many come back")
    row = table.slice(complete[-1], 1).to_pylist()[0]
    before, now = periods[complete[-1]], periods[complete[-1] + 1]
    latest = estimate(row["retained"], row["active_before"], DEFINITION, facts.settings)
    if isinstance(latest, NotEnough):
        return latest, not_enough(latest, f"how many came back in {now.label}")
    return latest, f"Of {customers(latest.n)} active in {before.label}, {with_interval(latest)} came back in {now.label}."
