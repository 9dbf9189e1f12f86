"""How the dates of a column are written, and which part is the day: decided over the whole column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import duckdb

from regulars.errors import AmbiguousDates
from regulars.facts.mapping import SourceColumn
from regulars.readers.rows.asking import one
from regulars.readers.rows.date_words import UNDOUBTED, besides, plainly
from regulars.readers.rows.expressions import is_number, is_text
from regulars.readers.rows.persian import NO_PERSIAN, PersianSeen, see_persian
from regulars.readers.rows.year_first import YearFirst, see_year_first
from regulars.settings import DateOrder

Kind = Literal["text", "day", "local", "instant", "serial"]
Calendar = Literal["common", "persian"]
_TWO_PARTS = r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:\D.*)?$"
_TIMES = ("", " %H:%M", " %H:%M:%S", "T%H:%M:%S", " %H:%M:%S.%f", "T%H:%M:%S.%f", "T%H:%M", " %I:%M %p", " %I:%M:%S %p")
_YEAR_FIRST = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d")


@dataclass(frozen=True, slots=True)
class DateForm:
    """How to read one column of dates.

    ``kind``: text; a typed ``day``, ``local`` time or ``instant``; or a spreadsheet's ``serial``.
    ``order``: which part of 03/04/2024 is the day; ``formats``: those the sample holds, tried first.
    ``settled``: the whole column was looked at, or need not be. ``why``: for people. ``calendar``: whose years these are.
    """

    kind: Kind
    order: DateOrder = "ymd"
    formats: tuple[str, ...] = ()
    settled: bool = True
    why: str = ""
    calendar: Calendar = "common"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a column, or a sample of it, proves about its dates."""

    filled: int
    serials: int
    two_parts: int
    day_first: int
    month_first: int
    day_first_example: str | None
    month_first_example: str | None
    example: str | None
    day_first_range: tuple[date, date] | None
    month_first_range: tuple[date, date] | None
    undoubted: tuple[str | None, ...] = (None,) * len(UNDOUBTED)
    """An example of each way of writing that leaves no doubt, where there is one."""
    any_example: str | None = None
    year_first: YearFirst | None = None
    persian: PersianSeen = NO_PERSIAN

    @property
    def plainly(self) -> str:
        """How dates are written in which day and month cannot be mistaken."""
        return plainly(self.undoubted, self.any_example)


def typed_form(column: SourceColumn) -> DateForm | None:
    """The form of a column that has a type of its own; None where its values must be looked at."""
    kind = column.type.upper()
    if kind == "DATE":
        return DateForm("day", why="the column holds dates")
    if kind in ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"):
        return DateForm("instant", why="the column holds instants")
    if kind.startswith("TIMESTAMP"):
        return DateForm("local", why="the column holds local times")
    assert is_text(column) or is_number(column) or kind, "every column has a type"
    return None


def see(connection: duckdb.DuckDBPyConnection, values: str) -> Seen:
    """Look at dates: ``values`` is a FROM clause with the one column ``value``, trimmed text."""
    day_first = "TRY_CAST(year || '-' || b || '-' || a AS DATE)"
    month_first = "TRY_CAST(year || '-' || a || '-' || b AS DATE)"
    undoubted = ", ".join(f"min(CASE WHEN NOT two AND regexp_matches(value, '{p}') THEN value END)" for _, p in UNDOUBTED)
    row = one(
        connection,
        f"""
        WITH parts AS (
          SELECT value, regexp_extract(value, '{_TWO_PARTS}', ['a', 'b', 'y']) AS part
          FROM {values} WHERE value <> ''
        ), dated AS (
          SELECT value, part.a AS a, part.b AS b,
            CASE WHEN strlen(part.y) <> 2 THEN part.y WHEN part.y < '70' THEN '20' || part.y ELSE '19' || part.y END AS year
          FROM parts
        ), read AS (SELECT value, a <> '' AS two, {day_first} AS d, {month_first} AS m FROM dated)
        SELECT count(*), count(CASE WHEN regexp_full_match(value, '[2-6]\\d{{4}}([.,]\\d+)?') THEN 1 END),
          count(CASE WHEN two THEN 1 END),
          count(CASE WHEN two AND d IS NOT NULL AND m IS NULL THEN 1 END),
          count(CASE WHEN two AND m IS NOT NULL AND d IS NULL THEN 1 END),
          min(CASE WHEN two AND d IS NOT NULL AND m IS NULL THEN value END),
          min(CASE WHEN two AND m IS NOT NULL AND d IS NULL THEN value END),
          min(CASE WHEN two AND d <> m THEN value END), min(d), max(d), min(m), max(m), {undoubted}, min(value)
        FROM read
        """,
    )
    ranges = [(row[i], row[i + 1]) if row[i] is not None else None for i in (8, 10)]
    year_first = see_year_first(connection, values, row[5:8])
    return Seen(*(*row[:8], *ranges, tuple(row[12:-1]), row[-1], year_first, see_persian(connection, values)))


def decide(
    column: str, sample: Seen, formats: Callable[[DateOrder], tuple[str, ...]], whole: Callable[[], Seen], wanted: DateOrder
) -> DateForm:
    """How to read a column of text: by the setting, by what the sample proves, or by the whole column."""
    serials = bool(sample.filled) and sample.serials == sample.filled
    if sample.persian.is_all:
        return DateForm("text", "ymd", (), settled=False, why=sample.persian.why, calendar="persian")
    if not serials and (wanted != "auto" or not sample.two_parts):
        order: DateOrder = "ymd" if wanted == "auto" else wanted
        why = sample.plainly if wanted == "auto" else f"date_order says {wanted}"
        return DateForm("text", order, formats(order), settled=wanted != "auto", why=why)
    if not serials and bool(sample.day_first) != bool(sample.month_first):
        return _proven(column, sample, formats, settled=False)
    return decide_whole(column, whole(), formats, wanted)


def decide_whole(
    column: str, seen: Seen, formats: Callable[[DateOrder], tuple[str, ...]], wanted: DateOrder = "auto"
) -> DateForm:
    """How to read a column of text when all of it was seen; AmbiguousDates where that can't be told."""
    if seen.persian.is_all:
        return DateForm("text", "ymd", (), why=seen.persian.why, calendar="persian")
    if seen.persian.is_mixed:
        raise seen.persian.mixture(column)
    if seen.filled and seen.serials == seen.filled:
        return DateForm("serial", why="every value is a spreadsheet's day number")
    if wanted != "auto":
        return DateForm("text", wanted, formats(wanted), why=f"date_order says {wanted}")
    if not seen.two_parts:
        return DateForm("text", "ymd", formats("ymd"), why=seen.plainly)
    if seen.day_first and seen.month_first:
        raise _contradiction(column, seen)
    if seen.day_first or seen.month_first or seen.example is None:
        return _proven(column, seen, formats, settled=True)
    raise _ambiguity(column, seen)


def _proven(column: str, seen: Seen, formats: Callable[[DateOrder], tuple[str, ...]], *, settled: bool) -> DateForm:
    if seen.year_first and (other := seen.month_first_range if seen.month_first else seen.day_first_range):
        raise seen.year_first.doubt(column, "month" if seen.month_first else "day", other)
    if seen.month_first:
        why = f"the month stands first: {seen.month_first_example} can't be read otherwise{besides(seen.undoubted)}"
        return DateForm("text", "mdy", formats("mdy"), settled, why)
    example = seen.day_first_example
    why = f"the day stands first: {example} can't be read otherwise" if example else "day and month are the same number"
    return DateForm("text", "dmy", formats("dmy"), settled, why + besides(seen.undoubted))


def _contradiction(column: str, seen: Seen) -> AmbiguousDates:
    return AmbiguousDates(
        f"the dates in {column} contradict each other: {seen.day_first:,} can only be day first (such as"
        f" {seen.day_first_example}), {seen.month_first:,} only month first (such as {seen.month_first_example})",
        expected="one order of day and month in the whole column",
        do="correct the file, or choose with --date-order dmy or mdy; rows that do not fit go to quarantine",
    )


def _ambiguity(column: str, seen: Seen) -> AmbiguousDates:
    assert seen.day_first_range is not None
    assert seen.month_first_range is not None
    (d1, d2), (m1, m2) = seen.day_first_range, seen.month_first_range
    return AmbiguousDates(
        f"the {seen.two_parts:,} dates in {column} can be read two ways, and none of them tells which:"
        f" {seen.example} is {_spoken(str(seen.example), day_first=True)} (day first: the log runs {d1} to {d2})"
        f" or {_spoken(str(seen.example), day_first=False)} (month first: {m1} to {m2})",
        expected="at least one date with a day after the 12th",
        do="say which with --date-order dmy or --date-order mdy, or date_order in regulars.toml",
    )


def _spoken(value: str, *, day_first: bool) -> str:
    first, second = (int(p) for p in value.replace("/", "-").replace(".", "-").replace(" ", "-").split("-")[:2])
    day, month = (first, second) if day_first else (second, first)
    return f"{day} {date(2000, month, 1):%B}"


def sample_formats(connection: duckdb.DuckDBPyConnection, values: list[str], order: DateOrder) -> tuple[str, ...]:
    """Which ways of writing a sample uses, the most frequent first: tried before any other."""
    last = {"dmy": "%d{0}%m{0}", "mdy": "%m{0}%d{0}", "ymd": "%d{0}%m{0}"}[order]
    dates = [*_YEAR_FIRST, *([last.format(s) + y for s in "/-." for y in ("%y", "%Y")] if order != "ymd" else [])]
    formats = [d + t for d in dates for t in _TIMES]
    counts = ", ".join(f"count(CASE WHEN year(try_strptime(value, '{f}')) >= 1970 THEN 1 END)" for f in formats)
    row = one(connection, f"SELECT {counts} FROM (SELECT unnest(CAST(? AS VARCHAR[])) AS value)", [values])
    found = sorted((-n, f) for n, f in zip(row, formats, strict=True) if n)
    return tuple(f for _, f in found)[:4]
