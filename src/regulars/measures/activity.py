"""Activity rate: of all customers so far, the share active in a period."""

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

QUERY = Query.beside(__file__).kept(Adding(("active", "newcomers")))
DEFINITION = Definition(
    name="activity_rate",
    version=1,
    sentence="customers active in the period ÷ all customers whose first purchase came by its end; "
    "active: at least one purchase",
    undefined="before the first customer",
    interval="Wilson score interval",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)


def activity(facts: Facts, *, period: str = "month", by: str | None = None) -> Result:
    """Of all customers so far, the share active in each period.

    In: ``facts``; ``period`` day, week, month, quarter or year; ``by`` place, channel, currency,
    home_shop or an attribute: then a customer counts in each group in which she has bought.
    Out: a Result whose table has one row per group (null: everybody) and period: ``group``,
    ``starts``, ``ends`` (local days), ``complete`` (the period lies wholly in the log), ``active``,
    ``customers_so_far`` (customers), ``activity_rate``, ``low``, ``high`` (shares, 0–1), ``enough``.
    Undefined, and null, where there are fewer customers than the stated minimum. UsageError for an
    unknown period or group.

    >>> activity(facts, period="month").latest
    Estimate(value=0.666..., interval=(0.540..., 0.772...), n=60, definition='activity_rate/1', level=0.95, unit='share')

    Source: the glossary's definition. It falls as a shop grows old, however loyal its customers:
    nobody ever leaves the denominator.
    """
    unit = check_period(period)
    periods = facts.periods(unit)
    counted = by_group(facts, QUERY, by, period=unit)
    table = stacked([_rows(group, columns, periods, facts) for group, columns in counted.items()])
    latest, reading = _latest(table, periods, facts)
    drawing = rate_line(table, "activity_rate", periods, "Activity rate", reading)
    n = int(counted[EVERYBODY]["newcomers"].sum())
    return result(facts, DEFINITION, table, latest, reading, n=n, drawing=drawing, period=unit, by=by)


def _rows(group: str | None, columns: Columns, periods: list[Period], facts: Facts) -> pa.Table:
    active, newcomers = (spread(columns["period"], columns[name], len(periods)) for name in ("active", "newcomers"))
    so_far = np.cumsum(newcomers)
    return pa.table(
        {
            "group": group_column(group, len(periods)),
            **period_columns(periods),
            "complete": pa.array([facts.covers(p) for p in periods]),
            "active": pa.array(active),
            "customers_so_far": pa.array(so_far),
            **rate_columns("activity_rate", active, so_far, facts.settings),
        }
    )


def _latest(table: pa.Table, periods: list[Period], facts: Facts) -> tuple[Estimate | NotEnough, str]:
    """The last complete period's rate over everybody, and how to say it."""
    complete = [i for i, p in enumerate(periods) if facts.covers(p)]
    if not complete:
        figure = NotEnough(0, 1, DEFINITION.id, "no complete period")
        return figure, not_enough(figure, "how many are active")
    row, now = table.slice(complete[-1], 1).to_pylist()[0], periods[complete[-1]]
    latest = estimate(row["active"], row["customers_so_far"], DEFINITION, facts.settings)
    if isinstance(latest, NotEnough):
        return latest, not_enough(latest, f"how many were active in {now.label}")
    return latest, f"Of {customers(latest.n)} by the end of {now.label}, {with_interval(latest)} bought in it."
