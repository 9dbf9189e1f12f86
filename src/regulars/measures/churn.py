"""Churn rate: of the customers not yet churned, the share who fall silent for too long in a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from regulars.facts.folding import Adding
from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.measures.counting import (
    EVERYBODY,
    Columns,
    Counts,
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
from regulars.measures.inactivity import Threshold, inactivity_threshold
from regulars.measures.result import Definition, Result
from regulars.measures.sentences import customers, days, not_enough, with_interval
from regulars.words import Estimate, NotEnough, Period

QUERY = Query.beside(__file__).kept(Adding(("stretches",)))
DEFINITION = Definition(
    name="churn_rate",
    version=1,
    sentence="customers whose silence grew longer than the inactivity threshold within the period ÷ customers not churned "
    "at its start; a customer is churned at the end of a day when her last purchase lies more than the threshold back",
    undefined="until the log is one threshold old, since customers from before it are unknown; and without a threshold",
    interval="Wilson score interval",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)


@dataclass(frozen=True)
class _Seen:
    """The periods that churn can be told of: from the first whose base was wholly seen."""

    periods: list[Period]
    first: int

    @property
    def shown(self) -> list[Period]:
        return self.periods[self.first :]


def churn(facts: Facts, *, period: str = "month", by: str | None = None, inactive_after_days: int | None = None) -> Result:
    """Of the customers not churned at a period's start, the share whose silence then grew too long.

    In: ``facts``; ``period`` day, week, month, quarter or year; ``by`` place, channel, currency,
    home_shop or an attribute: then each customer belongs to the group of her first purchase;
    ``inactive_after_days``, the threshold, else the setting, else proposed from the gaps
    (``settings["rule"]`` says how).
    Out: a Result whose table has one row per group (null: everybody) and period, from the first
    whose base could be seen: ``group``, ``starts``, ``ends`` (local days), ``complete``,
    ``not_churned_before`` (at its start), ``churned`` (of those), ``came_back`` (customers who
    bought again after being churned), ``newcomers``, ``not_churned_after`` (customers),
    ``churn_rate``, ``low``, ``high`` (shares, 0–1), ``enough``. ``latest`` is the last complete period's.
    Undefined, and null, under the stated minimum; NotEnough where no threshold can be proposed.
    UsageError for an unknown period or group, or a threshold under one day.

    >>> churn(facts, period="month", inactive_after_days=30).latest
    Estimate(value=0.0, interval=(0.0, 0.087...), n=40, definition='churn_rate/1', level=0.95, unit='share')

    Source: the glossary's definition.
    """
    unit = check_period(period)
    threshold = inactivity_threshold(facts, inactive_after_days)
    periods = facts.periods(unit)
    seen = _Seen(periods, _first_seen(facts, periods, threshold))
    silence = threshold.days if isinstance(threshold, Threshold) else facts.as_of_number
    counted = by_group(facts, QUERY, by, settled=True, period=unit, silence=silence)
    table = stacked([_rows(group, columns, seen, facts) for group, columns in counted.items()])
    latest, reading = _latest(table, seen, threshold, facts)
    drawing = rate_line(table, "churn_rate", seen.shown, "Churn rate", reading)
    n = int(_firsts(counted[EVERYBODY]).sum())
    return result(facts, DEFINITION, table, latest, reading, n=n, drawing=drawing, period=unit, by=by, **_told(threshold))


def _told(threshold: Threshold | NotEnough) -> dict[str, Any]:
    if isinstance(threshold, NotEnough):
        return {"inactive_after_days": None, "proposed": True, "rule": threshold.why}
    return {"inactive_after_days": threshold.days, "proposed": threshold.proposed, "rule": threshold.rule}


def _first_seen(facts: Facts, periods: list[Period], threshold: Threshold | NotEnough) -> int:
    """The first period at whose start the log was older than the threshold."""
    if isinstance(threshold, NotEnough):
        return len(periods)
    whole = [day_number(p.starts) - 1 - threshold.days >= day_number(facts.starts) for p in periods]
    return whole.index(True) if any(whole) else len(periods)


def _firsts(columns: Columns) -> np.ndarray:
    return np.where(columns["is_first"] == 1, columns["stretches"], 0)


def _rows(group: str | None, columns: Columns, seen: _Seen, facts: Facts) -> pa.Table:
    """Stretches that began and ended, added up to the state at each period's start and end."""
    size, stretches, first = len(seen.periods), columns["stretches"], _firsts(columns)
    newcomers = spread(columns["began"], first, size)
    came_back = spread(columns["began"], stretches - first, size)
    period_of_end = _ended(columns["ends_on"], seen.periods, facts)
    ended = spread(period_of_end, stretches, size)
    of_base = spread(period_of_end, np.where(columns["began"] < period_of_end, stretches, 0), size)
    after = np.cumsum(newcomers + came_back - ended)
    before = after - (newcomers + came_back - ended)
    shown = slice(seen.first, None)
    return pa.table(
        {
            "group": group_column(group, len(seen.shown)),
            **period_columns(seen.shown),
            "complete": pa.array([facts.covers(p) for p in seen.shown], type=pa.bool_()),
            "not_churned_before": pa.array(before[shown]),
            "churned": pa.array(of_base[shown]),
            "came_back": pa.array(came_back[shown]),
            "newcomers": pa.array(newcomers[shown]),
            "not_churned_after": pa.array(after[shown]),
            **rate_columns("churn_rate", of_base[shown], before[shown], facts.settings),
        }
    )


def _ended(ends_on: Counts, periods: list[Period], facts: Facts) -> Counts:
    """The number of the period in which each end lies; -1 for one that has not come yet."""
    starts = np.array([day_number(p.starts) for p in periods], dtype=np.int64)
    found: Counts = np.where(ends_on > facts.as_of_number, -1, np.searchsorted(starts, ends_on, side="right") - 1)
    return found


def _latest(table: pa.Table, seen: _Seen, threshold: Threshold | NotEnough, facts: Facts) -> tuple[Estimate | NotEnough, str]:
    """The last complete period's rate over everybody, and how to say it."""
    if isinstance(threshold, NotEnough):
        return threshold, not_enough(threshold, "after how long a silence a customer is gone")
    complete = [i for i, p in enumerate(seen.shown) if facts.covers(p)]
    if not complete:
        figure = NotEnough(
            (facts.as_of - facts.starts).days + 1, 2 * threshold.days, DEFINITION.id, "the log is too short, in days"
        )
        return figure, not_enough(figure, "how many customers are lost")
    row, now = table.slice(complete[-1], 1).to_pylist()[0], seen.shown[complete[-1]]
    latest = estimate(row["churned"], row["not_churned_before"], DEFINITION, facts.settings)
    if isinstance(latest, NotEnough):
        return latest, not_enough(latest, f"how many were lost in {now.label}")
    silent = f"fell silent for longer than {days(threshold.days)} in {now.label}"
    return latest, f"Of {customers(latest.n)}, {with_interval(latest)} {silent}; {row['came_back']:,} who had been came back."
