"""From the store's outbox to the workspace's parts: each fact once, because the manifest keeps the watermark."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.intake import Intake
from regulars.facts.kinds import KINDS, Kind
from regulars.stores.operations import migrating
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.outbox import RESTORED, Told, customer_names, number_all, told_after
from regulars.stores.workspace import write_import
from regulars.wiring.shop import Workspace

SOURCE = "ledger"
_NOTHING_READ = Intake((), 0, 0, (), (), (), ())


def flush(shop: Workspace, store: Store, at: datetime, most: int = 100_000) -> int:
    """Write what the outbox holds past the workspace's watermark as parts, under one manifest; how many facts.

    The manifest is the commit: it lists the parts and says up to which number the outbox is told. Who
    dies before it has told nothing, and who dies after it finds nothing left to tell.
    """
    migrating.need_current(store)
    while number_all(store):
        pass
    with DuckDBEngine(memory_limit=shop.settings.memory_limit) as engine, shop.folder.writing():
        latest = shop.folder.latest()
        told = told_after(store, latest.watermark if latest else 0, most)
        if not told:
            return 0
        names, currency = customer_names(store), shop.settings.currency or "EUR"
        for kind in {t.kind for t in told} - {RESTORED}:
            rows = [_row(KINDS[kind], t, names, currency) for t in told if t.kind == kind]
            engine.put(f"incoming_{kind}", pa.Table.from_pylist(rows, schema=KINDS[kind].schema))
        write_import(shop.folder, engine.connection, _NOTHING_READ, source=SOURCE, now=at, watermark=told[-1].sequence)
    return sum(t.kind != RESTORED for t in told)


def _row(kind: Kind, told: Told, names: Mapping[str, str], currency: str) -> dict[str, Any]:
    """A fact as its kind's row: who has a customer id in the shop goes by it."""
    fact = {k: names.get(v, v) if k in ("customer_id", "same_as") else v for k, v in told.fact.items() if v is not None}
    for column in kind.columns:
        if pa.types.is_timestamp(column.type) and column.name in fact:
            fact[column.name] = datetime.fromisoformat(fact[column.name])
    head = {
        "fact_id": _fact_id([told.sequence]),
        "occurred_precision": "second",
        "recorded_at": told.recorded_at,
        "source": SOURCE,
        "import_id": "",
    }
    money = {"currency": currency} if "value_minor" in fact else {}
    row = {**head, **fact, **money}
    return {c.name: row.get(c.name) for c in kind.columns}


def _fact_id(parts: Iterable[object]) -> bytes:
    """A fact's identity: its number in the outbox, which no other fact ever has."""
    return hashlib.blake2b("/".join([SOURCE, *map(str, parts)]).encode(), digest_size=16).digest()
