"""Referrals: how many customers bring others, and how many of those they bring become customers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from regulars.errors import UsageError
from regulars.estimates.proportion import wilson
from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.measures.asking import Row, columns, needed, result_over
from regulars.measures.comparing import share_of
from regulars.measures.pictured import over_periods
from regulars.measures.result import Definition, Exclusion, Result
from regulars.measures.sentences import customers, days, not_enough, with_interval
from regulars.words import Estimate, NotEnough, Period, counted

QUERY = Query.beside(__file__)
FIRSTS = Query.beside(__file__, "customers_by_first_day")
DEFINITION = Definition(
    name="referral_rate",
    version=1,
    sentence="customers who referred somebody in the period ÷ all customers whose first purchase came by its end. Conversion: "
    "of the referrals whose days are over, the share that the shop recorded as converted within them; one person referred "
    "twice by the same customer is one referral, and a conversion that names nobody is of the latest such referral still open",
    undefined="before the first customer",
    interval="Wilson score interval",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)
_SCHEMA = columns(
    group="text", starts="day", ends="day", complete="is", customers_so_far="n", referrers="n", referral_rate="x", low="x",
    high="x", enough="is", referrals="n", converted_so_far="n", referrals_seen="n", converted_in_time="n",
)  # fmt: skip


def referrals(facts: Facts, *, period: str = "quarter", within_days: int = 90) -> Result:
    """Of all customers so far, the share who referred somebody; and how many of those referred converted.

    In: ``facts`` with ``advocacy`` and purchases; ``period`` day, week, month, quarter or year;
    ``within_days``, in which a referral converts.
    Out: a Result whose table has one row per period: ``group`` (null: everybody), ``starts``,
    ``ends`` (local days), ``complete``, ``customers_so_far``, ``referrers`` (customers),
    ``referral_rate``, ``low``, ``high`` (shares), ``enough``, ``referrals``, ``converted_so_far``,
    ``referrals_seen`` (whose days are over), ``converted_in_time`` (of those). ``latest`` is the last
    complete period's rate, ``figures["conversion"]`` the share of all referrals seen that converted.
    Undefined, and null, under the stated minimum. NothingUsable without advocacy, UsageError for an
    unknown period or days below 1.

    >>> referrals(facts)
    Traceback (most recent call last):
    regulars.errors.NothingUsable: The facts hold no advocacy.
    ...

    Source: the glossary's definition.
    """
    unit = check_period(period)
    if within_days < 1:
        raise UsageError(f"within_days is {within_days}", expected="1 or more days", do="correct it")
    needed(facts, "advocacy")
    found = facts.run_over("advocacy", QUERY, period=unit, within_days=within_days).to_pylist()
    firsts = facts.run_over("advocacy", FIRSTS).to_pylist()
    rows = [_row(p, place, found, firsts, facts) for place, p in enumerate(facts.periods(unit, "advocacy"))]
    conversion = share_of(
        (_total(rows, "converted_in_time"), _total(rows, "referrals_seen")),
        DEFINITION, facts.settings, "conversion", "too few referrals whose days are over",
    )  # fmt: skip
    latest, reading = _latest(rows, conversion, unit, within_days, facts)
    return result_over(
        facts, "advocacy", DEFINITION, rows, _SCHEMA,
        n=rows[-1]["customers_so_far"],
        latest=latest,
        reading=reading,
        settings={"period": unit, "within_days": within_days},
        left_out=(
            Exclusion("referrals of oneself", sum(r["n"] for r in found if r["what"] == "oneself")),
            Exclusion(
                "times somebody referred who had not been seen to buy (rate)",
                sum(r["n"] for r in found if r["what"] == "stranger"),
            ),
        ),
        drawing=over_periods(
            rows, ("referral_rate", "low", "high"), period=unit, title="Referral rate", sentence=reading
        ),
        figures={"conversion": conversion},
        counts={"referrals": _total(rows, "referrals"), "converted_so_far": _total(rows, "converted_so_far")},
    )  # fmt: skip


def _total(rows: Sequence[Row], name: str) -> int:
    return sum(r[name] for r in rows)


def _row(period: Period, place: int, found: Sequence[Row], firsts: Sequence[Row], facts: Facts) -> Row:
    here = {r["what"]: r for r in found if r["period"] == place}
    made, referrers = here.get("referral"), here["referrer"]["n"] if "referrer" in here else 0
    so_far = sum(r["customers"] for r in firsts if r["day_number"] <= day_number(period.ends))
    low, high = wilson(np.array([referrers]), np.array([so_far]), facts.settings.level)
    enough = so_far >= facts.settings.minimum_n
    known = {"referral_rate": referrers / so_far, "low": float(low[0]), "high": float(high[0])} if enough else {}
    return {
        "group": None, "starts": period.starts, "ends": period.ends, "complete": facts.covers(period, "advocacy"),
        "customers_so_far": so_far, "referrers": referrers, "referral_rate": None, "low": None, "high": None, **known,
        "enough": enough, "referrals": made["n"] if made else 0, "converted_so_far": made["converted"] if made else 0,
        "referrals_seen": made["seen"] if made else 0, "converted_in_time": made["seen_converted"] if made else 0,
    }  # fmt: skip


def _latest(
    rows: Sequence[Row], conversion: Estimate | NotEnough, unit: str, within_days: int, facts: Facts
) -> tuple[Estimate | NotEnough, str]:
    whole = [r for r in rows if r["complete"]]
    if not whole:
        figure: Estimate | NotEnough = NotEnough(0, 1, DEFINITION.id, "no complete period")
        rate = not_enough(NotEnough(0, 1, DEFINITION.id, "no complete period"), "how many customers refer others")
    else:
        row, label = whole[-1], Period(check_period(unit), whole[-1]["starts"], whole[-1]["ends"]).label
        figure = share_of((row["referrers"], row["customers_so_far"]), DEFINITION, facts.settings, "")
        rate = (
            not_enough(figure, f"how many customers referred others in {label}")
            if isinstance(figure, NotEnough)
            else f"Of {customers(figure.n)} by the end of {label}, {with_interval(figure)} referred somebody in it."
        )
    if isinstance(conversion, NotEnough):
        return figure, f"{rate} {counted(_total(rows, 'referrals'), 'referral')} so far."
    return figure, f"{rate} Of {conversion.n:,} referrals, {with_interval(conversion)} converted within {days(within_days)}."
