"""A shop's workspace: where settings, files, facts and the engine meet on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from regulars.engines.duckdb import DuckDBEngine, interruptible
from regulars.facts.engine import Engine
from regulars.facts.events import local_day
from regulars.facts.identities import merged
from regulars.facts.intake import Intake
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.facts.mapping import Mapping, mapping_from_toml
from regulars.facts.policies import chosen_policies
from regulars.facts.takings import takings_held
from regulars.readers.rows.purchases import Origin
from regulars.settings import EMBEDDED, Settings, load_settings
from regulars.stores.workspace import Erasure, Folder, Manifest, counted_imports, erase, summary, write_import
from regulars.wiring import reading
from regulars.wiring.bringing_in import Given, bring_in, now
from regulars.wiring.engines import engine_for, parts_for
from regulars.wiring.keeping import keeping
from regulars.wiring.waiting import no_facts

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_COLUMNS = ("import_id", "file", "record", "line", "column_name", "value", "reason")
QUARANTINE = pa.schema([(name, pa.int64() if name in ("record", "line") else pa.string()) for name in _COLUMNS])


@dataclass(frozen=True)
class Workspace:
    """A folder of facts. It holds nothing open between calls; ``with`` is there for stores to come."""

    folder: Folder
    settings: Settings
    clock: Callable[[], datetime] = now

    def import_(
        self,
        *sources: Any,
        source: str = "shop",
        keep_going: bool = False,
        mapping: Given | None = None,
        encoding: str | None = None,
    ) -> Intake:
        """Add what is new or changed in files or frames, all of it or nothing.

        In: paths of files, folders or globs, or frames; ``source`` names where they come from (the
        same for every export of the same orders); ``keep_going`` passes over files that can't be
        read; ``mapping`` says which column means what, ``encoding`` in what text files are written.
        Out: the summary of this import; what was new, unchanged and changed is in
        ``imports()[-1].counts``. Busy while another import runs.
        """
        at, key = self.clock(), str(self.folder.values.get("pseudonym_key", ""))
        with interruptible(), self._engine() as engine, self.folder.writing():
            origin = Origin(source, "", at, key)
            given = mapping or self._saved_mappings()
            how: dict[str, Any] = {"given": given, "keep_going": keep_going, "encoding": encoding}
            brought = bring_in(engine, sources, self.settings, origin=origin, **how)
            return write_import(self.folder, engine.connection, brought.intake, source=source, now=at).intake

    def facts(
        self,
        as_of: date | None = None,
        recorded_by: datetime | None = None,
        engine: str | SparkSession | None = None,
    ) -> Facts:
        """All facts, seen from a day (``as_of``), as they were known at a time (``recorded_by``).

        ``engine``: ``duckdb``, ``spark://host:port`` or a Spark session; else the settings' own.
        The facts' intake speaks of all imports together; its takings are those of the facts held,
        so that what was imported twice is money once. NothingUsable before the first import.
        """
        known_by = _utc(recorded_by)
        history = [m for m in self.imports() if known_by is None or m.recorded_at <= known_by]
        read = summary(history)
        if read is None:
            raise no_facts(self.folder, recorded_by)
        answering = engine_for(self.settings, engine)
        self._show(answering, known_by)
        intake = replace(read, takings=takings_held(answering, read.takings))
        today = local_day(known_by or self.clock(), ZoneInfo(self.settings.time_zone))
        seen = Facts.over(answering, self.settings.with_(as_of=as_of), intake, today)
        latest = answering.dialect == EMBEDDED and known_by is None and seen.settings.as_of is None and not seen.ahead_to
        return replace(seen, keeper=keeping(self.folder, seen, history[-1].number)) if latest else seen

    def quarantine(self, reason: str | None = None) -> pa.Table:
        """The rows that could not be used: where each stands, its value, and why.

        Columns: import_id, file, record and line (1-based), column_name, value, reason. An import
        that another repeats is passed over, so that no row stands here twice for one export.
        """
        counted = {m.import_id for m in counted_imports(self.imports())}
        parts = [pq.read_table(f).cast(QUARANTINE) for f in self.folder.quarantine(counted)]
        rows = pa.concat_tables(parts) if parts else QUARANTINE.empty_table()
        rows = rows.sort_by([(c, "ascending") for c in ("import_id", "file", "record")])
        return (
            rows
            if reason is None
            else rows.filter(pa.array([r == reason for r in rows.column("reason").to_pylist()], pa.bool_()))
        )

    def identities(self) -> pa.Table:
        """Merged customers: each ``customer_id`` that is ``known_as`` another."""
        with self._engine() as engine:
            self._show(engine, None)
            return merged(engine)

    def erase(self, customer: str) -> Erasure:
        """Take a customer out of every part, quarantine and manifest, for good; merged ids with her.

        In: an id, or the e-mail address or phone number that a pseudonym was made of. Out: how many
        facts of each kind went. Totals of others stay. An old export does not bring her back: of her
        ids a mark is kept that can only be compared. Files outside the workspace are not touched.
        """
        with interruptible(), self._engine() as engine, self.folder.writing():
            return erase(self.folder, engine.connection, customer, now=self.clock())

    def imports(self) -> list[Manifest]:
        """Every import, the oldest first: when, from where, what it brought, what was set aside."""
        return self.folder.history()

    def _saved_mappings(self) -> tuple[Mapping, ...]:
        return mapping_from_toml(self.folder.toml.read_text(encoding="utf-8"))

    def _engine(self) -> DuckDBEngine:
        return DuckDBEngine(memory_limit=self.settings.memory_limit)

    def _show(self, engine: Engine, known_by: datetime | None) -> None:
        elsewhere = self.settings.parts_at if engine.dialect != EMBEDDED else None
        for name, live in self.folder.live_of_all(KINDS, known_by).items():
            if elsewhere is None:
                live.check_there()
            facts, superseded = (parts_for(files, self.folder.path, elsewhere) for files in (live.facts, live.superseded))
            engine.parts(name, facts, KINDS[name].schema, superseded)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None


def open(path: str | Path, **flags: Any) -> Workspace:  # noqa: A001
    """A workspace made by ``init``; ``flags`` are settings that go before its own."""
    folder = Folder.open(Path(path))
    folder.end_interrupted_erasing()
    return Workspace(folder, load_settings(folder.toml, **flags))


def init(path: str | Path, **settings: Any) -> Workspace:
    """Make a workspace; what is given becomes its settings, which are checked first."""
    given = {k: v for k, v in settings.items() if v not in (None, {}, ())}
    chosen_policies(load_settings(environment={}, **given).policies)
    return open(Folder.create(Path(path), given).path)


def read(
    *sources: Any,
    settings: Settings | None = None,
    mapping: Given | None = None,
    encoding: str | None = None,
    **changes: Any,
) -> Facts:
    """Facts from files, folders, globs or frames in memory, or from a workspace's folder.

    In: ``settings``, and by name those that differ (``currency="EUR"``); a workspace has its own,
    which only what is given here replaces. ``mapping``: field name to column, such as
    ``{"customer": "client_no"}``, or saved mappings; ``encoding``: what text files are written in,
    such as ``windows-1257``, if it isn't found out. What was read is in ``facts.intake``.
    """
    if len(sources) == 1 and is_workspace(sources[0]):
        shop = open(sources[0], **changes)
        return (replace(shop, settings=settings.with_(**changes)) if settings else shop).facts()
    return reading.read(*sources, settings=settings, mapping=mapping, encoding=encoding, **changes)


def is_workspace(source: object) -> bool:
    """Whether a source is the folder of a workspace."""
    return isinstance(source, str | Path) and Folder.is_one(Path(source))


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC).replace(tzinfo=None) if at and at.tzinfo else at
