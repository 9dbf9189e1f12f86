"""Reading in memory: a file, folder or frame becomes Facts on an engine of its own."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from datetime import UTC, datetime
from typing import Any

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.facts.mapping import Mapping
from regulars.facts.recognition import recognise
from regulars.readers.rows.purchases import Origin
from regulars.readers.rows.reading import release, take_in
from regulars.readers.sources import open_sources
from regulars.settings import Settings

SOURCE = "shop"


def read(
    *sources: Any, settings: Settings | None = None, mapping: Mapping | Lookup[str, str] | None = None, **changes: Any
) -> Facts:
    """Facts from files, folders, globs or frames, held in memory (and on disk beyond ``memory_limit``).

    ``mapping``: a Mapping, or field name to column, such as ``{"customer": "client_no"}``.
    ``changes``: settings by name, such as ``currency="EUR"``. The intake of what was read is
    ``facts.intake``.
    """
    settings = (settings or Settings()).with_(**changes)
    engine = DuckDBEngine(memory_limit=settings.memory_limit)
    opened = open_sources(sources, engine.connection, folder=engine.folder)
    recognised = [(scan, recognise(scan.columns, scan.sample, mapping)) for scan in opened.scans]
    origin = Origin(SOURCE, "000001", datetime.now(UTC).replace(tzinfo=None))
    intake = take_in(engine.connection, recognised, settings, origin)
    for kind in KINDS:
        engine.connection.execute(f"CREATE TABLE {kind} AS SELECT * FROM incoming_{kind}")
    release(engine.connection)
    return Facts.over(engine, settings, intake)
