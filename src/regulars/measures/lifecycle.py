"""Lifecycle: every customer so far is new, retained, resurrected, dormant or lost, each period."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.errors import UsageError
from regulars.facts.folding import Adding
from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.measures.counting import (
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
from regulars.measures.drawing import lifecycle_bars
from regulars.measures.inactivity import Threshold, inactivity_threshold
from regulars.measures.result import Definition, Result
from regulars.measures.sentences import not_enough, percent
from regulars.words import Estimate, NotEnough, Period, PeriodUnit

QUERY = Query.beside(__file__).kept(Adding(("customers",)))
DEFINITION = Definition(
    name="lifecycle",
    version=1,
    sentence="new: first ever active in the period; retained: active in it and in the one before; resurrected: active in it, "
    "not in the one before, but earlier; dormant: silent for at most lost_after whole periods; lost: silent for longer; "
    "the five add up to all customers so far",
    undefined="lost, where no inactivity threshold can be proposed; dormant then holds all who are silent",
    interval="Wilson score interval of the share not lost",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)
NEW, RETAINED, RESURRECTED = 0, 1, 2


def lifecycle(
    facts: Facts,
    *,
    period: str = "month",
    by: str | None = None,
    lost_after: int | None = None,
    inactive_after_days: int | None = None,
) -> Result:
    """Where every customer so far stands in each period: new, retained, resurrected, dormant, lost.

    In: ``facts``; ``period`` day, week, month, quarter or year; ``by`` place, channel, currency,
    home_shop or an attribute: then each customer belongs to the group of her first purchase;
    ``lost_after``, the whole periods of silence after which a customer is lost, else the inactivity
    threshold (argument, setting, or proposed from the gaps) in whole periods, rounded up.
    Out: a Result whose table has one row per group (null: everybody) and period: ``group``,
    ``starts``, ``ends`` (local days), ``complete``, ``base_before``, ``new``, ``retained``,
    ``resurrected``, ``dormant``, ``lost``, ``base`` (customers: base_before + new = base = the sum of
    the five), ``not_lost_share``, ``low``, ``high`` (0–1), ``enough``. ``latest`` is that share in the
    last complete period.
    Undefined, and null: lost and its share where no threshold is known. UsageError for an unknown
    period or group, or a lost_after below 1.

    >>> lifecycle(facts, period="month", lost_after=1).table.select(["retained", "dormant", "lost", "base"]).to_pylist()[-1]
    {'retained': 40, 'dormant': 0, 'lost': 20, 'base': 60}

    Source: the glossary's definitions.
    """
    unit = check_period(period)
    silence = _silence(facts, unit, lost_after, inactive_after_days)
    periods = facts.periods(unit)
    counted = by_group(facts, QUERY, by, settled=True, period=unit)
    table = stacked([_rows(group, columns, periods, silence, facts) for group, columns in counted.items()])
    latest, reading = _latest(table, periods, silence, facts)
    lost = silence if isinstance(silence, int) else None
    drawing = lifecycle_bars(table, periods, reading)
    n = int(table.column("base")[len(periods) - 1].as_py())
    return result(
        facts,
        DEFINITION,
        table,
        latest,
        reading,
        n=n,
        drawing=drawing,
        period=unit,
        by=by,
        lost_after=lost,
        rule=_rule(silence, unit),
    )


def _silence(facts: Facts, unit: PeriodUnit, lost_after: int | None, given: int | None) -> int | NotEnough:
    if lost_after is not None and lost_after < 1:
        raise UsageError(f"lost_after is {lost_after}", expected="1 or more periods", do="correct it")
    if lost_after is not None:
        return lost_after
    threshold = inactivity_threshold(facts, given)
    return threshold.periods(unit) if isinstance(threshold, Threshold) else threshold


def _rule(silence: int | NotEnough, unit: PeriodUnit) -> str:
    if isinstance(silence, NotEnough):
        return f"nobody is called lost: {silence.why}"
    return f"lost: silent for more than {silence} whole {unit}{'' if silence == 1 else 's'}"


def _rows(group: str | None, columns: Columns, periods: list[Period], silence: int | NotEnough, facts: Facts) -> pa.Table:
    size = len(periods)
    came = {
        kind: spread(columns["period"], np.where(columns["came"] == kind, columns["customers"], 0), size) for kind in range(3)
    }
    base = np.cumsum(came[NEW])
    silent = base - came[NEW] - came[RETAINED] - came[RESURRECTED]
    known = isinstance(silence, int)
    dormant = _dormant(columns, size, silence) if isinstance(silence, int) else silent
    seen = np.full(size, known)
    return pa.table(
        {
            "group": group_column(group, size),
            **period_columns(periods),
            "complete": pa.array([facts.covers(p) for p in periods]),
            "base_before": pa.array(base - came[NEW]),
            "new": pa.array(came[NEW]),
            "retained": pa.array(came[RETAINED]),
            "resurrected": pa.array(came[RESURRECTED]),
            "dormant": pa.array(dormant),
            "lost": pa.array(silent - dormant, mask=~seen),
            "base": pa.array(base),
            **rate_columns("not_lost_share", base - (silent - dormant), base, facts.settings, seen),
        }
    )


def _dormant(columns: Columns, size: int, silence: int) -> Counts:
    """Silent customers of each period whose silence is not longer than ``silence`` periods."""
    began = columns["period"] + 1
    next_active = np.where(columns["next_period"] < 0, size, columns["next_period"])
    ended = np.minimum(next_active, began + silence)
    steps = spread(began, columns["customers"], size + 1) - spread(ended, columns["customers"], size + 1)
    return np.cumsum(steps)[:size]


def _latest(table: pa.Table, periods: list[Period], silence: int | NotEnough, facts: Facts) -> tuple[Estimate | NotEnough, str]:
    """The share not lost in the last complete period over everybody, and how to say it."""
    complete = [i for i, p in enumerate(periods) if facts.covers(p)]
    if not complete:
        figure = NotEnough(0, 1, DEFINITION.id, "no complete period")
        return figure, not_enough(figure, "who is still a customer")
    row, now = table.slice(complete[-1], 1).to_pylist()[0], periods[complete[-1]]
    flows = f"In {now.label} {row['new']:,} customers were new, {row['retained']:,} stayed, {row['resurrected']:,} came back"
    if isinstance(silence, NotEnough):
        return silence, f"{flows}, {row['dormant']:,} were silent."
    latest = estimate(row["base"] - row["lost"], row["base"], DEFINITION, facts.settings)
    share = f" ({percent(1 - latest.value)} of all so far)" if isinstance(latest, Estimate) else ""
    return latest, f"{flows}, {row['dormant']:,} were silent and {row['lost']:,} lost{share}."
