"""How many are still customers, by a model that weighs each silence against the customer's own rhythm."""

from __future__ import annotations

import pyarrow as pa

from regulars.measures.lifetime.answering import Row, answer, cannot_say, estimate_of, missing
from regulars.measures.lifetime.doubt import AT_A_BOUNDARY
from regulars.measures.lifetime.value import Value
from regulars.measures.result import Definition, Result
from regulars.measures.sentences import customers
from regulars.words import Estimate, NotEnough

DEFINITION = Definition(
    name="still_customers",
    version=1,
    sentence="customers who have not left: the sum, over all customers so far, of each one's probability of still being one, "
    "given how often and how lately she bought, by the lifetime model that is named",
    undefined="for fewer customers than the stated minimum and where the model is not identified",
    interval="outcome: where the true number lies, parameters and chance together; expectation: parameters alone; Beta "
    "distribution with that mean and variance (delta method). " + AT_A_BOUNDARY,
    source="as the model names it: docs/sources.md, lifetime models",
)
_NAMES = (
    "customers",
    "still_customers",
    *(f"still_customers_{i}_{e}" for i in ("expectation", "outcome") for e in ("low", "high")),
)


def still_customers(value: Value) -> Result:
    """The number of customers who have not left, with both intervals, and how many are overdue.

    In: a Value. Out: a Result of one row over everybody: ``group`` (null), ``customers``,
    ``still_customers`` and the ends of its intervals (people), ``overdue`` (customers past their own
    usual return date). ``latest`` is the share of all customers with its outcome interval (0–1),
    ``figures`` the people. NotEnough where nothing can be expected, or without an interval.

    Source: see the definition.
    """
    row = {} if value.lacking else value.sums["everybody"].to_pylist()[0]
    people = estimate_of(row, "still_customers", value, DEFINITION.id + "#people", "customers")
    table = pa.table(
        {
            "group": pa.nulls(1, pa.string()),
            **{name: pa.array([row.get(name)], pa.float64()) for name in _NAMES},
            "overdue": pa.array([value.overdue]),
        }
    ).set_column(1, "customers", pa.array([value.n]))
    return answer(
        value, DEFINITION, table, _share(people, value), _reading(value, row, people),
        figures={"people": people},
        counts={"overdue": value.overdue, "long overdue": value.counts["long overdue"]},
    )  # fmt: skip


def _share(people: Estimate | NotEnough, value: Value) -> Estimate | NotEnough:
    if isinstance(people, NotEnough):
        return missing(value, DEFINITION.id)
    low, high = people.interval
    return Estimate(people.value / value.n, (low / value.n, high / value.n), value.n, DEFINITION.id, people.level)


def _reading(value: Value, row: Row, people: Estimate | NotEnough) -> str:
    if value.lacking:
        return cannot_say(value, "who is still a customer")
    still = f"{row['still_customers']:,.0f}"
    verdict = value.model.fit.verdict
    at_boundary = verdict.ending == "at_boundary"
    overdue = f"{value.overdue:,} {'is' if value.overdue == 1 else 'are'} past their own usual return date"
    if isinstance(people, NotEnough):
        why = f" There is no interval: {verdict.why}." if at_boundary else ""
        return f"{value.title} takes {still} of {customers(value.n)} for customers still, without an interval; {overdue}.{why}"
    told = f" The fit lies at a boundary ({verdict.why}); its intervals reach as far from there as these customers allow."
    why = told if at_boundary else ""
    doubt = f"({people.interval[0]:,.0f}–{people.interval[1]:,.0f})"
    return f"Of {customers(value.n)}, {still} {doubt} are still customers, by {value.title}; {overdue}.{why}"
