"""One import: what is new or changed becomes parts, and one manifest makes them live."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import duckdb

from regulars.facts.intake import Intake, Noticed
from regulars.facts.kinds import INCOMING_CALLED_OFF, KINDS, Kind
from regulars.stores.workspace.comparing import OF_ORDERS, compare
from regulars.stores.workspace.faults import failures
from regulars.stores.workspace.folder import Folder
from regulars.stores.workspace.manifest import QUARANTINE, SUPERSEDED, Counts, Manifest, Part, import_id
from regulars.stores.workspace.marks import erased_in
from regulars.stores.workspace.parts import Words, few_words, has_rows, stamped, write_part
from regulars.version import __version__


@dataclass(frozen=True, slots=True)
class _Import:
    """What one import's parts have in common."""

    folder: Folder
    connection: duckdb.DuckDBPyConnection
    number: int
    source: str
    recorded_at: datetime

    def stamped(self, kind: Kind, rows: str, words: Words | None = None) -> str:
        stamps: dict[str, Any] = {"source": self.source, "recorded_at": self.recorded_at, "number": self.number}
        return stamped(kind, rows, **stamps, words=words)


def write_import(
    folder: Folder,
    connection: duckdb.DuckDBPyConnection,
    intake: Intake,
    *,
    source: str,
    now: datetime,
    watermark: int | None = None,
) -> Manifest:
    """Add what ``incoming_<kind>`` tables hold to the workspace, all of it or nothing.

    Call it within ``folder.writing()``. ``now`` is UTC; where the clock went back, the import is
    recorded just after the one before it, so that the later version stays the later one. ``watermark``:
    up to which number of the store's outbox its facts are in the workspace now; else as it was.
    """
    latest = folder.latest()
    number = latest.number + 1 if latest else 1
    recorded_at = max(now, latest.recorded_at + timedelta(microseconds=1)) if latest else now
    this = _Import(folder, connection, number, source, recorded_at)
    erased = erased_in(folder, latest)
    with _undone_unless_committed(folder), failures(folder.path):
        intake = erased.keep_out(connection, intake)
        counts, parts, found = _write_kinds(this)
        parts += _write_quarantine(this)
        manifest = Manifest(
            number=number,
            previous=number - 1,
            recorded_at=recorded_at,
            source=source,
            counts=counts,
            parts=(*(latest.parts if latest else ()), *parts),
            intake=replace(intake, noticed=(*intake.noticed, *found)),
            version=__version__,
            watermark=watermark if watermark is not None else latest.watermark if latest else 0,
            erased=erased.marks,
        )
        folder.commit(manifest)
    return manifest


def _write_kinds(this: _Import) -> tuple[dict[str, Counts], list[Part], list[Noticed]]:
    counts: dict[str, Counts] = {}
    parts: list[Part] = []
    noticed: list[Noticed] = []
    for kind in KINDS.values():
        if has_rows(this.connection, f"incoming_{kind.name}") or _may_lose(this, kind):
            counts[kind.name], written, found = _write_kind(this, kind)
            parts += written
            noticed += found
    return counts, parts, noticed


def _may_lose(this: _Import, kind: Kind) -> bool:
    """Whether an import that brings none of a kind may take some away."""
    return kind.name in OF_ORDERS and bool(this.folder.live(kind.name).facts) and has_rows(this.connection, INCOMING_CALLED_OFF)


def _write_kind(this: _Import, kind: Kind) -> tuple[Counts, list[Part], tuple[Noticed, ...]]:
    live = this.folder.live(kind.name)
    arrived = f"incoming_{kind.name}"
    if not live.facts:
        part = _write(this, "facts", kind.name, this.stamped(kind, arrived, few_words(this.connection, kind, arrived)))
        return Counts(new=part.rows), [part], ()
    comparison = compare(this.connection, kind, live)
    parts = []
    if comparison.counts.new or comparison.counts.changed:
        rows = this.stamped(kind, comparison.differing)
        parts.append(_write(this, "facts", kind.name, rows))
    if comparison.counts.changed or comparison.counts.withdrawn:
        rows = f"SELECT fact_id, TIMESTAMP '{this.recorded_at.isoformat(' ')}' AS recorded_at FROM {comparison.changed}"
        parts.append(_write(this, SUPERSEDED, kind.name, rows))
    comparison.forget(this.connection)
    return comparison.counts, parts, comparison.noticed


def _write_quarantine(this: _Import) -> list[Part]:
    if not has_rows(this.connection, QUARANTINE):
        return []
    rows = f"SELECT '{import_id(this.number)}' AS import_id, file, record, line, column_name, value, reason FROM quarantine"
    return [_write(this, QUARANTINE, "", rows)]


def _write(this: _Import, role: str, kind: str, rows: str) -> Part:
    places = {"facts": f"facts/{kind}", SUPERSEDED: f"facts/superseded/{kind}", QUARANTINE: "quarantine"}
    path = f"{places[role]}/{import_id(this.number)}.parquet"
    written = write_part(this.connection, this.folder.path / path, rows, kind or role, timed=role == "facts")
    return Part(
        role=role,
        kind=kind,
        path=path,
        rows=written.rows,
        size_bytes=written.size_bytes,
        recorded_at=this.recorded_at,
        import_id=import_id(this.number),
        first_at=written.first_at,
        last_at=written.last_at,
    )


@contextmanager
def _undone_unless_committed(folder: Folder) -> Iterator[None]:
    """Leave nothing behind when an import ends early. If even that fails, the next import clears up."""
    done = False
    try:
        yield
        done = True
    finally:
        if not done:
            _clear_quietly(folder)


def _clear_quietly(folder: Folder) -> None:
    try:
        folder.clear_orphans()
    except OSError:  # the first failure is the one to tell; what is left is never read, and cleared later
        return
