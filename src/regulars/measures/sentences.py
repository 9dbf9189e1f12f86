"""How a measure speaks: shares, days and what is not known, in a shop owner's words."""

from __future__ import annotations

from regulars.words import Estimate, NotEnough


def percent(share: float) -> str:
    """A share as people say it; never rounded to nothing or to all.

    >>> percent(0.337), percent(0.0004), percent(0.9996)
    ('34 %', 'under 1 %', 'over 99 %')
    >>> percent(1 / 200), percent(199 / 200)
    ('under 1 %', 'over 99 %')
    """
    said = f"{share * 100:.0f} %"
    if share > 0 and said == "0 %":
        return "under 1 %"
    return "over 99 %" if share < 1 and said == "100 %" else said


def with_interval(figure: Estimate) -> str:
    """A share and its interval.

    >>> with_interval(Estimate(0.337, (0.318, 0.357), 2214, "retention_rate/1"))
    '34 % (32–36 %)'
    """
    low, high = figure.interval
    return f"{percent(figure.value)} ({low * 100:.0f}–{high * 100:.0f} %)"


def later(unit: str, first: int, last: int, *, age_days: int | None = None, open_ended: bool = False) -> str:
    """When somebody came back: at ages in whole units, or (``age_days``) in lengths of so many days.

    >>> later("month", 1, 1), later("week", 1, 1, age_days=7), later("month", 2, 3)
    ('a month later', '7 to 13 days after their first day', '2 to 3 months later')
    """
    noun, length = ("day", age_days) if age_days else (unit, 1)
    low, high = first * length, (last + 1) * length - 1
    after = "after their first day" if age_days else "later"
    if open_ended:
        return f"{_units(low, noun)} {after}, or after that"
    return f"{_units(low, noun)} {after}" if low == high else f"{low} to {_units(high, noun)} {after}"


def _units(number: int, unit: str) -> str:
    return f"a {unit}" if number == 1 else f"{number} {unit}s"


def days(number: float) -> str:
    """A number of days in words.

    >>> days(1), days(30.0), days(2.5)
    ('1 day', '30 days', '2.5 days')
    """
    return "1 day" if number == 1 else f"{number:,g} days"


def customers(number: int) -> str:
    return "1 customer" if number == 1 else f"{number:,} customers"


def not_enough(figure: NotEnough, what: str) -> str:
    """What is there and what is missing."""
    return f"Not enough to say {what}: {figure.why} ({figure.n:,}; {figure.needed:,} are needed)."
