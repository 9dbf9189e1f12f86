"""Reading in memory: files, folders or frames become Facts on an engine of their own, or an Inspection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regulars.engines.duckdb import DuckDBEngine, interruptible
from regulars.errors import InputError
from regulars.facts.inspection import FormSeen, Inspection, form_seen
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.facts.mapping import Mapping
from regulars.facts.recognition import recognise_all
from regulars.readers.rows.purchases import Origin
from regulars.readers.rows.reading import Taken, release, take_in_all
from regulars.readers.rows.staging import Ways
from regulars.readers.scan import Opened, Scan
from regulars.readers.sources import open_sources
from regulars.settings import Settings
from regulars.wiring.bringing_in import Given, bring_in, now

SOURCE, IMPORT = "shop", "000001"


def read(*sources: Any, settings: Settings | None = None, mapping: Given | None = None, **changes: Any) -> Facts:
    """Facts from files, folders, globs or frames, held in memory (and on disk beyond ``memory_limit``).

    ``mapping``: field name to column, such as ``{"customer": "client_no"}``, or saved mappings.
    ``changes``: settings by name, such as ``currency="EUR"``. What was read is in ``facts.intake``.
    """
    settings = (settings or Settings()).with_(**changes)
    engine = DuckDBEngine(memory_limit=settings.memory_limit)
    with interruptible():
        brought = bring_in(engine, sources, settings, origin=Origin(SOURCE, IMPORT, now()), given=mapping)
        _keep(engine)
    return Facts.over(engine, settings, brought.intake)


def _keep(engine: DuckDBEngine) -> None:
    """The incoming facts become the engine's tables, and what led to them is let go."""
    for kind in KINDS:
        engine.connection.execute(f"CREATE TABLE {kind} AS SELECT * FROM incoming_{kind}")
    release(engine.connection)


def inspect(*sources: Any, settings: Settings | None = None, mapping: Given | None = None, **changes: Any) -> Inspection:
    """How files, folders, globs or frames would be read: columns, dates, numbers, first bad rows, sums.

    Every row is read, and nothing is written. What can't be read as a whole (ambiguous dates, say)
    is told in ``problem``; UnknownColumns, NoCustomers, NotATable or BrokenFile are raised.
    """
    settings = (settings or Settings()).with_(**changes)
    with interruptible(), DuckDBEngine(memory_limit=settings.memory_limit) as engine:
        opened = open_sources(sources, engine.connection, folder=engine.folder, keep_going=True)
        mappings = recognise_all([(scan.columns, scan.sample) for scan in opened.scans], mapping)
        taken, problem = _tried(engine, opened.scans, mappings, settings)
    return _inspection(opened, mappings, taken, problem)


def _tried(
    engine: DuckDBEngine, scans: Sequence[Scan], mappings: Sequence[Mapping], settings: Settings
) -> tuple[Taken | None, str]:
    try:
        pairs = list(zip(scans, mappings, strict=True))
        return take_in_all(engine.connection, pairs, settings, Origin(SOURCE, IMPORT, now())), ""
    except InputError as e:
        return None, str(e)


def _inspection(opened: Opened, mappings: tuple[Mapping, ...], taken: Taken | None, problem: str) -> Inspection:
    ways = taken.ways if taken else (None,) * len(mappings)
    return Inspection(
        forms=tuple(_form(scan, m, w) for scan, m, w in zip(opened.scans, mappings, ways, strict=True)),
        mappings=mappings,
        intake=taken.intake if taken else None,
        problem=problem,
        skipped=tuple(f"{b.file}: {b.reason}" for b in opened.broken),
        notes=opened.notes,
    )


def _form(scan: Scan, mapping: Mapping, ways: Ways | None) -> FormSeen:
    examples = {c.name: next((v for row in scan.sample if (v := row.get(c.name))), "") for c in scan.columns}
    return form_seen(scan.files, mapping, examples, ways.dates.why if ways else "", ways.numbers.why if ways else "")
