"""From files and frames to facts on an engine, not yet anybody's: the way that reading and importing share."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.intake import Intake
from regulars.facts.mapping import Mapping
from regulars.facts.recognition import recognise_all
from regulars.readers.rows.purchases import Origin
from regulars.readers.rows.reading import take_in
from regulars.readers.sources import open_sources
from regulars.settings import Settings

Given = Lookup[str, str] | Sequence[Mapping]


@dataclass(frozen=True, slots=True)
class Brought:
    """What was read, and what its columns were taken to mean."""

    intake: Intake
    mappings: tuple[Mapping, ...]


def bring_in(
    engine: DuckDBEngine,
    sources: Sequence[Any],
    settings: Settings,
    *,
    origin: Origin,
    given: Given | None = None,
    keep_going: bool = False,
) -> Brought:
    """Leave ``incoming_<kind>`` tables and ``quarantine`` on the engine.

    ``given`` says which column means what. With ``keep_going`` a file that can't be read is passed
    by and named in ``intake.skipped``; without, it raises NotATable or BrokenFile.
    """
    opened = open_sources(sources, engine.connection, folder=engine.folder, keep_going=keep_going)
    mappings = recognise_all([(scan.columns, scan.sample) for scan in opened.scans], given)
    intake = take_in(engine.connection, list(zip(opened.scans, mappings, strict=True)), settings, origin)
    skipped = tuple(f"{b.file}: {b.reason}" for b in opened.broken)
    return Brought(replace(intake, skipped=skipped), mappings)


def now() -> datetime:
    """This moment, in UTC without a zone mark."""
    return datetime.now(UTC).replace(tzinfo=None)
