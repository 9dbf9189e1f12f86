"""Cohorts: customers who began together, and how many of them came back at each age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regulars.errors import UsageError
from regulars.facts.folding import Adding
from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.measures.cohort_cells import Age, Cells, Returned, Shape, cells
from regulars.measures.cohort_table import cohort_table, predating, usual_gap
from regulars.measures.counting import EVERYBODY, Columns, by_group, estimate, result, stacked
from regulars.measures.drawing import cohort_curve
from regulars.measures.inactivity import DAYS_OF
from regulars.measures.result import Definition, Result
from regulars.measures.sentences import customers, later, not_enough, with_interval
from regulars.words import Estimate, NotEnough, PeriodUnit

Cohort = Literal["first", "recurring"]
BITS = Query.beside(__file__, "cohorts_bits").kept(Adding(("customers", "spans", "returns")))
SEEN = {
    ("first", "calendar"): Query.beside(__file__, "cohorts_first_calendar"),
    ("first", "elapsed"): Query.beside(__file__, "cohorts_first_elapsed"),
    ("recurring", "calendar"): Query.beside(__file__, "cohorts_recurring_calendar"),
    ("recurring", "elapsed"): Query.beside(__file__, "cohorts_recurring_elapsed"),
}
COUNTED: dict[Returned, Query] = {
    "on": Query.beside(__file__, "cohorts_on"),
    "on_or_after": Query.beside(__file__, "cohorts_on_or_after"),
    "bracket": Query.beside(__file__, "cohorts_bracket"),
}
DEFINITION = Definition(
    name="cohorts",
    version=1,
    sentence="customers of a cohort (whose first, or if recurring any, active period is the same) who were active again at an "
    "age, on or after it, or within a bracket of ages ÷ those of them who could be seen so long; calendar ages count "
    "periods, elapsed ages count 1, 7, 30, 91 or 365 days from each customer's own first day",
    undefined="where nobody could yet have been seen so long: empty, not zero, and in no average",
    interval="Wilson score interval",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)
MOST_BITS = 62
LAST_AGE: Mapping[PeriodUnit, int] = {"day": 90, "week": 104}
"""How many ages a table shows where ``last_age`` is not given; of longer periods, all."""


def cohorts(
    facts: Facts,
    *,
    cohort: Cohort = "first",
    period: str = "month",
    age: Age = "calendar",
    returned: Returned = "on",
    brackets: Sequence[tuple[int, int]] = ((1, 1), (2, 3), (4, 6), (7, 12)),
    by: str | None = None,
    last_age: int | None = None,
) -> Result:
    """Of customers who began in the same period, how many were active again at each age.

    In: ``facts``; ``cohort`` first (ever) or recurring (everyone active in the period); ``period``
    day, week, month, quarter or year; ``age`` calendar (periods since) or elapsed (lengths of 1, 7,
    30, 91 or 365 days from each customer's own first day; age 0 begins with it); ``returned`` on
    that age, on_or_after it, or within a bracket (then ``brackets``, first and last age of each);
    ``by`` place, channel, currency, home_shop or an attribute: then each customer belongs to the
    group of her first purchase; ``last_age``, the greatest age shown (days 90, weeks 104, else all).
    Out: a Result whose table has one row per group (null: everybody), cohort and age: ``group``,
    ``starts``, ``ends`` (of the cohort's period; null: the average over cohorts), ``complete`` (that
    period lies wholly in the log), ``customers``, ``age``, ``to_age`` (of a bracket; null: open),
    ``eligible``, ``returned`` (customers), ``share``, ``low``, ``high`` (0–1), ``enough``, ``observed``
    (whole, part, or null: nobody could yet be seen so long), ``may_predate_log``. A calendar age
    that is not over yet counts all as eligible, says part, and is in no average; an elapsed age
    counts those who have been through it, and averages do, too. ``latest`` is the share at the
    first age after 0 of the last cohort that all went through it, and ``reading`` adds that of all such.
    ``n`` counts customers; in the
    average's row ``customers`` adds up those of all cohorts: a recurring one is in every cohort of a
    period that she was active in, and there counts as often.
    Undefined, and null, where ``observed`` is null or fewer than the stated minimum are eligible.
    UsageError for an unknown choice or group, or brackets that are no ages.

    >>> cohorts(facts, period="quarter").latest
    Estimate(value=1.0, interval=(0.939..., 1.0), n=60, definition='cohorts/1', level=0.95, unit='share')

    Source: see the definition.
    """
    shape = _asked_shape(facts, cohort, period, age, returned, brackets, last_age)
    counted = _counted(facts, cohort, shape, by)
    usual = usual_gap(counted[EVERYBODY]) if cohort == "first" else None
    found = {g: cells(c, shape) for g, c in counted.items()}
    table = stacked([cohort_table(g, c, shape, usual, facts) for g, c in found.items()])
    latest, reading = _latest(found[EVERYBODY], shape, cohort, facts)
    joined = int(found[EVERYBODY].customers.sum()) if cohort == "first" else facts.customers
    return result(
        facts, DEFINITION, table, latest, reading, n=joined,
        drawing=cohort_curve(table, shape.unit, reading), **_told(shape, cohort, by, usual),
    )  # fmt: skip


def _asked_shape(
    facts: Facts, cohort: str, period: str, age: Age, returned: Returned, brackets: Sequence[tuple[int, int]],
    last_age: int | None,
) -> Shape:  # fmt: skip
    """What was asked for, checked."""
    unit = check_period(period)
    for name, value, allowed in (("cohort", cohort, Cohort), ("age", age, Age), ("returned", returned, Returned)):
        _check_choice(name, value, get_args(allowed))
    return _shape(facts, unit, age, returned, _checked(brackets), last_age)


def _told(shape: Shape, cohort: Cohort, by: str | None, usual: float | None) -> dict[str, Any]:
    """The settings that the table rests on."""
    ages = zip(shape.from_age[1:].tolist(), shape.to_age[1:].tolist(), strict=True)
    return {
        "cohort": cohort,
        "period": shape.unit,
        "age": shape.age,
        "returned": shape.returned,
        "by": by,
        "age_days": DAYS_OF[shape.unit] if shape.age == "elapsed" else None,
        "brackets": [list(b) for b in ages] if shape.returned == "bracket" else None,
        "may_predate_log": None if usual is None else predating(usual, shape.unit),
    }


def _check_choice(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(f"{name} is {value!r}", expected="one of " + ", ".join(allowed), do="correct it")


def _checked(brackets: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    listed = sorted((int(a), int(b)) for a, b in brackets)
    if not listed or any(a < 1 or b < a for a, b in listed):
        raise UsageError(f"brackets are {listed}", expected="pairs of a first and a last age, from 1 up", do="correct them")
    return listed


def _shape(
    facts: Facts, unit: PeriodUnit, age: Age, returned: Returned, brackets: list[tuple[int, int]], last_age: int | None
) -> Shape:
    """The ages that the log could show at all, at most as many as asked for."""
    periods = facts.periods(unit)
    longest = len(periods) - 1 if age == "calendar" else (facts.as_of - facts.starts).days // DAYS_OF[unit]
    most = min(longest, LAST_AGE.get(unit, longest) if last_age is None else max(last_age, 1))
    ages = [(0, 0), *brackets] if returned == "bracket" else [(a, a) for a in range(most + 1)]
    from_age, to_age = np.array(ages, dtype=np.int64).T
    over = sum(p.ends <= facts.as_of for p in periods)
    return Shape(unit, age, returned, from_age, to_age, len(periods), over)


def _counted(facts: Facts, cohort: Cohort, shape: Shape, by: str | None) -> dict[str | None, Columns]:
    """Counts from the engine, by the cheapest query that tells them."""
    if (cohort, shape.age, shape.returned) == ("first", "calendar", "on") and shape.periods <= MOST_BITS:
        return by_group(facts, BITS, by, settled=True, period=shape.unit)
    query = COUNTED[shape.returned].over("seen", SEEN[cohort, shape.age])
    more: dict[str, Any] = {}
    if shape.returned == "bracket":
        ages = {"bracket": range(shape.size), "from_age": shape.from_age, "to_age": shape.to_age}
        facts.engine.put("brackets", pa.table({n: pa.array(c, type=pa.int32()) for n, c in ages.items()}))
        more = {"brackets": str(list(zip(shape.from_age.tolist(), shape.to_age.tolist(), strict=True)))}
    return by_group(facts, query, by, settled=True, period=shape.unit, age_days=DAYS_OF[shape.unit], **more)


def _latest(found: Cells, shape: Shape, cohort: Cohort, facts: Facts) -> tuple[Estimate | NotEnough, str]:
    """The last cohort whose customers have all been through the first age after 0."""
    through = np.flatnonzero(found.whole[:, 1:2].any(axis=1) & (found.customers > 0))
    if not len(through):
        figure = NotEnough(0, 1, DEFINITION.id, "no cohort has been seen through its first age")
        return figure, not_enough(figure, "how many come back")
    last = int(through[-1])
    size, label = int(found.customers[last]), facts.periods(shape.unit)[last].label
    begun = "first seen" if cohort == "first" else "active"
    latest = estimate(int(found.came_back[last, 1]), size, DEFINITION, facts.settings)
    together = _together(found, through, shape, facts) if cohort == "first" else ""
    if isinstance(latest, NotEnough):
        said = not_enough(latest, f"how many of those {begun} in {label} came back")
        return latest, f"{said} Of {together} bought again {_when(shape)}." if together else said
    said = f"Of {customers(size)} {begun} in {label}, {with_interval(latest)} bought again {_when(shape)}"
    return latest, f"{said}; of {together}." if together else f"{said}."


def _together(found: Cells, through: NDArray[np.intp], shape: Shape, facts: Facts) -> str:
    """Beside the last cohort, which may be small: all that are as old."""
    everyone, back = int(found.customers[through].sum()), int(found.came_back[through, 1].sum())
    share = estimate(back, everyone, DEFINITION, facts.settings)
    if len(through) == 1 or isinstance(share, NotEnough):
        return ""
    return f"the {everyone:,} of all {len(through)} {shape.unit}s together, {with_interval(share)}"


def _when(shape: Shape) -> str:
    """The first age after 0 in words."""
    days_each = DAYS_OF[shape.unit] if shape.age == "elapsed" else None
    first, last = int(shape.from_age[1]), int(shape.to_age[1])
    return later(shape.unit, first, last, age_days=days_each, open_ended=shape.returned == "on_or_after")
