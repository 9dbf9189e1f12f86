"""The fixed logs that every measure is asked about on both engines, as parts on disk, each kind in several."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from regulars.facts.engine import Engine
from regulars.facts.kinds import KINDS, Column, Kind
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.settings import Settings
from tests.stories import log, table_of
from tests.understanding.verdict.grocer import grocer

Rows = list[dict[str, Any]]
_IMPORTED, _AGAIN = datetime(2026, 1, 1), datetime(2026, 2, 1)


@dataclass(frozen=True)
class Log:
    """Parts of every kind, and what their owner set."""

    name: str
    settings: Settings
    parts: Mapping[str, Sequence[str]]
    superseded: Mapping[str, Sequence[str]]

    def on(self, engine: Engine) -> Facts:
        for kind in KINDS.values():
            engine.parts(kind.name, self.parts.get(kind.name, ()), kind.schema, self.superseded.get(kind.name, ()))
        return Facts.over(engine, self.settings)


def all_logs(folder: Path) -> Iterator[Log]:
    yield _of_story("clocks", _clocks(), folder)
    yield _busy(folder)
    yield _of_story("grocer", grocer(seed=6, customers=80), folder, "purchase_lines", "incentives")
    yield _of_story("till", grocer(seed=6, customers=80), folder)  # the same without lines


def _clocks() -> Facts:
    """Days that turn at odd times, guests, ids of all kinds, one month that nobody knows yet."""
    return log(
        "O'Brien 2024-03-30T23:59:59 10.00 place=Vilnius channel=web",
        "O'Brien 2024-03-31T00:00:00 10.00 place=Kaunas channel=web",
        "O'Brien 2024-03-31T04:00:00 92233720368547.00 place=Kaunas channel=till",
        "Žemaitė 2024-02-29 0.00 place=Vilnius currency=USD",
        "Žemaitė 2024-02-29 0.01 place=Šiauliai currency=USD",
        "名前 2023-12-31T23:59:59.999999 5.00 channel=web",
        "名前 2024-01-01T00:00:00 5.00 channel=till",
        "- 2024-04-01 3.00 place=Vilnius",
        "=1+1 2024-10-27T03:30:00 7.00",
        "=1+1 2024-10-28 7.00",
        "Late 2025-06-01 1.00",
        attributes=["O'Brien 2024-03-31 acquired_through friend", "名前 2020-01-01 acquired_through billboard"],
        time_zone="Europe/Vilnius",
        as_of=date(2024, 11, 30),
        minimum_n=1,
        week_start="sunday",
    )


def _of_story(name: str, facts: Facts, folder: Path, *more: str) -> Log:
    tables = {kind: facts.engine.run(_whole(kind)) for kind in ("purchases", "attributes", *more)}
    parts = {kind: _written(folder / name / kind, KINDS[kind], table) for kind, table in tables.items()}
    return Log(name, facts.settings, parts, {})


def _whole(kind: str) -> Query:
    return Query(kind, "All of a kind.", {"duckdb": f"SELECT * FROM {kind}"})


def _busy(folder: Path) -> Log:
    """Every kind of fact about 240 customers over eighteen months; a tenth of all orders changed later."""
    random = Random(7)
    customers = [f"C-{n:03d}" for n in range(240)]
    tables = {kind.name: table_of(kind, rows_of(kind, customers, random)) for kind in KINDS.values()}
    parts = {name: _written(folder / "busy" / name, KINDS[name], table) for name, table in tables.items()}
    changed = _changed(tables["purchases"].to_pylist(), random)
    later = folder / "busy" / "superseded.parquet"
    later.parent.mkdir(parents=True, exist_ok=True)
    identities = pa.array([r["fact_id"] for r in changed], pa.binary())
    pq.write_table(
        pa.table({"fact_id": identities, "recorded_at": pa.array([_AGAIN] * len(changed), pa.timestamp("us"))}), later
    )
    parts["purchases"] += _written(folder / "busy" / "changed", KINDS["purchases"], table_of(KINDS["purchases"], changed))
    return Log("busy", Settings(time_zone="Europe/Vilnius", as_of=date(2024, 5, 31)), parts, {"purchases": [str(later)]})


def _changed(orders: Rows, random: Random) -> Rows:
    again = [r for r in orders if random.random() < 0.1]
    return [{**r, "amount_minor": r["amount_minor"] + 100, "recorded_at": _AGAIN, "import_id": "000002"} for r in again]


def _written(folder: Path, kind: Kind, table: pa.Table, pieces: int = 2) -> list[str]:
    """A table as several parts, so that one worker never sees a whole kind."""
    folder.mkdir(parents=True)
    size = max(1, -(-table.num_rows // pieces))
    files = []
    for n, start in enumerate(range(0, table.num_rows, size)):
        files.append(str(folder / f"{n:06d}.parquet"))
        pq.write_table(table.slice(start, size).cast(kind.schema), files[-1])
    return files


def rows_of(kind: Kind, customers: Sequence[str], random: Random) -> Rows:
    """Rows of any kind from its declaration; commitments and answers hang together, the rest is drawn."""
    drawn = {
        "purchases": _purchases, "commitments": _commitments, "answers": _answers, "identities": _identities,
        "conditions": _conditions,
    }.get(kind.name, _any)  # fmt: skip
    rows = drawn(kind, customers, random)
    return [{**_head(kind, n), **row} for n, row in enumerate(rows)]


def _head(kind: Kind, number: int) -> dict[str, Any]:
    identity = hashlib.md5(f"{kind.name} {number}".encode(), usedforsecurity=False).digest()
    return {"fact_id": identity, "occurred_precision": "second", "recorded_at": _IMPORTED}


def _at(random: Random) -> datetime:
    return datetime(2023, 1, 1) + timedelta(seconds=random.randrange(545 * 86_400))


def _any(kind: Kind, customers: Sequence[str], random: Random) -> Rows:
    n = 2 * len(customers) if kind.has_customer else 6
    return [_row(kind, _at(random), random.choice(customers), random) for _ in range(n)]


def _row(kind: Kind, at: datetime, customer: str, random: Random) -> dict[str, Any]:
    own = kind.columns[7 if kind.has_customer else 6 :]
    row = {c.name: _value(c, at, random) for c in own}
    return {"occurred_at": at, **({"customer_id": customer} if kind.has_customer else {}), **row}


def _value(column: Column, at: datetime, random: Random) -> Any:
    if not column.required and random.random() < 0.2:
        return None
    if column.name == "currency":
        return "EUR"
    if column.values:
        return random.choice(column.values)
    if column.name.endswith("_id") or column.name == "same_as":
        return (
            f"C-{random.randrange(240):03d}" if column.name in ("same_as", "other_customer_id") else f"X-{random.randrange(90)}"
        )
    return _of_type(column.type, at, random)


def _of_type(wanted: pa.DataType, at: datetime, random: Random) -> Any:
    if pa.types.is_timestamp(wanted):
        return at + timedelta(days=random.randrange(1, 60))
    if pa.types.is_boolean(wanted):
        return random.random() < 0.5
    if pa.types.is_floating(wanted):
        return random.random()
    if pa.types.is_integer(wanted):
        return random.randrange(1, 5)
    return random.choice(("north", "south", "east"))


def _purchases(kind: Kind, customers: Sequence[str], random: Random) -> Rows:
    rows = []
    for customer in customers:
        at, pace = _at(random), random.uniform(4, 60)
        while at < datetime(2024, 7, 1):
            guest = random.random() < 0.05
            order = {"customer_id": None if guest else customer, "amount_minor": random.randrange(100, 20_000)}
            rows.append({**_row(kind, at, customer, random), **order, "discount_minor": 0})
            at += timedelta(days=random.expovariate(1 / pace))
    return rows


def _identities(kind: Kind, customers: Sequence[str], random: Random) -> Rows:
    """Eight people who were two customers each."""
    pairs = zip(customers[0:16:2], customers[1:16:2], strict=True)
    return [{**_row(kind, datetime(2023, 3, 1), one, random), "same_as": other} for one, other in pairs]


def _conditions(kind: Kind, customers: Sequence[str], random: Random) -> Rows:
    """Conditions of all kinds, a week in which something failed in the north and was sold out everywhere, and a rival there."""
    at = datetime(2023, 8, 1)
    lasted = {"occurred_at": at, "starts_at": at, "ends_at": at + timedelta(days=7)}
    row = {**lasted, "segment": None, "product_id": None, "size": None}
    failures = [{**row, "condition": what, "place": place} for what, place in (("outage", "north"), ("stock_out", None))]
    rival = {**failures[0], "condition": "rival_opened", "ends_at": None}
    return [*_any(kind, customers, random), *failures, rival]


def _commitments(kind: Kind, customers: Sequence[str], random: Random) -> Rows:
    """One or two memberships a customer: begun, renewed for a while at prices that change, some given up."""
    rows = []
    for number in range(len(customers)):
        customer, at, price = random.choice(customers), _at(random), random.randrange(500, 3000)
        steps = ["started", *["renewed"] * random.randrange(8), *random.choice(([], ["cancelled", "ended"], ["cancel_tried"]))]
        for step in steps:
            price += random.choice((0, 0, 0, 200, -100))
            next_at = at + timedelta(days=30)
            own = {"commitment_id": f"M-{number}", "form": "membership", "event": step, "amount_minor": price}
            how = {"currency": "EUR", "billing_period": "month", "auto_renew": True, "ends_at": next_at}
            rows.append({"occurred_at": at, "customer_id": customer, **own, **how})
            at = next_at
            if at > datetime(2024, 7, 1):
                break
    return rows


def _answers(kind: Kind, customers: Sequence[str], random: Random) -> Rows:
    """Two waves of one survey: would you recommend us (0 to 10), and how satisfied are you (1 to 5)."""
    rows = []
    for number, customer in enumerate(customers):
        for wave, at in enumerate((datetime(2023, 6, 1), datetime(2024, 2, 1))):
            at += timedelta(days=random.randrange(20))
            for question, low, high in (("recommend", 0, 10), ("satisfied", 1, 5)):
                own = {"question": question, "score": float(random.randint(low, high)), "scale_min": float(low),
                       "scale_max": float(high), "survey": "yearly", "response_id": f"R-{number}-{wave}"}  # fmt: skip
                rows.append({**_row(kind, at, customer, random), **own})
    return rows
