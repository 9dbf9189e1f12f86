"""Spooled sources of the same columns as one relation."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from regulars.facts.mapping import SourceColumn
from regulars.readers.csv.reading import identifier, literal, path_literal
from regulars.readers.spool.writing import LINE, RECORD, Spooled

_SAMPLED = 400


class SpooledScan:
    """A Scan over spooled sources. See ``regulars.readers.scan.Scan``."""

    def __init__(self, kind: str, files: Sequence[Spooled]) -> None:
        self._files = tuple(files)
        self.files = tuple(f.shown for f in files)
        self.columns = _in_common(files)
        self.form = f"{kind}:{files[0].form}"
        self.sample = tuple(row for f in files for row in f.sample[: max(20, _SAMPLED // len(files))])
        self.relation = f"(SELECT {', '.join(_typed(c) for c in self.columns)} FROM {self._read(files)})"

    def _read(self, files: Sequence[Spooled]) -> str:
        listed = ", ".join(path_literal(p) for f in files for p in f.parts)
        return f"read_parquet([{listed}], union_by_name=true)"

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        return "(" + " UNION ALL ".join(self._located(f) for f in self._files) + ")"

    def _located(self, file: Spooled) -> str:
        own = {c.name.casefold() for c in file.columns}
        listed = ", ".join(_typed(c) if c.name.casefold() in own else f"NULL AS {identifier(c.name)}" for c in self.columns)
        return (
            f"SELECT {listed}, {literal(file.shown)} AS source_file, {RECORD} AS source_record, {LINE} AS source_line"
            f" FROM {self._read([file])}"
        )

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        each = (
            f"SELECT {literal(f.shown)} AS file, record, line, '' AS column_name, value, reason"
            f" FROM read_parquet({path_literal(f.rejected)})"
            for f in self._files
        )
        return "(" + " UNION ALL ".join(each) + ")"


def akin(files: Sequence[Spooled]) -> list[list[Spooled]]:
    """Files of objects in groups that are one scan: objects may lack a field, and a file all of them.

    A file belongs to the first group with whose first file it shares half of all fields.
    """
    groups: list[list[Spooled]] = []
    for file in files:
        own = {c.name.casefold() for c in file.columns}
        for group in groups:
            first = {c.name.casefold() for c in group[0].columns}
            if 2 * len(own & first) >= len(own | first):
                group.append(file)
                break
        else:
            groups.append([file])
    return groups


def _in_common(files: Sequence[Spooled]) -> tuple[SourceColumn, ...]:
    """Every column of the files, in the order in which they appear; text where files differ in its type."""
    found: dict[str, SourceColumn] = {}
    for column in (c for f in files for c in f.columns):
        known = found.setdefault(column.name.casefold(), column)
        if known.type != column.type:
            found[column.name.casefold()] = SourceColumn(known.name, "VARCHAR", column.of_line)
    return tuple(found.values())


def _typed(column: SourceColumn) -> str:
    name = identifier(column.name)
    return name if column.type == "VARCHAR" else f"TRY_CAST({name} AS {column.type}) AS {name}"
