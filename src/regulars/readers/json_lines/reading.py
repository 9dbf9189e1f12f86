"""A JSON file, ready to scan."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from regulars.errors import BrokenFile, NotATable
from regulars.readers.csv.encodings import marked_encoding
from regulars.readers.files import FoundFile, first_bytes, opened
from regulars.readers.json_lines.flat import rows_of
from regulars.readers.json_lines.objects import CHUNK, BreaksOff, Found, array_starts, items_of, lines_of
from regulars.readers.spool.writing import Spool, Spooled, Values

_TRIED = 20
"""Where this many records from the first are no objects, the file is no table."""


def json_file(file: FoundFile, folder: Path) -> Spooled:
    """Read a file of JSON; NotATable where it holds no objects, BrokenFile where an array breaks off."""
    known: set[str] = set()
    with Spool(file.shown, folder) as spool:
        for found in _records(file):
            if found.reason:
                spool.reject(found.record, found.line, found.text, found.reason)
                if spool.rows == 0 and found.record >= _TRIED:
                    raise _no_objects(file, found)
                continue
            for whole, line in rows_of(found.value):
                if not line.keys() <= known:
                    known |= line.keys()
                    _know(spool, whole, line)
                spool.add(whole | line, found.record, found.line)
        if not spool.rows:
            raise _no_objects(file, None)
        return spool.done()


def _know(spool: Spool, whole: Values, line: Values) -> None:
    """Columns in the order in which they stand in the file's records: the order's own before its lines'."""
    for name in whole:
        spool.know(name)
    for name in line:
        spool.know(name, of_line=True)


def _records(file: FoundFile) -> Iterator[Found]:
    marked = marked_encoding(first_bytes(file, 4))
    encoding = marked.name if marked else "utf-8"
    # A broken letter stays one that no text can hold, and is found in its line.
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    with opened(file) as raw, io.TextIOWrapper(raw, encoding, errors, newline="\n") as text:
        start = array_starts(text.read(CHUNK))
    with opened(file) as raw, io.TextIOWrapper(raw, encoding, errors, newline="\n") as text:
        if start is None:
            yield from lines_of(text)
            return
        try:
            yield from items_of(text, start)
        except BreaksOff as e:
            raise BrokenFile(
                f"{file.shown} is a JSON array that breaks off in line {e.line:,}, after {e.record:,} whole records: {e.why}",
                expected="one whole array of objects, or one object on each line",
                do="export it again; regulars import --keep-going reads the other files",
            ) from e


def _no_objects(file: FoundFile, found: Found | None) -> NotATable:
    what = f"; line {found.line} begins {found.text[:40]!r}" if found else ""
    return NotATable(
        f"{file.shown} is JSON, and none of its records is an object with named fields{what}",
        expected='an object on each line, such as {"customer": "C-1", "date": "2024-03-05", "amount": 12}, or an array',
        do="export it so, or as CSV",
    )
