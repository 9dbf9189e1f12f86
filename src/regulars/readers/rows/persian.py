"""SQL of dates of the Persian calendar (Jalali, solar Hijri), by the rule of 33 years.

A year y is leap where (25 y + 11) mod 33 < 8. That gives the days of the official calendar of Iran, which
follows the equinox, from 1178 to 1501, and is asked here from 1300 to 1450 alone (21 March 1921 to 19 March 2072).
Sources: Borkowski, The Persian calendar for 3000 years (1996); Unicode ICU4X, ``calendrical_calculations``, persian.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from regulars.errors import AmbiguousDates
from regulars.readers.rows.asking import any_row, one

FIRST_YEAR, LAST_YEAR = 1300, 1450
_YEAR, _PART = r"(1[34]\d\d)", r"(\d\d?)"
_CLOCK = r"(?:[ T,]+(\d\d?:\d\d(?::\d\d(?:\.\d+)?)?))?"
YEAR_FIRST = rf"^{_YEAR}[-/.]{_PART}[-/.]{_PART}{_CLOCK}$"
YEAR_LAST = rf"^{_PART}[-/.]{_PART}[-/.]{_YEAR}{_CLOCK}$"
# From here the rule counts the days: 1 Farvardin 1403 is 20 March 2024.
_BEFORE_ALL = "DATE '0622-03-20'"


_SHARE_OF_A_MIXTURE = 0.1


@dataclass(frozen=True, slots=True)
class PersianSeen:
    """How many dates of a column have a year of 1300 to 1450, and how many one of 1900 to 2099; an example of each."""

    dates: int = 0
    others: int = 0
    example: str | None = None
    is_day: date | None = None
    other: str | None = None

    @property
    def is_all(self) -> bool:
        return bool(self.dates) and not self.others and self.is_day is not None

    @property
    def is_mixed(self) -> bool:
        """Whether both are too many to be slips of the pen."""
        return min(self.dates, self.others) > _SHARE_OF_A_MIXTURE * (self.dates + self.others)

    @property
    def why(self) -> str:
        """How they are read, in words."""
        return f"of the Persian calendar (Jalali): {self.example} is {self.is_day}"

    def mixture(self, column: str) -> AmbiguousDates:
        """The error about dates of two calendars in one column."""
        return AmbiguousDates(
            f"the dates in {column} are of two calendars: {self.dates:,} are like {self.example} (Persian),"
            f" {self.others:,} like {self.other}",
            expected="dates of one calendar in the whole column",
            do="write all of them in one, or read the rows of each calendar as a file of its own",
        )


NO_PERSIAN = PersianSeen()


def see_persian(connection: duckdb.DuckDBPyConnection, values: str) -> PersianSeen:
    """Look at dates: ``values`` is a FROM clause with the one column ``value``, trimmed text."""
    if not any_row(connection, values, "regexp_matches(value, '(^|[^0-9])1[34][0-9][0-9]([^0-9]|$)')"):
        return NO_PERSIAN
    common = "regexp_matches(value, '(^|[^0-9])(19|20)[0-9][0-9]([^0-9]|$)|^(19|20)[0-9]{6}')"
    dates, others, example, other = one(
        connection,
        f"SELECT count(CASE WHEN {year('value')} BETWEEN {FIRST_YEAR} AND {LAST_YEAR} THEN 1 END), count(CASE WHEN {common}"
        f" THEN 1 END), min(CASE WHEN {instant('value')} IS NOT NULL THEN value END), min(CASE WHEN {common} THEN value END)"
        f" FROM {values}",
    )
    if example is None:
        return PersianSeen(dates, others)
    (day,) = one(connection, f"SELECT CAST({instant('value')} AS DATE) FROM (SELECT CAST(? AS VARCHAR) AS value)", [example])
    return PersianSeen(dates, others, example, day, other)


def year(value: str) -> str:
    """The year that stands first or last in a text, as a number; NULL where neither does."""
    first, last = (f"regexp_extract({value}, '{pattern}', {n})" for pattern, n in ((YEAR_FIRST, 1), (YEAR_LAST, 3)))
    return f"TRY_CAST(coalesce(nullif({first}, ''), nullif({last}, '')) AS INTEGER)"


def instant(value: str) -> str:
    """A text as a local time of the common calendar; NULL where it is no day of the Persian one."""
    parts = (
        f"CASE WHEN regexp_matches({value}, '{YEAR_LAST}') THEN regexp_replace({value}, '{YEAR_LAST}', '\\3/\\2/\\1 \\4')"
        f" ELSE {value} END"
    )
    y, m, d, clock = (f"regexp_extract({parts}, '{YEAR_FIRST[:-1]}\\s*$', {n})" for n in (1, 2, 3, 4))
    year, month, day = (f"TRY_CAST({part} AS INTEGER)" for part in (y, m, d))
    length = f"CASE WHEN {month} <= 6 THEN 31 WHEN {month} <= 11 OR (25 * {year} + 11) % 33 < 8 THEN 30 ELSE 29 END"
    is_day = f"{year} BETWEEN {FIRST_YEAR} AND {LAST_YEAR} AND {month} BETWEEN 1 AND 12 AND {day} BETWEEN 1 AND ({length})"
    before = f"CASE WHEN {month} <= 7 THEN 31 * ({month} - 1) ELSE 30 * ({month} - 1) + 6 END"
    days = f"365 * ({year} - 1) + (8 * {year} + 21) // 33 + ({before}) + {day}"
    hours = f"CASE WHEN regexp_matches({clock}, '^[0-9]:') THEN '0' || {clock} ELSE {clock} END"
    time = f"CASE WHEN {clock} = '' THEN TIME '00:00:00' ELSE TRY_CAST({hours} AS TIME) END"
    return f"CASE WHEN {is_day} THEN CAST({_BEFORE_ALL} + CAST({days} AS INTEGER) AS DATE) + {time} END"
