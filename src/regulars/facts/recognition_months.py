"""A trap of tables with a column for each month: none of these columns is the amount."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from collections.abc import Sequence

from regulars.errors import UnknownColumns
from regulars.facts.mapping import SourceColumn
from regulars.facts.recognition_draft import Sample
from regulars.facts.recognition_shares import amount_of

_NAMES = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|jän|mär|mrz|mai|okt|dez|sau|vas|bal|geg|bir|lie|rgp|rgs|spa|lap|gru"
    "|jūn|jūl|styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień"
    "|янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек|janv|févr?|mars|avr|juin|juil|août|déc|gen|mag|giu|lug|ago|set|ott|dic|ene|abr"
)
_MONTH = re.compile(
    rf"(?:mrr|arr|revenue|sales|umsatz|amount)?[ _-]*"
    rf"((?:{_NAMES})[^\W\d]*\.?[ ._/'’-]*(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d[ ._/-]?m?(?:0?[1-9]|1[0-2])"
    rf"|(?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d|(?:19|20)\d\d[ ._/-]*(?:{_NAMES})[^\W\d]*\.?"
    rf"|q[1-4][ ._/'’-]*(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d[ ._/-]*q[1-4]"
    rf"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-01(?:[ t]00:00(?::00)?)?)"
    rf"[ _-]*(?:mrr|arr|revenue|sales|umsatz|amount)?",
    re.IGNORECASE,
)
MONTHS_AT_LEAST = 3


def is_month(name: str) -> bool:
    """Whether a column is called after one month or quarter of one year.

    >>> [is_month(name) for name in ("Jan 2024", "2024-01", "MRR 03/2024", "Q1 2024", "March", "2024", "Amount")]
    [True, True, True, True, False, False, False]
    """
    return bool(_MONTH.fullmatch(name.strip()))


def check_months(columns: Sequence[SourceColumn], sample: Sample, given: Lookup[str, str]) -> None:
    """UnknownColumns where months are columns of numbers, and the user did not say what holds the money."""
    if any(f in given for f in ("kind", "amount", "total", "unit_price")):
        return
    months = [c.name for c in columns if is_month(c.name) and _holds_numbers(c.name, sample)]
    if len(months) < MONTHS_AT_LEAST:
        return
    others = [c.name for c in columns if c.name not in months]
    raise UnknownColumns(
        f"this is a table of months: {len(months)} columns are months or quarters ({months[0]} to {months[-1]}), beside"
        f" {', '.join(others[:5]) or 'nothing else'}; none of them alone is the amount",
        expected="a row for each customer and month, with the customer, a date (the month's first day) and the amount",
        do="turn the columns into rows: in Excel by Data, From Table, Unpivot Columns; in DuckDB by UNPIVOT; in pandas by melt;"
        " then leave out months of 0. To keep them as attributes of customers: --map kind=attributes",
    )


def _holds_numbers(column: str, sample: Sample) -> bool:
    """Whether all that is said there are numbers, or nothing is said at all."""
    return all(amount_of(v) is not None for row in sample if (v := row.get(column)) and v.strip() not in ("", "-", "–"))
