"""Rows from anywhere, written batch by batch to temporary Parquet: memory holds one batch, never all.

Every value is kept as the text that the source wrote; a column whose every value is a number (a date,
a time) is said to be one, and read back as that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from regulars.facts.mapping import SourceColumn
from regulars.readers.csv.prepare import table_name
from regulars.readers.scan import Row

Sort = Literal["text", "number", "day", "local", "instant", "yes_no"]
Values = dict[str, tuple[str, Sort]]
BATCH = 20_000
RECORD, LINE, FILE_ROW = "regulars_record", "regulars_line", "regulars_row"
TYPES: dict[Sort, str] = {
    "text": "VARCHAR",
    "number": "DECIMAL(38, 10)",
    "day": "DATE",
    "local": "TIMESTAMP",
    "instant": "TIMESTAMP WITH TIME ZONE",
    "yes_no": "BOOLEAN",
}
_LONGEST_NUMBER = 24
_FIRST, _LATER = 150, 150
SHOWN_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Spooled:
    """One source's rows in temporary files, and its records that are no rows."""

    shown: str
    parts: tuple[Path, ...]
    columns: tuple[SourceColumn, ...]
    rows: int
    rejected: Path
    sample: tuple[Row, ...]

    @property
    def form(self) -> str:
        return "\x1f".join(f"{c.name.casefold()} {c.type}" for c in sorted(self.columns, key=lambda c: c.name))


@dataclass(slots=True)
class _Column:
    name: str
    sort: Sort | None = None
    of_line: bool = False

    def saw(self, value: str, sort: Sort) -> None:
        """One value of another sort makes the whole column text."""
        if sort == "number" and len(value) > _LONGEST_NUMBER:
            sort = "text"
        if self.sort != sort:
            both_dates = {self.sort, sort} == {"day", "local"}
            self.sort = sort if self.sort is None else "local" if both_dates else "text"


@dataclass(slots=True)
class Spool:
    """Takes rows and rejected records; ``done`` hands on what was written.

    A row is the values it has, by column, each with its sort; columns are known as they appear.
    """

    shown: str
    folder: Path
    rows: int = 0
    _columns: dict[str, _Column] = field(default_factory=dict)
    _plain: set[str] = field(default_factory=set)
    _batch: list[tuple[int, int | None, Values]] = field(default_factory=list)
    _rejects: list[tuple[int, int | None, str, str]] = field(default_factory=list)
    _parts: list[Path] = field(default_factory=list)
    _writer: pq.ParquetWriter | None = None
    _names: tuple[str, ...] = ()
    _sample: list[Row] = field(default_factory=list)
    _reject_writer: pq.ParquetWriter | None = None
    _rejected: Path = field(init=False)

    def __post_init__(self) -> None:
        self._rejected = self.folder / f"{table_name('rejected')}.parquet"
        self._reject_writer = pq.ParquetWriter(self._rejected, _REJECTS)

    def know(self, given: str, *, of_line: bool = False) -> _Column:
        """Make the column for what a source calls ``given``: clean, and unlike every other, capitals aside."""
        if given not in self._columns:
            base = " ".join(given.replace("\ufeff", "").replace("\xa0", " ").split()) or f"column {len(self._columns) + 1}"
            name, again = base, 2
            while name.casefold() in self._plain:
                name, again = f"{base} ({again})", again + 1
            self._plain.add(name.casefold())
            self._columns[given] = _Column(name, of_line=of_line)
        return self._columns[given]

    def add(self, values: Values, record: int, line: int | None = None) -> None:
        """One row; ``record`` and ``line`` say where it stands in its source."""
        columns = self._columns
        for given, (value, sort) in values.items():
            column = columns.get(given) or self.know(given)
            # Nearly every value is of its column's sort: only another is looked at.
            if column.sort != sort or (sort == "number" and len(value) > _LONGEST_NUMBER):
                column.saw(value, sort)
        self._batch.append((record, line, values))
        self.rows += 1
        if len(self._batch) >= BATCH:
            self._flush()

    def reject(self, record: int, line: int | None, value: str, reason: str) -> None:
        """A record that is no row; REASONS has its reason."""
        self._rejects.append((record, line, value[:SHOWN_AT_MOST], reason))
        if len(self._rejects) >= BATCH:
            self._flush_rejects()

    def done(self) -> Spooled:
        """Everything on disk, and what its columns are."""
        self._flush()
        self._flush_rejects()
        self.close()
        columns = tuple(SourceColumn(c.name, TYPES[c.sort or "text"], c.of_line) for c in self._columns.values())
        return Spooled(self.shown, tuple(self._parts), columns, self.rows, self._rejected, tuple(self._sample))

    def close(self) -> None:
        for writer in (self._writer, self._reject_writer):
            if writer is not None:
                writer.close()
        self._writer = self._reject_writer = None

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _flush(self) -> None:
        if not self._batch:
            return
        names = tuple(c.name for c in self._columns.values())
        self._take_sample()
        if names != self._names:
            self._begin(names)
        arrays: list[pa.Array] = [
            pa.array([v[given][0] if given in v else None for _, _, v in self._batch], pa.string()) for given in self._columns
        ]
        arrays.append(pa.array([r for r, _, _ in self._batch], pa.int64()))
        arrays.append(pa.array([n for _, n, _ in self._batch], pa.int64()))
        assert self._writer is not None
        self._writer.write_batch(pa.record_batch(arrays, schema=_schema(names)))
        self._batch = []

    def _begin(self, names: Sequence[str]) -> None:
        """A file of its own for rows with further columns."""
        if self._writer is not None:
            self._writer.close()
        self._names = tuple(names)
        self._parts.append(self.folder / f"{table_name('spool')}.parquet")
        self._writer = pq.ParquetWriter(self._parts[-1], _schema(names), compression="zstd", compression_level=1)

    def _take_sample(self) -> None:
        """Rows from the beginning, and some of every batch."""
        wanted = _FIRST if not self._sample else 10 if len(self._sample) < _FIRST + _LATER else 0
        step = max(1, len(self._batch) // wanted) if wanted else 0
        picked = self._batch[:_FIRST] if not self._sample else self._batch[:: step or len(self._batch)][:wanted]
        self._sample += [{self._columns[g].name: v for g, (v, _) in values.items()} for _, _, values in picked]

    def _flush_rejects(self) -> None:
        if self._rejects:
            assert self._reject_writer is not None
            columns = [list(c) for c in zip(*self._rejects, strict=True)]
            self._reject_writer.write_table(pa.table(columns, schema=_REJECTS))
            self._rejects = []


_REJECTS = pa.schema([("record", pa.int64()), ("line", pa.int64()), ("value", pa.string()), ("reason", pa.string())])


def _schema(names: Sequence[str]) -> pa.Schema:
    return pa.schema([*((n, pa.string()) for n in names), (RECORD, pa.int64()), (LINE, pa.int64())])
