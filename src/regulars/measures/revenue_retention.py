"""Revenue retention: of what customers pay by the month under contract, how much is still there a period later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.measures.asking import Row, columns, needed, result_over, rows_by_group
from regulars.measures.counting import EVERYBODY
from regulars.measures.monthly import COUNTS, STRETCHES
from regulars.measures.pictured import over_periods
from regulars.measures.result import Definition, Exclusion, Result
from regulars.measures.revenue_rows import FLOWS, NOBODY, RATES, money, shares
from regulars.measures.sentences import not_enough, with_interval
from regulars.pictures.picture import Picture
from regulars.words import Estimate, Money, NotEnough, Period, PeriodUnit

QUERY = Query.beside(__file__).over("stretches", STRETCHES)
DEFINITION = Definition(
    name="revenue_retention",
    version=1,
    sentence="of what the customers who paid at the end of the period before paid by the month: gross, the share still paid at "
    "the end of this period, without what any of them added; net, the same with what they added; by customers, the share of "
    "them who still pay. A price for another billing period counts by the month: a year as a twelfth, a day as 30.436875, "
    "exactly. A contract counts through its last day; each currency stands alone",
    undefined="in the log's first period, and where nobody paid at the end of the period before",
    interval="gross: Wilson score interval over the effective number of customers, since large ones weigh more; net: from "
    "the intervals of what was lost and what was added (MOVER); by customers: Wilson score interval",
    source="Farris et al. 2010, ch. 5; Korn & Graubard 1998, Survey Methodology 24, 193–201; Zou & Donner 2008, Statistics in "
    "Medicine 27, 1693–1702; Wilson 1927, JASA 22, 209–212",
)
_SCHEMA = columns(
    group="text", currency="text", starts="day", ends="day", complete="is",
    before_minor="n", **{f"{f}_minor": "n" for f in FLOWS}, after_minor="n",
    customers_before="n", customers_kept="n", customers_new="n", customers_after="n",
    gross_share="x", gross_low="x", gross_high="x", net_share="x", net_low="x", net_high="x",
    customers_share="x", customers_low="x", customers_high="x", enough="is",
)  # fmt: skip


def revenue_retention(facts: Facts, *, period: str = "month", by: str | None = None) -> Result:
    """Of what customers pay by the month under contract, how much is still there a period later.

    In: ``facts`` with ``commitments``; ``period`` day, week, month, quarter or year; ``by`` form,
    home_shop or an attribute: then a customer belongs to the group of her first step.
    Out: a Result whose table has one row per group (null: everybody), currency and period after the
    first: ``group``, ``currency``, ``starts``, ``ends`` (local days), ``complete``;
    ``before_minor`` + ``new_minor`` + ``reactivated_minor`` + ``expansion_minor`` +
    ``contraction_minor`` + ``churned_minor`` = ``after_minor``, minor units a month at the ends of
    two periods (the last two flows are negative); ``customers_before``, ``customers_kept``,
    ``customers_new``, ``customers_after``; ``gross_share``, ``net_share``, ``customers_share`` with
    ``_low`` and ``_high`` (shares; net may exceed 1), ``enough``. ``latest`` is the last complete
    period's net share, in the currency that most customers pay; ``figures`` all three; ``n``:
    customers who paid at the end of any period, in whatever currencies, each once.
    Undefined, and null, where fewer customers than the stated minimum paid before. NothingUsable
    without commitments, UsageError for an unknown period or group.

    >>> revenue_retention(facts)
    Traceback (most recent call last):
    regulars.errors.NothingUsable: The facts hold no commitments.
    ...

    Source: see the definition.
    """
    unit = check_period(period)
    needed(facts, "commitments")
    periods = facts.periods(unit, "commitments")
    found = rows_by_group(facts, "commitments", QUERY, by, period=unit)
    rows = [row for group, answer in found.items() for row in _rows(group, answer, periods, facts)]
    (counted,) = facts.run_over("commitments", COUNTS).to_pylist()
    figures, reading = _latest(rows, periods, facts)
    return result_over(
        facts, "commitments", DEFINITION, rows, _SCHEMA,
        n=sum(r["customers_first"] for r in found[EVERYBODY]),
        latest=figures["net"],
        reading=reading,
        settings={"period": unit, "by": by, "rule": rule(counted["from_before"])},
        left_out=(Exclusion("contracts that never say what they cost", counted["without_price"]),),
        drawing=_drawn(rows, unit, reading),
        figures=figures,
        counts={"contracts": counted["commitments"], "ran_before_the_log": counted["from_before"]},
    )  # fmt: skip


def rule(from_before: int) -> str:
    """The assumption about contracts whose beginning was not seen."""
    said = "a contract whose first known step is no start counts as running, at that step's price, since the log's first day"
    return f"{said} ({from_before:,} of them)" if from_before else ""


def _rows(group: str | None, answer: Sequence[Row], periods: Sequence[Period], facts: Facts) -> list[Row]:
    """One row per currency and period after the first; where nobody paid, all of it is 0."""
    by_place = {(r["currency"], r["period"]): r for r in answer}
    rows = []
    for currency in sorted({r["currency"] for r in answer}):
        for place, period in enumerate(periods[1:], 1):
            counted = by_place.get((currency, place), NOBODY)
            seen = period.ends <= facts.spans["commitments"].as_of
            head = {"group": group, "currency": currency, "starts": period.starts, "ends": period.ends, "complete": seen}
            rows.append(head | money(counted) | shares(counted, facts.settings))
    return rows


def _latest(rows: Sequence[Row], periods: Sequence[Period], facts: Facts) -> tuple[dict[str, Estimate | NotEnough], str]:
    """The last complete period's shares in the currency of most customers, and how to say them."""
    row = _last(rows)
    if row is None:
        missing = NotEnough(len(periods) - 1, 1, DEFINITION.id, "too few complete periods after the first")
        return dict.fromkeys(RATES, missing), not_enough(missing, "how much of what customers pay is still there")
    figures = {rate: _figure(row, rate, facts) for rate in RATES}
    return figures, _reading(row, figures, _label(periods, row["starts"]))


def _last(rows: Sequence[Row]) -> Row | None:
    """The last complete period over everybody, in the currency that most customers pay."""
    whole = [r for r in rows if r["group"] is None and r["complete"]]
    return max(whole, key=lambda r: (r["starts"], r["customers_before"], r["currency"]), default=None)


def _drawn(rows: Sequence[Row], unit: PeriodUnit, reading: str) -> Picture | None:
    """The net share of that currency."""
    last = _last(rows)
    if last is None:
        return None
    shown = [r for r in rows if r["group"] is None and r["currency"] == last["currency"]]
    title = f"Net revenue retention, {last['currency']}"
    return over_periods(shown, ("net_share", "net_low", "net_high"), period=unit, title=title, sentence=reading)


def _label(periods: Sequence[Period], starts: date) -> tuple[str, str]:
    at = [p.starts for p in periods].index(starts)
    return periods[at - 1].label, periods[at].label


def _figure(row: Row, rate: str, facts: Facts) -> Estimate | NotEnough:
    called = DEFINITION.id if rate == "net" else f"{DEFINITION.id}#{rate}"
    if not row["enough"]:
        return NotEnough(row["customers_before"], max(facts.settings.minimum_n, 2), called)
    value, interval = row[f"{rate}_share"], (row[f"{rate}_low"], row[f"{rate}_high"])
    return Estimate(value, interval, row["customers_before"], called, facts.settings.level)


def _reading(row: Row, figures: dict[str, Estimate | NotEnough], labels: tuple[str, str]) -> str:
    gross, net, kept = (figures[f] for f in RATES)
    if isinstance(gross, NotEnough) or isinstance(net, NotEnough) or isinstance(kept, NotEnough):
        missing: Any = figures["net"]
        return not_enough(missing, f"how much of what customers paid at the end of {labels[0]} is still there")
    before = Money(row["before_minor"], row["currency"])
    return (
        f"Of {before} a month under contract at the end of {labels[0]}, {with_interval(gross)} was still there at the end of "
        f"{labels[1]}, and {with_interval(net)} with what those customers added; {with_interval(kept)} of the "
        f"{kept.n:,} customers still pay."
    )
