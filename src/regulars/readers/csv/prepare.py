"""A text file made ready to be read by DuckDB: surveyed, copied to UTF-8 or mended where needed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from regulars.readers.csv.dialect import Dialect, detect
from regulars.readers.csv.encodings import given_encoding, marked_encoding, surveyed_encoding, utf8_copy
from regulars.readers.csv.mend import Mended, mend, records_of
from regulars.readers.csv.reading import read_csv, rejects_of
from regulars.readers.csv.survey import Survey, count_lines, survey
from regulars.readers.files import FoundFile, first_bytes, is_packed

_HEAD = 1 << 18


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
    return PreparedFile(
        file, dialect, is_packed(file), quoted,
        one_line_each=not quoted,
        dirty=bool(seen.has_nul or seen.broken_letters or dialect.spread_header or not (seen.one_line_end or quoted)),
        has_rows=any(True for _ in records_of(head, dialect)),
        notes=(f"{file.shown}: {found.sentence}",) if found.sentence else (),
    )  # fmt: skip


def settle(files: Sequence[PreparedFile], folder: Path, connection: duckdb.DuckDBPyConnection) -> list[PreparedFile]:
    """Decide how each file is read: as it is, in one thread, or from a mended copy."""
    quoted = [f for f in files if f.has_quotes and not f.dirty]
    walked = {f.file: f for group in _alike(quoted) for f in _walk(group, connection)}
    return [_mended(known, folder) if (known := walked.get(f.file, f)).dirty else known for f in files]


def _alike(files: Sequence[PreparedFile]) -> list[list[PreparedFile]]:
    groups: dict[object, list[PreparedFile]] = {}
    for file in files:
        groups.setdefault(file.layout, []).append(file)
    return list(groups.values())


def _mended(file: PreparedFile, folder: Path) -> PreparedFile:
    copy = mend(file.file, file.dialect, folder / f"{table_name('copy')}.csv")
    return replace(file, packed=False, has_quotes=True, one_line_each=False, mended=copy)


def _walk(files: Sequence[PreparedFile], connection: duckdb.DuckDBPyConnection) -> list[PreparedFile]:
    """Walk once through files with quotes: is each record one line, and does DuckDB stumble?

    A quote that never closes swallows what follows, and DuckDB counts all of it as one record.
    """
    name = table_name("walk")
    read = files[0].reads([f.file.path for f in files], rejects=name)
    try:
        counted = dict(connection.sql(f"SELECT filename, count(*) FROM {read} GROUP BY filename").fetchall())
    except duckdb.InvalidInputException:
        return [replace(files[0], dirty=True)] if len(files) == 1 else [w for f in files for w in _walk([f], connection)]
    errors: dict[str, list[str]] = {}
    for path, kind in connection.sql(f"SELECT path, error_type FROM ({rejects_of(name)})").fetchall():
        errors.setdefault(path, []).append(kind)
    return [_walked(f, counted.get(str(f.file.path), 0), errors.get(str(f.file.path), [])) for f in files]


def _walked(file: PreparedFile, records: int, errors: list[str]) -> PreparedFile:
    if {"UNQUOTED VALUE", "LINE SIZE OVER MAXIMUM"} & set(errors):
        return replace(file, dirty=True)
    if records + len(errors) + file.dialect.skip == count_lines(file.file):
        return replace(file, one_line_each=True)
    return replace(file, dirty=bool(errors))


def _head(file: FoundFile) -> str:
    """The file's beginning as text, whole lines only."""
    head = first_bytes(file, _HEAD)
    text = head.decode("utf-8-sig", "replace")
    if len(head) < _HEAD:
        return text
    return text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
