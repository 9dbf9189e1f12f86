"""A source made ready to scan: what every reader hands on, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.facts.intake import BadRow


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column as the source has it: ``type`` is DuckDB's; VARCHAR where the source is text."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Scan:
    """Files (or one frame) of one form, readable as one relation on the embedded engine.

    ``relation`` is a FROM clause that yields ``columns`` and nothing else, as fast as it can.
    ``located`` is a slower FROM clause that adds ``source_file`` (as shown to people),
    ``source_record`` (1-based number of the data record within its file) and ``source_line``
    (physical line where known, else NULL); it is read only to point at bad rows.
    ``rejected`` are records that are no rows at all (too many fields, a broken quote), found while
    the scan was made ready. ``records`` counts good and rejected records, where known beforehand.
    """

    form: str
    files: tuple[str, ...]
    columns: tuple[SourceColumn, ...]
    relation: str
    located: str
    sample: tuple[dict[str, str | None], ...]
    rejected: tuple[BadRow, ...] = ()
