"""A text file made ready to be read by DuckDB: surveyed, copied to UTF-8 or mended where needed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from regulars.readers.csv.dialect import Dialect, detect
from regulars.readers.csv.encodings import given_encoding, marked_encoding, surveyed_encoding, utf8_copy
from regulars.readers.csv.mend import Mended, records_of
from regulars.readers.csv.reading import read_csv
from regulars.readers.csv.survey import Survey, survey
from regulars.readers.files import FoundFile, first_bytes, is_packed

_HEAD = 1 << 18
_TRIED, _MANY = 200, 20
"""More than 20 rejects in the first 200 records are many: DuckDB keeps a kilobyte of memory for each, a copy none."""


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file as DuckDB reads it.

    ``one_line_each``: no record spans lines, so lines can be told. ``dirty``: DuckDB would read it wrongly.
    """

    file: FoundFile
    dialect: Dialect
    packed: bool
    has_quotes: bool
    one_line_each: bool
    dirty: bool = False
    mended: Mended | None = None
    has_rows: bool = True
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.dialect.names

    @property
    def layout(self) -> tuple[object, ...]:
        """Equal for files that one call of read_csv can read together."""
        return (self.dialect, self.packed, self.has_quotes, self.one_line_each, self.mended is None)

    def reads(self, files: Sequence[Path], *, rejects: str = "") -> str:
        """The call that reads files of this layout, as they are."""
        return read_csv(
            files,
            dict.fromkeys(self.names, "VARCHAR"),
            delimiter=self.dialect.delimiter,
            quote=self.dialect.quote if self.has_quotes else "",
            skip=self.dialect.skip,
            packed=self.packed,
            parallel=self.has_quotes <= self.one_line_each,
            rejects=rejects,
        )


_numbers = itertools.count(1)


def table_name(what: str) -> str:
    """A name that no other table of this process has."""
    return f"source_{what}_{next(_numbers)}"


def look(file: FoundFile, folder: Path, encoding: str | None) -> PreparedFile:
    """Look at a text file, and copy it to UTF-8 if it is not that; NotATable or BrokenFile where it is no use."""
    seen: Survey | None = None
    found = given_encoding(encoding) if encoding else marked_encoding(first_bytes(file, 4096))
    if found is None:
        seen = survey(file)
        found = surveyed_encoding(seen)
    if not found.is_utf8:
        file, seen = utf8_copy(file, found.name, folder / f"{table_name('copy')}.csv"), None
    seen, head = seen or survey(file), _head(file)
    dialect = detect(head, file.shown)
    quoted = seen.has_quotes if dialect.quote == '"' else seen.has_apostrophes
    records = list(islice(records_of(head, dialect), _TRIED))
    rejects = sum(bool(r.reason) for r in records)
    return PreparedFile(
        file, dialect, is_packed(file), quoted,
        one_line_each=not quoted,
        dirty=_is_dirty(seen, dialect, quoted) or rejects > _MANY,
        has_rows=bool(records) or seen.size > _HEAD,  # a first record may be longer than the beginning
        notes=(f"{file.shown}: {found.sentence}",) if found.sentence else (),
    )  # fmt: skip


def _is_dirty(seen: Survey, dialect: Dialect, quoted: bool) -> bool:
    mixed = not (seen.one_line_end or quoted)  # quoted values may hold any line end
    return seen.has_nul or seen.broken_letters > 0 or dialect.spread_header or mixed


def _head(file: FoundFile) -> str:
    """The file's beginning as text, whole lines only."""
    head = first_bytes(file, _HEAD)
    text = head.decode("utf-8-sig", "replace")
    if len(head) < _HEAD:
        return text
    return text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
