"""Retention rate: of the customers active in one period, the share active in the next."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.estimates.proportion import wilson
from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.measures.result import Definition, Exclusion, Result
from regulars.words import Estimate, NotEnough, Period

QUERY = Query.beside(__file__)
DEFINITION = Definition(
    name="retention_rate",
    version=1,
    sentence="customers active in both this period and the one before ÷ customers active in the one before; "
    "active: at least one purchase",
    undefined="in the log's first period, and where nobody was active in the period before",
    interval="Wilson score interval",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)


def retention(facts: Facts, *, period: str = "month", by: str | None = None) -> Result:
    """Of the customers active in one period, the share active in the next.

    In: ``facts``; ``period`` day, week, month, quarter or year; ``by`` place, channel, currency,
    home_shop or an attribute (then a customer comes back to the same group).
    Out: a Result whose table has one row per group and period after the first: ``group``,
    ``starts``, ``ends`` (local days), ``complete``, ``active_before``, ``retained``, ``active``
    (customers), ``retention_rate``, ``low``, ``high`` (shares, 0–1), ``enough``.
    Undefined, and null, where nobody was active before. UsageError for an unknown period or group.

    >>> retention(facts, period="month").latest  # doctest: +SKIP
    Estimate(value=0.337, interval=(0.318, 0.357), n=2214, definition='retention_rate/1', ...)

    Source: the design's definition; the classic (E − N)/S equals it only where N counts everyone
    who was not active before.
    """
    unit = check_period(period)
    counted = facts.run(QUERY, by, period=unit)
    table = _rates(counted, facts.periods(unit), facts)
    return Result(
        definition=DEFINITION,
        settings={"period": unit, "by": by, "level": facts.settings.level, "minimum_n": facts.settings.minimum_n},
        as_of=facts.as_of,
        time_zone=facts.settings.time_zone,
        n=0,
        exclusions=(Exclusion("purchases without a known customer", facts.purchases - facts.purchases_known),),
        table=table,
        latest=NotEnough(0, 1, DEFINITION.id),
        reading="",
    )


