"""Gathering: every indicator that the facts can speak of, over all customers of a window."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.errors import NothingUsable, UsageError
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.understanding.evidence.evidence import Column, Evidence
from regulars.understanding.evidence.indicators import INDICATORS
from regulars.understanding.evidence.questions import HABITS, QUESTIONS, Question
from regulars.understanding.evidence.seen import Seen, from_columns, from_counts, from_states, from_sums
from regulars.understanding.evidence.shrinking import shrunk_column

_WHAT_IS_THERE = Query.beside(__file__, "what_is_there")
_USUAL_AMOUNT = Query.beside(__file__, "usual_amount")
_OF_EVERYTHING = (
    "orders", "lines", "conditions_held", "steps_of_incentives", "steps_of_commitments", "steps_of_answers",
    "steps_of_complaints", "steps_of_advocacy", "steps_of_contacts",
)  # fmt: skip
# Fewer than two do not differ from each other; the shop's own minimum may ask for more.
_FEWEST = 2


def evidence(facts: Facts, *, window: tuple[date, date] | None = None, only: Collection[str] | None = None) -> Evidence:
    """What each customer's behaviour in a window says of why she returns.

    In: ``facts``; ``window``, its first and last local day (all days where not given); ``only``, the
    names of the indicators wanted (all where not given).
    Out: Evidence over the customers who bought in the window, ascending; one column for each
    indicator whose facts exist and that was observed for ``minimum_n`` customers or more.
    Undefined: NothingUsable where nobody bought in the window; UsageError for a window turned round
    or an unknown name.

    >>> evidence(facts).names
    ('same_place', 'same_weekday', 'small_orders')

    Source: docs/howto/validate-kinds.md.
    """
    first, last = window or (facts.starts, facts.as_of)
    _check(first, last, only)
    days = {"from_day": day_number(first), "until_day": day_number(last)}
    habits = _habits(facts, days)
    customers = habits.column("customer_id").combine_chunks()
    there = what_is_there(facts)
    columns = []
    for name, indicator in INDICATORS.items():
        question = QUESTIONS[name].possible(there) if only is None or name in only else None
        seen = _asked(facts, question, days, habits) if question else None
        if seen is not None and len(seen.raw) >= max(_FEWEST, facts.settings.minimum_n):
            columns.append(shrunk_column(indicator, seen, len(customers)))
    return Evidence(customers, tuple(columns), (first, last))


def what_is_there(facts: Facts) -> dict[str, int]:
    """Counts of what indicators need: discounts, places, offers …; what is 0 cannot be asked about."""
    found: dict[str, int] = facts.run_among(_WHAT_IS_THERE, _OF_EVERYTHING).to_pylist()[0]
    return {**found, "hours_known": 0 if facts.dates_only else 1}


def _check(first: date, last: date, only: Collection[str] | None) -> None:
    if first > last:
        raise UsageError(
            f"the window begins on {first} and ends on {last}", expected="a first day before the last", do="turn it round"
        )
    for name in only or ():
        if name not in INDICATORS:
            raise UsageError(
                f"there is no indicator {name!r}", expected="one of " + ", ".join(INDICATORS), do="correct the name"
            )


def _habits(facts: Facts, days: dict[str, int]) -> pa.Table:
    """What the orders of each customer of the window say by themselves, ascending."""
    usual = facts.run_among(_USUAL_AMOUNT, ("orders",), **days).column("usual")[0].as_py()
    found = facts.run_among(HABITS, ("orders",), usual=usual, **days)
    if not found.num_rows:
        raise NothingUsable(
            "no known customer bought in the window",
            expected="purchases of customers between its first and last day",
            do="choose a longer window; a survey alone is read by regulars kinds survey",
        )
    return found.sort_by("customer_id")


def _asked(facts: Facts, question: Question, days: dict[str, int], habits: pa.Table) -> Seen:
    """A question's answer about the customers of the window."""
    if question.query is HABITS:
        return from_counts(habits, np.arange(habits.num_rows), *question.counts)
    table = facts.run_among(question.query, question.views, **days, **question.values)
    rows = pc.index_in(table.column("customer_id"), value_set=habits.column("customer_id"))
    table, rows = table.filter(rows.is_valid()), rows.drop_null().to_numpy().astype(np.int64)
    order = np.argsort(rows)
    table, rows = table.take(order), rows[order]
    if question.form == "counts":
        return from_counts(table, rows, *question.counts)
    if question.sums:
        return from_sums(table, rows, question.sums)
    return from_states(table, rows) if question.form == "states" else from_columns(table, rows)


def columns_of(found: Evidence, names: Collection[str]) -> tuple[Column, ...]:
    """The columns of some indicators, those that are there."""
    return tuple(c for c in found.columns if c.indicator.name in names)
