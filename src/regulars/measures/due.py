"""Due: customers whose own usual return date is near or past."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pyarrow as pa

from regulars.errors import UsageError
from regulars.facts.engine import Value
from regulars.facts.folding import AsItIs, Replacing
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.zones import day_of
from regulars.measures.counting import days_column, estimate, result
from regulars.measures.result import Definition, Exclusion, Result
from regulars.measures.sentences import customers, days, not_enough
from regulars.words import Estimate, NotEnough

QUERY = Query.beside(__file__).kept(AsItIs())
RHYTHMS = Query.beside(__file__, "due_rhythms").kept(Replacing())
DEFINITION = Definition(
    name="due",
    version=1,
    sentence="a customer's usual return date is her last purchase day plus the median of her own gaps (half days rounded up). "
    "due: it lies within the days asked for; overdue: it has passed; long overdue: silent for longer than ever before "
    "and for more than twice the usual gap",
    undefined="for customers with fewer than three purchase days: two gaps are the least that can be usual",
    interval="Wilson score interval of the share overdue",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)
STANDINGS = ("due", "overdue", "long overdue")


def due(facts: Facts, *, within_days: int = 7, limit: int = 1000, by: str | None = None) -> Result:
    """Which customers are about to come back, by their own rhythm, and which should have by now.

    In: ``facts``; ``within_days``, how far ahead to look; ``limit``, the most rows; ``by`` place,
    channel, currency, home_shop or an attribute: then ``group`` tells that of her first purchase.
    Out: a Result whose table has one row per customer, the due first and each status from the
    nearest to its date: ``group`` (null without ``by``), ``customer_id``, ``status`` (due, overdue,
    long overdue), ``last_day``, ``due_on`` (local days), ``days_overdue`` (negative: days left),
    ``usual_gap_days``, ``gaps`` (of hers, that the median rests on). ``counts`` hold how many
    customers have each status, listed or not; ``latest`` is the share of customers with a rhythm
    whose date has passed, ``figures`` the share in each status.
    Undefined for customers with fewer than three purchase days: they are counted as an exclusion.
    UsageError for an unknown group, or numbers below 0.

    >>> due(facts, within_days=7).counts
    {'due': 24, 'overdue': 0, 'long overdue': 20, 'not yet': 16, 'no rhythm': 0}

    Source: see the definition.
    """
    for name, number in (("within_days", within_days), ("limit", limit)):
        if number < 0:
            raise UsageError(f"{name} is {number}", expected="0 or more", do="correct it")
    found = _standings(facts, by, {"within_days": within_days, "most": limit})
    counts = _counts(found)
    rhythmic = sum(counts.values()) - counts["no rhythm"]
    figures = {s: estimate(counts[s], rhythmic, DEFINITION, facts.settings) for s in STANDINGS}
    latest = estimate(counts["overdue"] + counts["long overdue"], rhythmic, DEFINITION, facts.settings)
    few = Exclusion("customers with fewer than three purchase days", counts["no rhythm"])
    return result(
        facts, DEFINITION, _listed(found, limit, by), latest, _reading(counts, rhythmic, latest, within_days), n=rhythmic,
        left_out=[few], figures=figures, counts=counts, within_days=within_days, limit=limit, by=by,
    )  # fmt: skip


def _standings(facts: Facts, by: str | None, values: dict[str, Value]) -> pa.Table:
    """The query's answer; over rhythms that a workspace keeps, or that crowds were asked for one by one, where it is so."""
    keeper = facts.keeper
    if by is not None or (keeper is None and facts.crowds.number == 1):
        return facts.run(QUERY.over("rhythms", RHYTHMS), by, settled=True, **values)
    given = {**values, "as_of": facts.as_of_number}
    ask = partial(_over_rhythms, facts, given)
    return keeper.answer(QUERY, given, ask) if keeper else ask()


def _over_rhythms(facts: Facts, values: dict[str, Value]) -> pa.Table:
    facts.engine.put("rhythms", facts.run(RHYTHMS))
    try:
        return facts.engine.run(QUERY, values)
    finally:
        facts.engine.drop("rhythms")


def _counts(found: pa.Table) -> dict[str, int]:
    firsts = [r for r in found.to_pylist() if r["is_first"]]
    return dict.fromkeys((*STANDINGS, "not yet", "no rhythm"), 0) | {r["standing"]: r["customers"] for r in firsts}


def _listed(found: pa.Table, limit: int, by: str | None) -> pa.Table:
    rows = [r for r in found.to_pylist() if r["standing"] in STANDINGS and r["place_in_list"] <= limit]
    return pa.table(
        {
            "group": pa.array([r["group_value"] if by else None for r in rows], type=pa.string()),
            "customer_id": pa.array([r["customer_id"] for r in rows], type=pa.string()),
            "status": pa.array([r["standing"] for r in rows], type=pa.string()),
            "last_day": days_column([day_of(r["last_day"]) for r in rows]),
            "due_on": days_column([day_of(r["due_day"]) for r in rows]),
            "days_overdue": pa.array([r["days_overdue"] for r in rows], type=pa.int64()),
            "usual_gap_days": pa.array([r["usual_gap_days"] for r in rows], type=pa.float64()),
            "gaps": pa.array([r["gaps_seen"] for r in rows], type=pa.int64()),
        }
    )


def _reading(counts: Mapping[str, int], rhythmic: int, latest: Estimate | NotEnough, within_days: int) -> str:
    if not rhythmic:
        missing = latest if isinstance(latest, NotEnough) else NotEnough(0, 1, DEFINITION.id)
        return not_enough(missing, "who is due: nobody has bought on three days yet")
    late = counts["overdue"] + counts["long overdue"]
    return (
        f"Of {customers(rhythmic)} with a rhythm of their own, {counts['due']:,} are due within {days(within_days)}; "
        f"{late:,} are past their date, {counts['long overdue']:,} of them for longer than ever."
    )
