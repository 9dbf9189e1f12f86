"""How figures are written in words and tables of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from regulars.words import Money, Period

THIN = "\u202f"
"""A narrow space that does not break: between a number and its sign."""
MINUS = "−"


def count(n: int) -> str:
    """A count with its thousands marked.

    >>> count(1364)
    '1,364'
    """
    return f"{n:,}"


def of_100(share: float) -> str:
    """How many of a hundred; one decimal where a whole number would say none or all.

    >>> of_100(0.456), of_100(0.004), of_100(1.0)
    ('46', '0.4', '100')
    """
    whole = round(100 * share)
    return f"{100 * share:.1f}" if (whole == 0 and share > 0) or (whole == 100 and share < 1) else str(whole)


def span(low: float, high: float) -> str:
    """An interval of shares as numbers of a hundred.

    >>> span(0.43, 0.482)
    '43–48'
    """
    return f"{of_100(low)}–{of_100(high)}"


def percent(share: float, digits: int = 0) -> str:
    return f"{100 * share:.{digits}f}{THIN}%"


def plural(n: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> plural(1, "customer"), plural(2, "customer"), plural(3, "party", "parties")
    ('1 customer', '2 customers', '3 parties')
    """
    return f"{count(n)} {one if n == 1 else many or one + 's'}"


def day(at: date) -> str:
    return f"{at.day} {at:%b} {at.year}"


def money(amounts: Sequence[Money]) -> str:
    return " + ".join(str(amount) for amount in amounts).replace("-", MINUS)


def when(period: Period) -> str:
    """A period after its preposition: "in June 1997", "on 3 June 1997"."""
    return f"{'on' if period.unit == 'day' else 'in'} {period.label}"


def when_after(period: Period, before: Period) -> str:
    """A period after one that was just named: its year is said only if it is another.

    >>> when_after(Period("month", date(1997, 6, 1), date(1997, 6, 30)), Period("month", date(1997, 5, 1), date(1997, 5, 31)))
    'in June'
    """
    year = str(period.starts.year)
    if period.unit == "year" or before.starts.year != period.starts.year or not period.label.endswith(year):
        return when(period)
    return when(period).removesuffix(year).removesuffix(" of ").rstrip()


def cell(value: object, share: bool = False) -> str:
    """One value of a data table, for people; the download has it in full.

    >>> cell(None), cell(0.3374, share=True), cell(14.5), cell(date(1997, 6, 1)), cell(True)
    ('', '33.7\u202f%', '14.5', '1997-06-01', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return percent(value, 1) if share else f"{value:,.2f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        return count(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


_MONTH_AND_YEAR = re.compile(r"\b([A-Z][a-z]+) (\d{4})\b")
_IN_A_PERIOD = re.compile(r"\b(in|on) (?=[A-Z\d])")


def tied(words: str) -> str:
    """Words whose month and year, and number and per cent, stay on one line.

    >>> tied("46 % in May 1998")
    '46\u202f% in\\xa0May\\xa01998'
    """
    words = _MONTH_AND_YEAR.sub("\\1\u00a0\\2", words).replace(" %", THIN + "%")
    return _IN_A_PERIOD.sub("\\1\u00a0", words)
