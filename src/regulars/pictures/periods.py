"""Which periods of a long row are named under a picture, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from regulars.words import Period

Named = tuple[int, str, str]
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


def named_periods(periods: Sequence[Period], most: int) -> list[Named]:
    """At most ``most`` of the periods, evenly spaced on the calendar: (place, label, year).

    Months are marked at January, quarters at their own, days and weeks at their date while they
    are few and by month once they are many. The year stands where it begins, once.

    >>> months = [Period("month", date(2011, m, 1), date(2011, m, 28)) for m in range(1, 13)]
    >>> named_periods(months, 4)
    [(0, 'Jan', '2011'), (3, 'Apr', ''), (6, 'Jul', ''), (9, 'Oct', '')]
    """
    if not periods:
        return []
    unit = periods[0].unit
    if unit in ("day", "week") and (stride := _stride(periods, most)):
        places, names = list(range(0, len(periods), stride)), _dates
    else:
        step = _month_step(periods, most)
        places = _starts(periods, step)
        names = _years if step >= 12 or unit == "year" else _quarters if unit == "quarter" else _months
    return _with_years([(i, periods[i].starts) for i in places], names)


def _stride(periods: Sequence[Period], most: int) -> int | None:
    """Every day or every second or seventh, while that is few enough to name by date."""
    strides = (1, 2, 7, 14) if periods[0].unit == "day" else (1, 2)
    return next((s for s in strides if -(-len(periods) // s) <= most), None)


def _month_step(periods: Sequence[Period], most: int) -> int:
    least = {"quarter": 3, "year": 12}.get(periods[0].unit, 1)
    fit = [s for s in _MONTH_STEPS if s >= least and len(_starts(periods, s)) <= most]
    return fit[0] if fit else _MONTH_STEPS[-1]


def _starts(periods: Sequence[Period], step: int) -> list[int]:
    """The first period in each block of ``step`` calendar months; a broken first block is passed over.

    So is one of which so little is left (a week of December) that its name would meet the next one's.
    """
    blocks = [divmod(p.starts.year * 12 + p.starts.month - 1, step) for p in periods]
    starts = [i for i in range(1, len(blocks)) if blocks[i][0] != blocks[i - 1][0]]
    little_left = len(starts) > 1 and 2 * starts[0] < starts[1] - starts[0]
    whole_first = (blocks[0][1] == 0 and not little_left) or not starts
    return [0, *starts] if whole_first else starts


def _dates(day: date) -> str:
    return f"{day.day} {day:%b}"


def _months(day: date) -> str:
    return f"{day:%b}"


def _quarters(day: date) -> str:
    return f"Q{(day.month + 2) // 3}"


def _years(day: date) -> str:
    return str(day.year)


def _with_years(places: Sequence[tuple[int, date]], names: Callable[[date], str]) -> list[Named]:
    named: list[Named] = []
    year = None
    for place, day in places:
        new_year = day.year != year and names is not _years
        named.append((place, names(day), str(day.year) if new_year else ""))
        year = day.year
    return named
