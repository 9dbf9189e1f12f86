"""From the store's outbox to the workspace's parts: each fact once, because the manifest keeps the watermark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.intake import Intake
from regulars.facts.kinds import KINDS
from regulars.stores.operations import migrating
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.outbox import RESTORED, Told, customer_names, number_all, told_after
from regulars.stores.workspace import write_import
from regulars.wiring.shop import QUARANTINE, Workspace
from regulars.wiring.told_rows import Naming, source_of, tables

_NOTHING_READ = Intake((), 0, 0, (), (), (), ())


def flush(shop: Workspace, store: Store, at: datetime, most: int = 100_000) -> int:
    """Write what the outbox holds past the workspace's watermark as parts; how many facts were told.

    Each source has a manifest of its own, and the last of them says up to which number the outbox is
    told: that is the commit. Who dies before it tells the same again, and a fact that is there already
    adds nothing; who dies after it finds nothing left to tell.
    """
    migrating.need_current(store)
    while number_all(store):
        pass
    with DuckDBEngine(memory_limit=shop.settings.memory_limit) as engine, shop.folder.writing():
        latest = shop.folder.latest()
        told = told_after(store, latest.watermark if latest else 0, most)
        naming = Naming(customer_names(store), shop.settings.currency or "EUR")
        by_source = {s: [t for t in told if source_of(t) == s] for s in dict.fromkeys(map(source_of, told))}
        for number, (source, part) in enumerate(by_source.items(), 1):
            _bring(engine, part, naming)
            watermark = told[-1].sequence if number == len(by_source) else None
            write_import(shop.folder, engine.connection, _NOTHING_READ, source=source, now=at, watermark=watermark)
    return sum(t.kind != RESTORED for t in told)


def _bring(engine: DuckDBEngine, told: Sequence[Told], naming: Naming) -> None:
    """Leave ``incoming_<kind>`` tables on the engine: these facts, and nothing of an earlier source."""
    found = tables(told, naming)
    for name, kind in KINDS.items():
        engine.put(f"incoming_{name}", found.get(name, kind.schema.empty_table()))
    engine.put("quarantine", QUARANTINE.empty_table())  # nothing was read; who is erased is looked for in it all the same
