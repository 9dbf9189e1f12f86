"""A workbook's sheet, ready to scan."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from regulars.errors import BrokenFile, NotATable
from regulars.readers.files import FoundFile, opened
from regulars.readers.spool.writing import Spool, Spooled
from regulars.readers.xlsx.table import LOOKED_AT, Cells, Table, find_table, is_blank, sums_up, written
from regulars.readers.zip.bounds import check_sizes

_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, SyntaxError, RuntimeError)
"""What openpyxl raises on a workbook whose inside is not what it should be; ``SyntaxError`` is XML that breaks off."""


def xlsx_file(file: FoundFile, folder: Path) -> tuple[Spooled, tuple[str, ...]]:
    """Read a workbook's sheet (``file.part``, else the first that holds a table), and what to know of the others."""
    with _book(file) as book:
        sheet, table = _sheet_of(book, file)
        others = [n for n in book.sheetnames if n != sheet.title]
        with Spool(file.shown, folder) as spool:
            for name in table.names:
                spool.know(name)
            _pour(sheet, table, spool)
            if not spool.rows:
                raise NotATable(
                    f"{file.shown} has a header and no rows in its sheet {sheet.title}",
                    expected="a row for each order or line",
                    do="export it again, with its rows",
                )
            notes = (f"{file.shown}: the sheet {sheet.title} was read; not read: {', '.join(others)}",) if others else ()
            return spool.done(), notes


@contextmanager
def _book(file: FoundFile) -> Iterator[Any]:
    with opened(file) as raw, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl speaks of styles and filters that it passes by
        try:
            check_sizes(zipfile.ZipFile(raw), file.shown)
            book = _loaded(raw)
            try:
                yield book
            finally:
                book.close()
        except _BROKEN as e:
            raise BrokenFile(
                f"{file.shown} is an Excel workbook that is damaged or breaks off ({type(e).__name__})",
                expected="a whole .xlsx workbook",
                do="open it in the program that made it and save it again; regulars import --keep-going reads the other files",
            ) from e


def _loaded(raw: Any) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(raw, read_only=True, data_only=True, keep_links=False)
    except (TypeError, AttributeError) as e:  # it makes its objects of whatever stands where styles and properties do
        raise ValueError(str(e)) from e


def _sheet_of(book: Any, file: FoundFile) -> tuple[Any, Table]:
    sheets = {s.title: s for s in book.worksheets}
    if file.part:
        if file.part not in sheets:
            raise NotATable(
                f"{file.shown} has no sheet {file.part!r}", expected="one of " + ", ".join(sheets), do="name it after the #"
            )
        sheets = {file.part: sheets[file.part]}
    for sheet in sorted(sheets.values(), key=lambda s: s.sheet_state != "visible"):
        if table := find_table(list(islice(_rows(sheet), LOOKED_AT))):
            return sheet, table
    raise NotATable(
        f"{file.shown} holds no table in its sheets {', '.join(sheets)}",
        expected="a sheet with a row of column names and rows below it",
        do="check that it is the right workbook, or save the table as CSV",
    )


def _rows(sheet: Any) -> Iterator[Cells]:
    sheet.reset_dimensions()  # many programs write a wrong size
    return iter(sheet.iter_rows(values_only=True))


def _pour(sheet: Any, table: Table, spool: Spool) -> None:
    record = 0
    for line, row in enumerate(_rows(sheet), start=1):
        cells = table.cells(row)
        if line <= table.above or is_blank(cells):
            continue
        record += 1
        if sums_up(cells):
            spool.reject(record, line, " ".join(str(c) for c in cells if c is not None), "sums_up")
            continue
        named = zip(table.names, cells, strict=True)
        spool.add({n: written(c) for n, c in named if c is not None and c != ""}, record, line)
