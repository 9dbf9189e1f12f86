"""What the outbox tells, as rows of the kinds of fact: each fact once, in its latest version, under its own identity."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from regulars.facts.kinds import KINDS, Kind
from regulars.stores.operations.outbox import Told

LEDGER = "ledger"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Naming:
    """How the workspace calls what the store knows: customers by member, and the currency of points' value."""

    customers: Mapping[str, str]
    currency: str


def source_of(told: Told) -> str:
    """Where a fact comes from: the ledger itself, or where its purchase was made."""
    return str(told.fact.get("source", LEDGER))


def tables(told: Iterable[Told], naming: Naming) -> dict[str, pa.Table]:
    """One table for each kind that is told, in the contract's columns; of two versions of a fact the later."""
    rows: dict[str, dict[bytes, Row]] = {}
    lines: dict[object, list[Row]] = {}
    for t in told:
        if t.is_fact:
            row = _row(t.kind, t.fact, t.recorded_at, naming, _identity(t))
            rows.setdefault(t.kind, {})[row["fact_id"]] = row
        if t.fact.get("lines"):  # an order that comes again without lines keeps those it had
            lines[row["fact_id"]] = list(_lines(t, naming))
    if lines:
        rows["purchase_lines"] = {line["fact_id"]: line for of_order in lines.values() for line in of_order}
    return {kind: pa.Table.from_pylist(list(found.values()), schema=KINDS[kind].schema) for kind, found in rows.items()}


def _lines(told: Told, naming: Naming) -> Iterator[Row]:
    shared = {name: told.fact[name] for name in ("source", "order_id", "customer_id", "occurred_at")}
    for line in told.fact["lines"]:
        fact_id = fact_id_of("line", shared["source"], shared["order_id"], line["line_id"], "0")
        yield _row("purchase_lines", {**shared, **line}, told.recorded_at, naming, fact_id)


def _identity(told: Told) -> bytes:
    """An order and a refund are what an export of them is, too; what the ledger tells goes by its entry, so that it is the
    same fact when a restored backup tells it once more. Entries after the backup have other times, and so other names.
    """
    fact = told.fact
    if told.kind == "purchases":
        return fact_id_of("purchase", fact["source"], fact["order_id"])
    if told.kind == "refunds":
        parts = (fact["refund_id"], fact["order_id"], fact["line_id"], *[None] * 6, "0")
        return fact_id_of("refund", fact["source"], *parts)
    if "entry" not in fact:
        name = str(told.sequence)
    else:
        what = fact.get("version_of") or f"{fact['entry']} {fact.get('incentive_id')} {fact.get('event')}"
        name = f"{told.kind}/{what}/{fact['occurred_at']}"
    return hashlib.blake2b(f"{LEDGER}/{name}".encode(), digest_size=16).digest()


def fact_id_of(kind: str, source: str, *parts: str | None) -> bytes:
    """The identity that reading an export gives the same thing: `readers.rows.purchases.Origin.fact_id`."""
    text = chr(31).join((kind, source, *(part or "" for part in parts)))
    return hashlib.md5(text.encode(), usedforsecurity=False).digest()[::-1]


def _row(kind_name: str, fact: Mapping[str, Any], recorded_at: datetime, naming: Naming, fact_id: bytes) -> Row:
    """A fact as its kind's row: who has a customer id in the shop goes by it."""
    kind: Kind = KINDS[kind_name]
    said = {k: naming.customers.get(v, v) if k in ("customer_id", "same_as") else v for k, v in fact.items() if v is not None}
    for column in kind.columns:
        if pa.types.is_timestamp(column.type) and column.name in said:
            said[column.name] = datetime.fromisoformat(said[column.name])
    head = {"fact_id": fact_id, "occurred_precision": "second", "recorded_at": recorded_at, "source": LEDGER, "import_id": ""}
    money = {"currency": naming.currency} if "value_minor" in said else {}
    row = {**head, **money, **said}
    return {c.name: row.get(c.name) for c in kind.columns}
