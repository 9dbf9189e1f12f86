"""How each prepared file is read: as it is, in one thread, or from a mended copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from regulars.readers.csv.mend import mend
from regulars.readers.csv.prepare import PreparedFile, table_name
from regulars.readers.csv.walk import walk


def settle(files: Sequence[PreparedFile], folder: Path, connection: duckdb.DuckDBPyConnection) -> list[PreparedFile]:
    """The files in their order, each as DuckDB reads it rightly; ``folder`` takes the mended copies."""
    quoted = [f for f in files if f.has_quotes and not f.dirty]
    walked = {f.file: f for group in _alike(quoted) for f in walk(group, connection)}
    known = [walked.get(f.file, f) for f in files]
    return [_mended(f, folder) if f.dirty else f for f in known]


def _alike(files: Sequence[PreparedFile]) -> list[list[PreparedFile]]:
    groups: dict[object, list[PreparedFile]] = {}
    for file in files:
        groups.setdefault(file.layout, []).append(file)
    return list(groups.values())


def _mended(file: PreparedFile, folder: Path) -> PreparedFile:
    copy = mend(file.file, file.dialect, folder / f"{table_name('copy')}.csv")
    return replace(file, packed=False, has_quotes=True, one_line_each=False, mended=copy)
