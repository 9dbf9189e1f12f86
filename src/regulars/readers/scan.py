"""A source made ready to scan: what every reader hands on, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import duckdb

from regulars.facts.mapping import SourceColumn

Row = dict[str, str | None]


class Scan(Protocol):
    """Files (or one frame) of one form, readable as one relation on the embedded engine.

    ``located`` and ``rejected`` speak of the latest reading of ``relation``: read it in full, with
    the columns you use, before you ask them. Rows read = rows of ``relation`` + rows of ``rejected``.
    """

    @property
    def form(self) -> str:
        """A fingerprint of the format and the columns: equal for files that are one Scan."""
        ...

    @property
    def files(self) -> tuple[str, ...]:
        """Names as shown to people, in reading order."""
        ...

    @property
    def columns(self) -> tuple[SourceColumn, ...]:
        """The columns of ``relation``, in order; names are unique and clean."""
        ...

    @property
    def sample(self) -> tuple[Row, ...]:
        """Up to a few hundred rows from the beginning, middle and end, as text; for recognition only."""
        ...

    @property
    def relation(self) -> str:
        """A FROM clause that yields ``columns`` and nothing else, as fast as it can."""
        ...

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        """A slower FROM clause, for pointing at bad rows: ``columns`` and three more.

        ``source_file`` as shown to people; ``source_record``, the 1-based number of the data record
        within its file, rejected records counted; ``source_line``, the physical line, NULL if unknown.
        """
        ...

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        """A FROM clause of records that are no rows at all (too many fields, a broken quote).

        Its columns: ``file``, ``record``, ``line`` (NULL if unknown), ``column_name`` ('' if none),
        ``value`` (the record's text, shortened), ``reason`` (see REASONS).
        """
        ...


@runtime_checkable
class Around(Protocol):
    """A Scan that shows another's rows in its own way."""

    @property
    def inside(self) -> Scan: ...

    def of(self, scan: Scan) -> Scan:
        """The same around another scan."""
        ...


REASONS: dict[str, str] = {
    "too_few_fields": "the record has fewer fields than the header",
    "too_many_fields": "the record has more fields than the header",
    "broken_quote": "a quoted field does not end where it should",
    "record_too_long": "the record is longer than a record can be",
    "not_text": "the bytes are not text in the file's encoding; --encoding windows-1252 may read them",
    "nul_byte": "the record holds a NUL, which no text has: the file is damaged there, or in UTF-16 (--encoding utf-16-le)",
    "broken_json": "the line is no whole JSON object",
    "not_an_object": "the record is JSON, but no object with named fields",
    "sums_up": "the row sums up other rows, and is none itself",
}
"""Why a record is rejected: the name in the quarantine, and its sentence."""


NOTHING_REJECTED = (
    "(SELECT '' AS file, CAST(0 AS BIGINT) AS record, CAST(NULL AS BIGINT) AS line, '' AS column_name, '' AS value,"
    " '' AS reason WHERE false)"
)


def sample_as_text(relation: str, connection: duckdb.DuckDBPyConnection) -> tuple[Row, ...]:
    """Rows with typed columns as a sample: every value as text, nothing as None."""
    cursor = connection.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {relation}")
    names = [d[0] for d in cursor.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class BrokenSource:
    """A file that could not be read and was left out, as ``keep_going`` asked."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that was found at the sources: to be read, broken, and passed by (with the reason)."""

    scans: tuple[Scan, ...]
    broken: tuple[BrokenSource, ...] = ()
    notes: tuple[str, ...] = ()
