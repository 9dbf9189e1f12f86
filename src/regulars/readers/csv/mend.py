"""A clean copy of a file that DuckDB would read wrongly: broken quotes, mixed line ends, bytes that are no text.

The copy is slow and rare. Its records carry their number and line; what is no row goes to a second file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from regulars.readers.csv.dialect import Dialect
from regulars.readers.files import FoundFile, opened

RECORD_AT_MOST = 1_000_000
LINES_AT_MOST = 1_000
SHOWN_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Mended:
    """Where the clean copy lies, and the records that are no rows (record, line, column, value, reason)."""

    rows: Path
    rejected: Path


@dataclass(frozen=True, slots=True)
class Record:
    """A data record: the line it begins on, its text, and its fields or the reason why it has none."""

    line: int
    text: str
    fields: list[str]
    reason: str = ""


def mend(file: FoundFile, dialect: Dialect, to: Path) -> Mended:
    """Write the clean copy of a UTF-8 file beside a file of its rejected records."""
    mended = Mended(to.with_suffix(".mended.csv"), to.with_suffix(".rejected.csv"))
    with opened(file) as raw, _writing(mended.rows) as good, _writing(mended.rejected) as bad:
        text = io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape", newline="")
        # All quoted: by itself the writer leaves a lone carriage return bare.
        rows, rejects = (csv.writer(f, lineterminator="\n", quoting=csv.QUOTE_ALL) for f in (good, bad))
        for number, record in enumerate(records(text, dialect), start=1):
            if record.reason:
                rejects.writerow([number, record.line, "", _shown(record.text), record.reason])
            else:
                rows.writerow([number, record.line, *record.fields])
    return mended


def _writing(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _shown(text: str) -> str:
    cut = text[:SHOWN_AT_MOST].replace("\0", "\ufffd")
    return cut.encode("utf-8", "surrogateescape").decode("utf-8", "replace").rstrip("\r\n")


def records_of(text: str, dialect: Dialect) -> Iterator[Record]:
    return records(io.StringIO(text, newline=""), dialect)


def records(text: TextIO, dialect: Dialect) -> Iterator[Record]:
    """The data records of a text, each with its fields or the reason why it is no row."""
    lines = _Lines(text)
    for _ in range(dialect.skip):
        lines.take()
    while line := lines.take():
        number = lines.number
        if line.strip("\r\n\ufeff"):
            yield _record(line, number, lines, dialect)


class _Lines:
    """Physical lines that can be put back: a broken quote is known only some lines later."""

    def __init__(self, text: TextIO) -> None:
        self.text, self.number, self._back = text, 0, list[str]()

    def take(self) -> str:
        line = self._back.pop() if self._back else self.text.readline(RECORD_AT_MOST)
        self.number += bool(line)
        return line

    def put_back(self, lines: list[str]) -> None:
        self._back += reversed(lines)
        self.number -= len(lines)

    def skip_rest(self, line: str) -> None:
        """Pass over what is left of a line that was too long to take whole."""
        while line and not line.endswith(("\n", "\r")):
            line = self.text.readline(RECORD_AT_MOST)


def _record(line: str, number: int, lines: _Lines, dialect: Dialect) -> Record:
    if len(line) >= RECORD_AT_MOST:
        lines.skip_rest(line)
        return Record(number, line, [], "record_too_long")
    text, fields = line, _fields(line, dialect)
    if fields is None:
        text, fields = _over_lines(line, lines, dialect)
    if fields is None:
        return Record(number, text, [], _no_text(text) or "broken_quote")
    return Record(number, text, *_checked(text, fields, len(dialect.names)))


def _over_lines(first: str, lines: _Lines, dialect: Dialect) -> tuple[str, list[str] | None]:
    """The record that goes on over the next lines; its first line alone if its quote never ends well."""
    taken: list[str] = []
    text = first
    while _is_open(text, dialect) and len(taken) < LINES_AT_MOST and len(text) < RECORD_AT_MOST:
        if not (line := lines.take()):
            break
        taken.append(line)
        # Only a line with a quotation mark can end the field: parse again only then.
        text = first + "".join(taken)
        if dialect.quote in line and (fields := _fields(text, dialect)) is not None:
            return text, fields
    lines.put_back(taken)
    return first, None


def _fields(text: str, dialect: Dialect) -> list[str] | None:
    """One record's fields, or None where its quotes are open or broken."""
    if dialect.quote not in text:
        return text.rstrip("\r\n").split(dialect.delimiter)
    try:
        return next(csv.reader([text], delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True))
    except csv.Error:
        return None


def _is_open(text: str, dialect: Dialect) -> bool:
    try:
        next(csv.reader([text], delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True))
    except csv.Error as e:
        return "unexpected end" in str(e)
    return False


def _no_text(text: str) -> str:
    """Why a record is no text, or nothing."""
    if "\0" in text:
        return "nul_byte"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "not_text"
    return ""


def _checked(text: str, fields: list[str], width: int) -> tuple[list[str], str]:
    if not (text.isascii() and "\0" not in text) and _no_text(text):
        return [], _no_text(text)
    if len(fields) == width + 1 and not fields[-1]:
        fields = fields[:-1]
    if len(fields) == width:
        return fields, ""
    return [], "too_few_fields" if len(fields) < width else "too_many_fields"
