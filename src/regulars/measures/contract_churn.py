"""Contract churn: of the customers under contract, the share who have none any more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from regulars.estimates.proportion import wilson
from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.measures.asking import Row, columns, needed, result_over, rows_by_group
from regulars.measures.counting import EVERYBODY, estimate
from regulars.measures.monthly import COUNTS, SPELLS, STRETCHES
from regulars.measures.pictured import over_periods
from regulars.measures.result import Definition, Result
from regulars.measures.revenue_retention import rule
from regulars.measures.sentences import customers, not_enough, with_interval
from regulars.words import Estimate, NotEnough, Period

QUERY = Query.beside(__file__).over("spells", SPELLS).over("stretches", STRETCHES)
DEFINITION = Definition(
    name="contract_churn_rate",
    version=1,
    sentence="customers with a running contract on the day before the period whose first day without any falls into it ÷ "
    "customers with a running contract on the day before the period; a contract runs through its last day, and a customer "
    "who comes back later begins a new spell",
    undefined="in the log's first period, and where nobody had a contract before",
    interval="Wilson score interval",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)
ENDS = ("cancelled", "failed", "ran_out", "not_told")
"""How a spell ended: a decision was told; it should have renewed by itself and did not; its term was over and
nobody renewed; or the facts do not tell."""
_SCHEMA = columns(
    group="text", starts="day", ends="day", complete="is", running_before="n", churned="n", **dict.fromkeys(ENDS, "n"),
    newcomers="n", won_back="n", begun_and_ended="n", running_after="n", churn_rate="x", low="x", high="x", enough="is",
)  # fmt: skip


def contract_churn(facts: Facts, *, period: str = "month", by: str | None = None) -> Result:
    """Of the customers under contract at a period's start, the share whose last contract ended in it.

    In: ``facts`` with ``commitments``; ``period`` day, week, month, quarter or year; ``by`` form,
    home_shop or an attribute: then a customer belongs to the group of her first step.
    Out: a Result whose table has one row per group (null: everybody) and period after the first:
    ``group``, ``starts``, ``ends`` (local days), ``complete``, ``running_before`` (customers under
    contract on the day before), ``churned`` (of those), of which ``cancelled``, ``failed``,
    ``ran_out`` and ``not_told``; ``newcomers``, ``won_back``, ``begun_and_ended`` (spells),
    ``running_after``, ``churn_rate``, ``low``, ``high`` (shares), ``enough``. running_before −
    churned + newcomers + won_back − begun_and_ended = running_after. ``latest`` is the last
    complete period's rate; ``figures`` tell how all spells that ended did, where that is told.
    Undefined, and null, under the stated minimum. NothingUsable without commitments, UsageError
    for an unknown period or group.

    >>> contract_churn(facts)
    Traceback (most recent call last):
    regulars.errors.NothingUsable: The facts hold no commitments.
    ...

    Source: the glossary's definition.
    """
    unit = check_period(period)
    needed(facts, "commitments")
    periods = facts.periods(unit, "commitments")
    found = rows_by_group(facts, "commitments", QUERY, by, period=unit)
    rows = [row for group, answer in found.items() for row in _rows(group, answer, periods, facts)]
    (counted,) = facts.run_over("commitments", COUNTS).to_pylist()
    latest, reading = _latest(rows, periods, facts)
    spells = found[EVERYBODY]
    return result_over(
        facts, "commitments", DEFINITION, rows, _SCHEMA,
        n=counted["customers"],
        latest=latest,
        reading=reading,
        settings={"period": unit, "by": by, "rule": rule(counted["from_before"])},
        drawing=over_periods(
            [r for r in rows if r["group"] is None], ("churn_rate", "low", "high"),
            period=unit, title="Contract churn rate", sentence=reading,
        ),
        figures=_how(spells, facts),
        counts={"spells": sum(r["spells"] for r in spells), "won_back": sum(r["spells"] for r in spells if not r["is_first"])},
    )  # fmt: skip


def _rows(group: str | None, answer: Sequence[Row], periods: Sequence[Period], facts: Facts) -> list[Row]:
    """One row per period after the first, from the spells that began and ended in each."""
    last = facts.spans["commitments"].as_of
    return [
        {"group": group, "starts": p.starts, "ends": p.ends, "complete": p.ends <= last, **_counted(answer, place, facts)}
        for place, p in enumerate(periods)
        if place
    ]


def _counted(answer: Sequence[Row], place: int, facts: Facts) -> Row:
    before = [r for r in answer if r["began"] < place and (r["ended"] < 0 or r["ended"] >= place)]
    gone = [r for r in before if r["ended"] == place]
    begun = [r for r in answer if r["began"] == place]
    row = {
        "running_before": _spells(before),
        "churned": _spells(gone),
        **{how: _spells([r for r in gone if r["how"] == how]) for how in ENDS},
        "newcomers": _spells([r for r in begun if r["is_first"]]),
        "won_back": _spells([r for r in begun if not r["is_first"]]),
        "begun_and_ended": _spells([r for r in begun if r["ended"] == place]),
    }
    stay = row["running_before"] - row["churned"] + row["newcomers"] + row["won_back"] - row["begun_and_ended"]
    return row | {"running_after": stay} | _rate(row["churned"], row["running_before"], facts)


def _spells(rows: Sequence[Row]) -> int:
    return sum(r["spells"] for r in rows)


def _rate(churned: int, before: int, facts: Facts) -> Row:
    if before < facts.settings.minimum_n:
        return {"churn_rate": None, "low": None, "high": None, "enough": False}
    low, high = wilson(np.array([churned]), np.array([before]), facts.settings.level)
    return {"churn_rate": churned / before, "low": float(low[0]), "high": float(high[0]), "enough": True}


def _how(spells: Sequence[Row], facts: Facts) -> dict[str, Estimate | NotEnough]:
    """Of the spells that ended and whose end is told, the share that ended each way."""
    told = {how: _spells([r for r in spells if r["how"] == how]) for how in ENDS[:3]}
    return {how: estimate(n, sum(told.values()), DEFINITION, facts.settings, how) for how, n in told.items()}


def _latest(rows: Sequence[Row], periods: Sequence[Period], facts: Facts) -> tuple[Estimate | NotEnough, str]:
    whole = [r for r in rows if r["group"] is None and r["complete"]]
    if not whole:
        figure = NotEnough(len(periods) - 1, 1, DEFINITION.id, "too few complete periods after the first")
        return figure, not_enough(figure, "how many contracts end")
    row = whole[-1]
    label = next(p.label for p in periods if p.starts == row["starts"])
    latest = estimate(row["churned"], row["running_before"], DEFINITION, facts.settings)
    if isinstance(latest, NotEnough):
        return latest, not_enough(latest, f"how many customers' contracts ended in {label}")
    back = f"; {row['won_back']:,} came back after an earlier one" if row["won_back"] else ""
    under = f"Of {customers(latest.n)} under contract when {label} began"
    return latest, f"{under}, {with_interval(latest)} had none any more by some day of it{back}."
