"""A scan with columns that hold the same in every row: what ``--map place==Vilnius`` says of a whole file."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from regulars.facts.mapping import SourceColumn
from regulars.readers.csv.reading import identifier, literal
from regulars.readers.scan import Row, Scan


class ConstantScan:
    """A Scan around another, with a column for each constant. See ``regulars.readers.scan.Scan``.

    A column is named as its constant was said, ``=Vilnius``, and holds ``Vilnius``.
    """

    def __init__(self, scan: Scan, said: Sequence[str]) -> None:
        self._scan, self._said = scan, tuple(said)
        self.files, self.form = scan.files, f"{scan.form}{''.join(self._said)}"
        self.columns = (*scan.columns, *(SourceColumn(name) for name in self._said))
        self.sample: tuple[Row, ...] = tuple({**row, **{name: name[1:] for name in self._said}} for row in scan.sample)
        self.relation = self._around(scan.relation)

    @property
    def inside(self) -> Scan:
        return self._scan

    def of(self, scan: Scan) -> ConstantScan:
        return ConstantScan(scan, self._said)

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        return self._around(self._scan.located(connection))

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        return self._scan.rejected(connection)

    def _around(self, relation: str) -> str:
        held = ", ".join(f"{literal(name[1:])} AS {identifier(name)}" for name in self._said)
        return f"(SELECT *, {held} FROM {relation})"


def with_constants(scan: Scan, said: Sequence[str]) -> Scan:
    """The scan itself, or with the constants that are said of its rows."""
    return ConstantScan(scan, said) if said else scan
