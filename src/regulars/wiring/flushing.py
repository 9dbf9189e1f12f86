"""From the store's outbox to the workspace's parts: each fact once, because the manifest keeps the watermark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.intake import Intake
from regulars.facts.kinds import KINDS
from regulars.stores.operations import blanking, migrating
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.erasing import leave_no_trace
from regulars.stores.operations.outbox import Told, customer_names, go_on_after, number_all, told_after
from regulars.stores.workspace import write_import
from regulars.stores.workspace.marks import erased_in, remember
from regulars.wiring.shop import QUARANTINE, Workspace
from regulars.wiring.told_rows import Naming, source_of, tables

_NOTHING_READ = Intake((), 0, 0, (), (), (), ())


@dataclass(frozen=True, slots=True)
class Flushed:
    """How many facts were told; how many were kept out, because who they are about was erased.

    ``went_back``: the store ended before what the workspace had been told, as an older database does that was put back.
    """

    told: int
    kept_out: int = 0
    went_back: bool = False


def flush(shop: Workspace, store: Store, at: datetime, most: int = 100_000) -> Flushed:
    """Write what the outbox holds past the workspace's watermark as parts.

    Each source has a manifest of its own, and the last of them says up to which number the outbox is
    told: that is the commit. Who dies before it tells the same again, and a fact that is there already
    adds nothing; who dies after it finds nothing left to tell. What is of somebody who was erased goes
    out of the outbox first, and is not told.
    """
    migrating.need_current(store)
    with DuckDBEngine(memory_limit=shop.settings.memory_limit) as engine, shop.folder.writing():
        watermark = latest.watermark if (latest := shop.folder.latest()) else 0
        went_back = store.write(lambda c: go_on_after(c, watermark))
        while number_all(store):
            pass
        told = told_after(store, watermark, most)
        naming = Naming(customer_names(store), shop.settings.currency or "EUR")
        kept_out = _take_out(shop, store, told, naming.customers, at)
        by_source = {s: [t for t in told if source_of(t) == s] for s in dict.fromkeys(map(source_of, told))}
        for number, (source, part) in enumerate(by_source.items(), 1):
            _bring(engine, [t for t in part if t.sequence not in kept_out], naming)
            up_to = told[-1].sequence if number == len(by_source) else None
            write_import(shop.folder, engine.connection, _NOTHING_READ, source=source, now=at, watermark=up_to)
    return Flushed(sum(t.is_fact for t in told) - len(kept_out), len(kept_out), went_back)


def _take_out(shop: Workspace, store: Store, told: Sequence[Told], customers: Mapping[str, str], at: datetime) -> set[int]:
    """Take what is of erased customers out of the outbox; the numbers of what would be told now."""
    erased = erased_in(shop.folder, shop.folder.latest())
    if not erased.marks:
        return set()
    found = blanking.hers_of(told, erased.names, customers)
    if found:
        store.write(lambda c: blanking.blank_numbers(c, found))
        leave_no_trace(store)
    settle(shop, store, at)
    return found


def settle(shop: Workspace, store: Store, at: datetime) -> None:
    """Let the journal know whom the workspace erased, and the outbox name none of them; nothing where both is so."""
    erased = erased_in(shop.folder, shop.folder.latest())
    remember(shop.folder, erased.marks, at)
    if erased.marks and blanking.settle(store, erased.marks, erased.names, at):
        leave_no_trace(store)


def _bring(engine: DuckDBEngine, told: Sequence[Told], naming: Naming) -> None:
    """Leave ``incoming_<kind>`` tables on the engine: these facts, and nothing of an earlier source."""
    found = tables(told, naming)
    for name, kind in KINDS.items():
        engine.put(f"incoming_{name}", found.get(name, kind.schema.empty_table()))
    engine.put("quarantine", QUARANTINE.empty_table())  # nothing was read; who is erased is looked for in it all the same
