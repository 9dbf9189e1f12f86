"""From files and frames to facts on an engine, not yet anybody's: the way that reading and importing share."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import duckdb

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import BrokenFile, NoCustomers, UnknownColumns
from regulars.facts.intake import Intake, Noticed
from regulars.facts.mapping import Mapping
from regulars.facts.recognition import recognise_all
from regulars.facts.recognition_constants import constant_columns
from regulars.readers.constants import with_constants
from regulars.readers.exports.scan import told_of
from regulars.readers.parquet.damage import without_damaged
from regulars.readers.rows.purchases import Origin
from regulars.readers.rows.reading import Taken, take_in_all
from regulars.readers.scan import Opened
from regulars.readers.sources import open_sources
from regulars.settings import Settings

Given = Lookup[str, str] | Sequence[Mapping]


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources opened on an engine, and what their columns were taken to mean; ``given``: what the user said of that."""

    engine: DuckDBEngine
    opened: Opened
    mappings: tuple[Mapping, ...]
    given: Given | None = None

    @classmethod
    def open(
        cls,
        engine: DuckDBEngine,
        sources: Sequence[Any],
        given: Given | None = None,
        *,
        keep_going: bool = False,
        encoding: str | None = None,
    ) -> Sources:
        with engine.world("reading"):
            connection, folder = engine.connection, engine.folder
            opened = open_sources(sources, connection, folder=folder, keep_going=keep_going, encoding=encoding)
        said = constant_columns(given)
        opened = replace(opened, scans=tuple(with_constants(s, said) for s in opened.scans))
        return cls(engine, opened, _recognised(opened, given), given)

    def take(self, settings: Settings, origin: Origin) -> Taken:
        """Read every row, and leave ``incoming_<kind>`` tables and ``quarantine`` on the engine."""
        pairs = list(zip(self.opened.scans, self.mappings, strict=True))
        taken = take_in_all(self.engine.connection, pairs, settings, origin)
        told = told_of(self.opened.scans, self.engine.connection)
        return replace(taken, intake=replace(taken.intake, noticed=(*taken.intake.noticed, *told)))

    def whole(self) -> Sources:
        """The same without files that proved to be damaged while they were read; itself if none did."""
        sound = without_damaged(self.opened, self.engine.connection)
        if len(sound.broken) == len(self.opened.broken):
            return self
        return replace(self, opened=sound, mappings=_recognised(sound, self.given))

    def skipped(self) -> tuple[str, ...]:
        """The files that can't be read, each with the reason."""
        return tuple(b.reason if b.reason.startswith(b.file) else f"{b.file}: {b.reason}" for b in self.opened.broken)


def _recognised(opened: Opened, given: Given | None) -> tuple[Mapping, ...]:
    """What the columns mean; a refusal names what was not looked at, which may be where the rows are."""
    try:
        return recognise_all([(scan.columns, scan.sample) for scan in opened.scans], given)
    except (UnknownColumns, NoCustomers) as e:
        if not opened.notes:
            raise
        raise type(e)(f"{e.found.rstrip('.')}. Of the files: {'; '.join(opened.notes)}", expected=e.expected, do=e.do) from e


def taken(sources: Sources, settings: Settings, origin: Origin, *, keep_going: bool) -> tuple[Sources, Taken]:
    """Take sources in. Where that breaks off midway, the damaged files are found, and named or passed by."""
    with sources.engine.world("reading"):
        try:
            return sources, sources.take(settings, origin)
        except (duckdb.OutOfMemoryException, duckdb.InterruptException):
            raise
        except duckdb.Error:
            whole = sources.whole()
            if whole is sources:
                raise
        damaged = whole.opened.broken[len(sources.opened.broken)]
        if not keep_going or not whole.opened.scans:
            again = "write it again; regulars import --keep-going reads the other files"
            raise BrokenFile(damaged.reason, expected="a whole file", do=again)
        return whole, whole.take(settings, origin)


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
    encoding: str | None = None,
) -> Brought:
    """Leave ``incoming_<kind>`` tables and ``quarantine`` on the engine.

    ``given`` says which column means what, ``encoding`` in what text files are written. With
    ``keep_going`` a file that can't be read is passed by and named in ``intake.skipped``; without,
    it raises NotATable or BrokenFile.
    """
    opened = Sources.open(engine, sources, given, keep_going=keep_going, encoding=encoding)
    read, found = taken(opened, settings, origin, keep_going=keep_going)
    noticed = (*found.intake.noticed, *(Noticed("files", 0, (), note) for note in read.opened.notes))
    return Brought(replace(found.intake, skipped=read.skipped(), noticed=noticed), read.mappings)


def now() -> datetime:
    """This moment, in UTC without a zone mark."""
    return datetime.now(UTC).replace(tzinfo=None)
