"""Opening the outside world: paths, folders, globs and frames become scans."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from regulars.errors import BrokenFile, EnvironmentFault, InputError, NotATable
from regulars.readers.content import format_of
from regulars.readers.csv.prepare import PreparedFile, look
from regulars.readers.csv.scan import CsvScan, form_of
from regulars.readers.csv.settle import settle
from regulars.readers.databases.addresses import is_address, parse
from regulars.readers.databases.opening import database_scan
from regulars.readers.digits.scan import DigitsScan, with_plain_digits
from regulars.readers.exports.scan import as_export
from regulars.readers.files import FoundFile
from regulars.readers.folders import find_files
from regulars.readers.frames.scan import frame_scan
from regulars.readers.json_lines.reading import json_file
from regulars.readers.parquet.scan import ParquetFile, ParquetScan, parquet_file
from regulars.readers.scan import BrokenSource, Opened, Scan
from regulars.readers.spool.scan import SpooledScan, akin
from regulars.readers.spool.writing import Spooled
from regulars.readers.xlsx.reading import xlsx_file
from regulars.readers.zip.members import members
from regulars.words import counted


def open_sources(
    sources: Sequence[Any],
    connection: duckdb.DuckDBPyConnection,
    *,
    folder: Path,
    keep_going: bool = False,
    encoding: str | None = None,
) -> Opened:
    """Everything at ``sources``, ready to scan on ``connection``; ``folder`` is for temporary copies.

    A source is a path (str or Path) of a file, folder or glob, an address of a table, or a frame. Files of the same columns
    become one Scan. NotATable or BrokenFile names the file that cannot be read; with ``keep_going``
    it is listed as broken instead. ``encoding`` is Python's name of what text files are in, if known.
    """
    paths = [s for s in sources if isinstance(s, str | Path) and not is_address(s)]
    found = find_files(paths)
    opening = _Opening(connection, Path(tempfile.mkdtemp(dir=folder)), encoding, keep_going)
    for file in found.files:
        opening.add(file)
    databases = [scan for s in sources if is_address(s) for scan in opening.database(s)]
    frames = [s for s in sources if not isinstance(s, str | Path)]
    scans = [
        *opening.scans(),
        *databases,
        *(frame_scan(f, n, connection, opening.folder) for n, f in enumerate(frames, start=1)),
    ]
    if not scans:
        raise opening.nothing()
    plain = [with_plain_digits(s) for s in scans]
    notes = (*found.notes, *opening.notes, *(s.note for s in plain if isinstance(s, DigitsScan)))
    return Opened(tuple(as_export(s, connection) for s in plain), tuple(opening.broken), notes)


@dataclass(slots=True)
class _Opening:
    connection: duckdb.DuckDBPyConnection
    folder: Path
    encoding: str | None
    keep_going: bool
    texts: list[PreparedFile] = field(default_factory=list)
    parquets: list[ParquetFile] = field(default_factory=list)
    jsons: list[Spooled] = field(default_factory=list)
    books: list[Spooled] = field(default_factory=list)
    broken: list[BrokenSource] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, file: FoundFile) -> None:
        try:
            self._open(file)
        except (NotATable, BrokenFile) as e:
            if not self.keep_going:
                raise
            self.broken.append(BrokenSource(file.shown, e.found))

    def database(self, address: str) -> list[Scan]:
        """The scan of an address; none where its server failed and going on was asked."""
        try:
            return [database_scan(address, self.connection, self.folder)]
        except (NotATable, BrokenFile, EnvironmentFault) as e:
            if not self.keep_going:
                raise
            self.broken.append(BrokenSource(parse(address).shown, e.found))
            return []

    def _open(self, file: FoundFile) -> None:
        match format_of(file):
            case "parquet":
                self.parquets.append(parquet_file(file, self.connection))
            case "json":
                self.jsons.append(json_file(file, self.folder))
            case "xlsx":
                book, notes = xlsx_file(file, self.folder)
                self.books.append(book)
                self.notes += notes
            case "zip":
                for member in members(file, self.folder, self.notes):
                    self.add(member)
            case "csv":
                self.texts.append(look(file, self.folder, self.encoding))
                self.notes += self.texts[-1].notes

    def scans(self) -> list[Scan]:
        texts = [CsvScan(group) for group in _alike(settle(self._with_rows(), self.folder, self.connection), form_of)]
        parquets = (ParquetScan(group) for group in _alike([f for f in self.parquets if f.rows], lambda f: f.form))
        objects = (SpooledScan("json", group) for group in akin(self.jsons))
        books = (SpooledScan("xlsx", group) for group in _alike(self.books, lambda f: f.form))
        return [*texts, *parquets, *objects, *books]

    def _with_rows(self) -> list[PreparedFile]:
        """Files with a header alone are passed by, where others have rows."""
        self.notes += [f"{f.file.shown} has a header and no rows" for f in self.texts if not f.has_rows]
        self.notes += [f"{f.file.shown} has columns and no rows" for f in self.parquets if not f.rows]
        return [f for f in self.texts if f.has_rows]

    def nothing(self) -> InputError:
        if self.texts or self.parquets:
            shown = ", ".join([*(f.file.shown for f in self.texts), *(f.file.shown for f in self.parquets)][:3])
            return NotATable(
                f"{shown} has a header and no rows",
                expected="a row for each order or line",
                do="export it again, with its rows",
            )
        if len(self.broken) == 1:
            return BrokenFile(self.broken[0].reason, expected="a whole file of rows and columns", do="export it again as CSV")
        if self.broken:
            return BrokenFile(
                f"none of {counted(len(self.broken), 'file')} could be read; the first: {self.broken[0].reason}",
                expected="at least one whole file",
                do="export them again",
            )
        return NotATable("nothing was given to read", expected="a file, a folder or a frame", do="name one")


def _alike(files: Iterable[Any], form: Any) -> list[list[Any]]:
    groups: dict[str, list[Any]] = {}
    for file in files:
        groups.setdefault(form(file), []).append(file)
    return list(groups.values())
