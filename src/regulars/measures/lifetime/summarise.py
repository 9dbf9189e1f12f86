"""From facts to the customer summary that the lifetime models read: one pass in the engine."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regulars.errors import InputError, MixedCurrencies, UsageError
from regulars.facts.folding import AsItIs, Replacing
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.measures.lifetime.customer_order import in_customer_order
from regulars.measures.lifetime.summary import Summary
from regulars.words import currency_exponent

Floats = NDArray[np.float64]
QUERY = Query.beside(__file__, "summary").kept(Replacing())
AND_AFTER = Query.beside(__file__, "summary_and_after").kept(AsItIs(Replacing()))
_CURRENCIES = Query.beside(__file__, "currencies")
_EVERY_CURRENCY = Query.beside(__file__, "every_currency")
WEEK = 7.0


def summarise(facts: Facts, until: date | None = None, *, unit_days: float = WEEK) -> Summary:
    """Each known customer's repeat purchases, recency and age as of a day.

    In: ``facts``; ``until``: the last local day that counts (else the facts' own). Purchases of
    one local day are one. Out: a Summary in customer order: ``frequency`` days with a purchase
    after the first, ``recency`` and ``age`` in ``unit_days`` days, ``spend`` the mean paid on a
    repeat day (currency), NaN where there is none or where there are several currencies.
    UsageError where ``until`` lies outside the log.

    Source: Fader, Hardie & Lee 2005, Marketing Science 24(2), 275–284, section 2; merging by day
    is what their published figures rest on.
    """
    return summary_of(seen_until(facts, _day(facts, until)), _day(facts, until), unit_days, minor_units(facts))


def seen_until(facts: Facts, until: date) -> pa.Table:
    """The query's answer: a row per customer first seen by ``until``, in customer order."""
    return in_customer_order(facts.run(QUERY, until=day_number(until)))


def seen_until_and_after(facts: Facts, until: date, stretch: int) -> pa.Table:
    """The same, with the purchase days in ``stretch`` days before, and in all days after."""
    return in_customer_order(facts.run(AND_AFTER, until=day_number(until), stretch=stretch))


def summary_of(seen: pa.Table, until: date, unit_days: float, minor: float | None) -> Summary:
    """The summary from the query's answer; ``minor`` units make one of the currency, None where there are several."""
    first, last = _numbers(seen, "first_day"), _numbers(seen, "last_day")
    repeats = _numbers(seen, "days") - 1
    paid = _numbers(seen, "paid_minor") - _numbers(seen, "first_paid_minor")
    mean = np.divide(paid, repeats * (minor or 1), out=np.full(len(paid), np.nan), where=repeats > 0)
    return Summary.of(
        repeats,
        (last - first) / unit_days,
        (day_number(until) - first) / unit_days,
        spend=None if minor is None else mean,
        unit_days=unit_days,
        customer_ids=seen.column("customer_id").combine_chunks(),
    )


def currency(facts: Facts) -> str | None:
    """The currency of all purchases by known customers; None where there are several."""
    every = facts.engine.run(_EVERY_CURRENCY).to_pylist()[0]
    alike = every["first_currency"] == every["last_currency"]
    row = every if alike else facts.run(_CURRENCIES, "currency").to_pylist()[0]  # guests, or later days, may differ
    return str(row["first_currency"]) if row["first_currency"] == row["last_currency"] is not None else None


def minor_units(facts: Facts) -> float | None:
    """How many minor units make one of the facts' currency; None where amounts are in several."""
    found = currency(facts)
    return None if found is None else float(10 ** currency_exponent(found))


def require_one_currency(summary: Summary) -> Summary:
    """This summary, or MixedCurrencies where its amounts could not be added."""
    if summary.spend is None:
        raise MixedCurrencies(
            "purchases are in several currencies, so no amount can be expected",
            expected="one currency",
            do="give rates in regulars.toml, or keep the currencies apart",
        )
    return summary


def _day(facts: Facts, until: date | None) -> date:
    day = until or facts.as_of
    if not facts.starts <= day <= facts.as_of:
        raise UsageError(
            f"until is {day}, outside the log", expected=f"a day from {facts.starts} to {facts.as_of}", do="correct it"
        )
    return day


def _numbers(table: pa.Table, name: str) -> Floats:
    column = table.column(name)
    if column.null_count:
        raise InputError(f"{name} is empty for {column.null_count:,} customers", do="please report this: the query is wrong")
    return np.asarray(column.to_numpy(), dtype=np.float64)
