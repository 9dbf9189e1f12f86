"""How a text file is laid out: delimiter, quote, lines before the header, header, columns."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from regulars.errors import NotATable
from regulars.facts.recognition_months import MONTHS_AT_LEAST, is_month

DELIMITERS = (",", ";", "\t", "|")
_LINES = 200
_PREAMBLE_AT_MOST = 20
_SEP = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)
_VALUE = re.compile(r"[-+(]?\W{0,2}\d[\d\s.,:/'’TZ+-]*\W{0,3}$|.*@.*\..*|.*\d{4}[-/.]\d|\d{1,4}[-/. ].*\d")


@dataclass(frozen=True, slots=True)
class Dialect:
    """``skip``: physical lines before the first data record. ``names`` are clean and unique."""

    delimiter: str
    quote: str
    skip: int
    names: tuple[str, ...]
    has_header: bool
    spread_header: bool = False


def detect(head: str, shown: str) -> Dialect:
    """The layout of a file by its beginning, whole lines only; NotATable where there is none."""
    text = "".join(islice(io.StringIO(head.removeprefix("\ufeff"), newline=""), _LINES))
    quote = _quote(text)
    named = _SEP.match(_lines(text)[0]) if text else None
    delimiter = named.group(1) if named else _delimiter(text, quote)
    records = _records(text, delimiter, quote)
    width = _width([fields for _, fields in records]) if delimiter else 0
    if width < 2 or not delimiter:
        raise NotATable(
            f"{shown} has no columns: no comma, semicolon, tab or bar stands in its lines alike",
            expected="a row per line, with the same delimiter in each",
            do="export it again as CSV, or check that it is the right file",
        )
    return _with_header(records, width, delimiter, quote)


def _with_header(records: list[tuple[int, list[str]]], width: int, delimiter: str, quote: str) -> Dialect:
    at = _header_at(records, width)
    before, fields = (records[at - 1][0] if at else 0), _stripped(records[at][1], width)
    if not looks_like_header(fields):
        return Dialect(delimiter, quote, before, tuple(f"column {n + 1}" for n in range(width)), has_header=False)
    spread = any("\n" in f or "\r" in f for f in fields)
    if below := _second_line(records[at : at + 3], width):
        at, fields = at + 1, below
    return Dialect(delimiter, quote, records[at][0], clean_names(fields), has_header=True, spread_header=spread)


def _header_at(records: list[tuple[int, list[str]]], width: int) -> int:
    """The first row of whole width; a header may lack the empty field that each row ends with, or have one more.

    Titles above it are passed by, also where a spreadsheet has padded them with empty fields to that width.
    """
    rows = [_stripped(f, width) for _, f in records[:_PREAMBLE_AT_MOST]]
    whole = [i for i, f in enumerate(rows) if width <= len(f) <= width + 1]
    first = whole[0] if whole else 0
    header = next((i for i in whole if looks_like_header(rows[i])), first)
    titles = (rows[i] for i in whole if i < header)
    return header if all(2 * sum(bool(f.strip()) for f in title) < width for title in titles) else first


def _second_line(records: list[tuple[int, list[str]]], width: int) -> list[str]:
    """The names of a header of two lines, cells of the upper one being merged over several below; else nothing."""
    rows = [_stripped(f, width) for _, f in records]
    if len(rows) < 3 or len({len(r) for r in rows}) > 1 or looks_like_header(rows[2]):
        return []
    upper, lower = ([" ".join(f.split()) for f in row] for row in rows[:2])
    merged = len({u.casefold() for u in upper if u}) < len(upper)
    if not merged or not all(lower) or not looks_like_header(lower):
        return []
    above, names = "", []
    for high, low in zip(upper, lower, strict=True):
        above = high or above
        names.append(low if above.casefold() == low.casefold() else f"{above} {low}".strip())
    return names


def _stripped(fields: list[str], width: int) -> list[str]:
    return fields[:-1] if len(fields) == width + 1 and not fields[-1].strip() else fields


def looks_like_header(fields: Sequence[str]) -> bool:
    """Whether a row names columns: no field is a number, a date or an address, and most are filled; months are names."""
    filled = [f.strip() for f in fields if f.strip()]
    months = {f for f in filled if is_month(f)}
    named = filled if len(months) < MONTHS_AT_LEAST else [f for f in filled if f not in months]
    return len(filled) * 2 >= len(fields) and not any(_VALUE.match(f) for f in named)


def clean_names(fields: Sequence[str]) -> tuple[str, ...]:
    """Column names without blanks around, none empty, none twice (capitals don't tell them apart)."""
    names: dict[str, str] = {}
    for n, raw in enumerate(fields, start=1):
        base = " ".join(raw.replace("\ufeff", "").replace("\xa0", " ").split()) or f"column {n}"
        name, again = base, 2
        while name.casefold() in names:
            name, again = f"{base} ({again})", again + 1
        names[name.casefold()] = name
    return tuple(names.values())


def _quote(text: str) -> str:
    """Apostrophes quote only where no quotation mark stands and the first line is in apostrophes."""
    if '"' in text:
        return '"'
    first = next(io.StringIO(text), "")
    begins, ends = (len(re.findall(p, first)) for p in (r"(?:^|[,;\t|])'", r"'(?:$|[,;\t|\r\n])"))
    return "'" if begins == ends > 0 else '"'


def _delimiter(text: str, quote: str) -> str:
    """The delimiter that cuts most lines into equally many fields; of equals, into the most."""
    best, delimiter = (0.0, 0), ""
    for candidate in (d for d in DELIMITERS if d in text):
        rows = [fields for _, fields in _records(text, candidate, quote)]
        width = _width(rows)
        if width > 1:
            score = (sum(width <= len(r) <= width + 1 for r in rows) / len(rows), width)
            best, delimiter = max((best, delimiter), (score, candidate))
    return delimiter


def _width(rows: list[list[str]]) -> int:
    """How many fields most rows have; an always empty last one is a delimiter at the line's end."""
    if not rows:
        return 0
    width = Counter(len(r) for r in rows).most_common(1)[0][0]
    alike = [r for r in rows if len(r) == width]
    return width - 1 if width > 2 and not any(r[-1].strip() for r in alike) else width


def _records(text: str, delimiter: str, quote: str) -> list[tuple[int, list[str]]]:
    """The first records with the number of the physical line that each ends on; blank lines left out."""
    if not delimiter:
        return []
    lines = _lines(text)
    start = 1 if lines and _SEP.match(lines[0]) else 0
    reader = csv.reader(lines[start:], delimiter=delimiter, quotechar=quote)
    try:
        return [(start + reader.line_num, f) for f in reader if f]
    except csv.Error:
        return [(n + 1, line.rstrip("\r\n").split(delimiter)) for n, line in enumerate(lines) if n >= start]


def _lines(text: str) -> list[str]:
    """Physical lines with their ends. (splitlines would also cut at form feeds and separators.)"""
    return list(io.StringIO(text, newline=""))


def rows_of(text: str, dialect: Dialect) -> list[list[str]]:
    """The records of a piece of text, as well as they can be read."""
    try:
        return [f for f in csv.reader(_lines(text), delimiter=dialect.delimiter, quotechar=dialect.quote) if f]
    except csv.Error:
        return []
