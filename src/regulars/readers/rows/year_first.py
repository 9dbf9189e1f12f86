"""Years of two digits that may stand first: 24/01/05 is 24 January 2005, or 5 January 2024.

Which it is, no single value tells. But days change from row to row and years hardly do: where the last
part changes more often than the first, it is the day, or nobody can know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import duckdb

from regulars.errors import AmbiguousDates
from regulars.readers.rows.asking import one

_SHORT = re.compile(r"\d{2}[-/. ]\d{1,2}[-/. ]\d{2}(\D|$)")
_PARTS = r"^(\d{2})[-/. ](\d{1,2})[-/. ](\d{2})(?:\D.*)?$"


@dataclass(frozen=True, slots=True)
class YearFirst:
    """How a column reads if the year stands first."""

    example: str
    starts: date
    ends: date

    def doubt(self, column: str, reading: str, other: tuple[date, date]) -> AmbiguousDates:
        """The error that shows both readings."""
        return AmbiguousDates(
            f"the dates in {column} have years of two digits, and these may stand first: {self.example} and the others run"
            f" from {self.starts} to {self.ends} (year first) or from {other[0]} to {other[1]} ({reading} first)",
            expected="years of four digits, or a word on which part is the year",
            do="say which with --date-order ymd, dmy or mdy, or date_order in regulars.toml",
        )


def see_year_first(connection: duckdb.DuckDBPyConnection, values: str, examples: tuple[str | None, ...]) -> YearFirst | None:
    """How ``values`` (a FROM clause with the column ``value``) read so, if all do, and the last part changes more."""
    if not any(e and _SHORT.match(e) for e in examples):
        return None
    filled, fits, example, starts, ends, firsts, lasts = one(
        connection,
        f"""
        WITH parts AS (
          SELECT value, regexp_extract(value, '{_PARTS}', ['a', 'b', 'c']) AS part FROM {values} WHERE value <> ''
        ), read AS (
          SELECT value, part.a AS a, part.c AS c, TRY_CAST('20' || part.a || '-' || part.b || '-' || part.c AS DATE) AS day
          FROM parts
        )
        SELECT count(*), count(day), min(value), min(day), max(day), count(DISTINCT a), count(DISTINCT c) FROM read
        """,
    )
    return YearFirst(example, starts, ends) if fits == filled and lasts > firsts else None
