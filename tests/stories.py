"""Stories: a few lines about named customers become Facts.

    facts = log("Anna 2024-01-05 12.00", "Anna 2024-02-11T09:30 8.50 place=Vilnius", "- 2024-02-12 3.00")

A line is customer, day (or local time), amount, then any of ``place=``, ``channel=``, ``currency=``.
The customer ``-`` is a guest. A day without a time is stored as the contract says: local noon,
precision ``day``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.kinds import ATTRIBUTES, KINDS, PURCHASES, Kind
from regulars.facts.log import Facts
from regulars.settings import Settings

_RECORDED = datetime(2026, 1, 1)


def log(*lines: str, attributes: Sequence[str] = (), **settings: Any) -> Facts:
    """Facts of a story; ``attributes`` are lines such as ``Anna 2024-01-01 acquired_through friend``."""
    chosen = Settings(**settings)
    zone = ZoneInfo(chosen.time_zone)
    purchases = [_purchase(number, line, zone) for number, line in enumerate(lines)]
    known = [_attribute(number, line, zone) for number, line in enumerate(attributes)]
    return facts_of(purchases, known, chosen)


def facts_of(purchases: Iterable[dict[str, Any]], attributes: Iterable[dict[str, Any]], settings: Settings) -> Facts:
    """Facts over an engine in memory that holds these rows; columns left out take a plain value."""
    engine = DuckDBEngine(threads=1)
    engine.connection.execute(nothing_told())
    engine.put(PURCHASES.name, table_of(PURCHASES, purchases))
    engine.put(ATTRIBUTES.name, table_of(ATTRIBUTES, attributes))
    return Facts.over(engine, settings)


@cache
def nothing_told() -> str:
    """An empty table of each kind, in the words of an engine that was handed them: handing them over each time is slow."""
    with DuckDBEngine(threads=1) as engine:
        for kind in KINDS.values():
            engine.put(kind.name, kind.schema.empty_table())
        return "\n".join(made for (made,) in engine.connection.execute("SELECT sql FROM duckdb_tables()").fetchall())


def table_of(kind: Kind, rows: Iterable[dict[str, Any]]) -> pa.Table:
    """Rows as a kind's table, every column of the contract present."""
    plain = {"recorded_at": _RECORDED, "source": "shop", "import_id": "000001", "currency": "EUR", "discount_minor": 0}
    listed = [{**plain, **row} for row in rows]
    return pa.table({c.name: pa.array([r.get(c.name) for r in listed], type=c.type) for c in kind.columns}, schema=kind.schema)


def purchase(number: int, customer: str | None, at: date | datetime, zone: ZoneInfo, **more: Any) -> dict[str, Any]:
    """One row of ``purchases``: ``at`` is a local day, or a local time."""
    precise = isinstance(at, datetime)
    return {
        "fact_id": _fact_id("purchase", number),
        "customer_id": customer,
        "occurred_at": _utc(at, zone),
        "occurred_precision": "second" if precise else "day",
        "amount_minor": 1000,
        **more,
    }


def _purchase(number: int, line: str, zone: ZoneInfo) -> dict[str, Any]:
    customer, at, amount, *more = line.split()
    named = dict(word.split("=", 1) for word in more)
    named["amount_minor"] = int(Decimal(amount) * 100)  # type: ignore[assignment]
    return purchase(number, None if customer == "-" else customer, _when(at), zone, **named)


def _attribute(number: int, line: str, zone: ZoneInfo) -> dict[str, Any]:
    customer, at, name, value = line.split(maxsplit=3)
    return attribute(number, customer, _when(at), zone, name, value)


def attribute(number: int, customer: str, at: date | datetime, zone: ZoneInfo, name: str, value: str) -> dict[str, Any]:
    """One row of ``attributes``, known from the first instant of a local day or from a time."""
    start = at if isinstance(at, datetime) else datetime.combine(at, time())
    return {
        "fact_id": _fact_id("attribute", number),
        "customer_id": customer,
        "occurred_at": _utc(start, zone),
        "occurred_precision": "second" if isinstance(at, datetime) else "day",
        "name": name,
        "value": value,
    }


def _when(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _utc(at: date | datetime, zone: ZoneInfo) -> datetime:
    local = at if isinstance(at, datetime) else datetime.combine(at, time(12))
    return local.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def _fact_id(kind: str, number: int) -> bytes:
    return hashlib.md5(f"{kind} {number}".encode(), usedforsecurity=False).digest()


def bakery(**settings: Any) -> Facts:
    """Sixty customers of a bakery, January to June 2024, for examples.

    Customer k comes first on day k, then every k % 20 + 3 days, and the first twenty stop at the end of April.
    """
    first, last, april = date(2024, 1, 1), date(2024, 6, 30), date(2024, 4, 30)
    lines = []
    for k in range(1, 61):
        day = first + timedelta(days=k - 1)
        while day <= (april if k <= 20 else last):
            lines.append(f"C-{k:02d} {day} 4.50 place={'Vilnius' if k % 2 else 'Kaunas'}")
            day += timedelta(days=k % 20 + 3)
    return log(*lines, **{"as_of": last, **settings})
