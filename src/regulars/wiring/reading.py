"""Reading in memory: files, folders or frames become Facts on an engine of their own, or an Inspection."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from regulars.engines.duckdb import DuckDBEngine, interruptible
from regulars.errors import BrokenFile, InputError
from regulars.facts.events import local_day
from regulars.facts.inspection import FormSeen, Inspection, form_seen
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.facts.mapping import Mapping
from regulars.readers.declared.reading import Read
from regulars.readers.rows.expressions import identifier, text_of
from regulars.readers.rows.purchases import Origin
from regulars.readers.rows.reading import Taken, release
from regulars.readers.rows.staging import Ways
from regulars.readers.scan import Scan
from regulars.settings import Settings
from regulars.wiring.bringing_in import Given, Sources, bring_in, now, taken
from regulars.wiring.engines import only_embedded

SOURCE, IMPORT = "shop", "000001"


def read(
    *sources: Any,
    settings: Settings | None = None,
    mapping: Given | None = None,
    encoding: str | None = None,
    clock: Callable[[], datetime] = now,
    **changes: Any,
) -> Facts:
    """Facts from files, folders, globs or frames, held in memory (and on disk beyond ``memory_limit``).

    ``mapping``: field name to column, such as ``{"customer": "client_no"}``, or saved mappings.
    ``encoding``: what text files are written in, such as ``windows-1257``, if it isn't found out.
    ``changes``: settings by name, such as ``currency="EUR"``. What was read is in ``facts.intake``.
    ``clock``: this moment in UTC; purchases after its day are no facts yet, but with ``as_of``.
    Pseudonyms are made with a key that is thrown away: they differ from reading to reading.
    """
    settings = (settings or Settings()).with_(**changes)
    only_embedded(settings)
    engine = DuckDBEngine(memory_limit=settings.memory_limit)
    at = clock()
    origin = Origin(SOURCE, IMPORT, at, secrets.token_hex(32))
    with interruptible():
        brought = bring_in(engine, sources, settings, origin=origin, given=mapping, encoding=encoding)
        with engine.world("reading"):
            _keep(engine)
    return Facts.over(engine, settings, brought.intake, local_day(at, ZoneInfo(settings.time_zone)))


def _keep(engine: DuckDBEngine) -> None:
    """The incoming facts become the engine's tables, and what led to them is let go."""
    for kind in KINDS:
        engine.connection.execute(f"CREATE TABLE {kind} AS SELECT * FROM incoming_{kind}")
    release(engine.connection)


def inspect(
    *sources: Any,
    settings: Settings | None = None,
    mapping: Given | None = None,
    encoding: str | None = None,
    **changes: Any,
) -> Inspection:
    """How files, folders, globs or frames would be read: columns, dates, numbers, first bad rows, sums.

    Every row is read, and nothing is written. What can't be read as a whole (ambiguous dates, say)
    is told in ``problem``; UnknownColumns, NoCustomers, NotATable or BrokenFile are raised.
    """
    settings = (settings or Settings()).with_(**changes)
    with interruptible(), DuckDBEngine(memory_limit=settings.memory_limit) as engine:
        opened = Sources.open(engine, sources, mapping, keep_going=True, encoding=encoding)
        read, found, problem = _tried(opened, settings)
        return _inspection(read, found, problem)


def _tried(sources: Sources, settings: Settings) -> tuple[Sources, Taken | None, str]:
    try:
        return *taken(sources, settings, Origin(SOURCE, IMPORT, now()), keep_going=True), ""
    except BrokenFile:
        raise
    except InputError as e:
        return sources, None, str(e)


def _inspection(read: Sources, found: Taken | None, problem: str) -> Inspection:
    ways = found.ways if found else (None,) * len(read.mappings)
    return Inspection(
        forms=tuple(_form(read, scan, m, w) for scan, m, w in zip(read.opened.scans, read.mappings, ways, strict=True)),
        mappings=read.mappings,
        intake=found.intake if found else None,
        problem=problem,
        skipped=read.skipped(),
        notes=read.opened.notes,
    )


def _form(read: Sources, scan: Scan, mapping: Mapping, ways: Ways | Read | None) -> FormSeen:
    examples = {c.name: next((v for row in scan.sample if (v := row.get(c.name))), "") for c in scan.columns}
    unseen = [c for c in scan.columns if c.name in mapping.columns.values() and not examples[c.name]]
    if unseen:  # the sample showed no value: only the whole column tells that there is none
        values = ", ".join(f"max(nullif({text_of(c)}, ''))" for c in unseen)
        listed = ", ".join(identifier(c.name) for c in unseen)
        (found,) = read.engine.connection.execute(f"SELECT {values} FROM (SELECT {listed} FROM {scan.relation})").fetchall()
        examples |= {c.name: v or "" for c, v in zip(unseen, found, strict=True)}
    return form_seen(scan.files, mapping, examples, ways.dates.why if ways else "", ways.numbers.why if ways else "")
