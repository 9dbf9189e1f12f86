"""A made-up grocer whose customers' liking of promotions is known, to try verdicts on.

Every customer has a place on one scale. Those high on it buy more of what is on promotion. Where
``answering``, they also come more when there are promotions, and redeem more of what they are offered.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.settings import Settings
from tests.loyalty import lasting_engine

STARTS = date(2024, 1, 1)
WEEKS, SHELVES, PLACES = 32, 6, 4


def grocer(seed: int = 1, customers: int = 500, *, answering: bool = True, rival: bool = False, weeks: int = WEEKS) -> Facts:
    """Facts of the grocer; with ``rival``, one opens at two of the four places after three quarters of the time."""
    generator = np.random.default_rng(seed)
    liking = generator.normal(size=customers)
    offered = np.where(generator.random((SHELVES, weeks)) < 0.4, 0.75, 0.15)
    pull = (1.0 + 1.2 * liking[:, None, None] * (offered - 0.4)) if answering else 1.0
    chance = np.clip(generator.uniform(0.1, 0.4, (customers, 1, 1)) * pull * np.ones((1, SHELVES, weeks)), 0.0, 0.95)
    if rival:
        near = (np.arange(customers) % PLACES < 2)[:, None, None] & (np.arange(weeks) >= 3 * weeks // 4)[None, None, :]
        chance = np.where(near & (liking > 0)[:, None, None], 0.2 * chance, chance)
    who, shelf, week = np.nonzero(generator.random(chance.shape) < chance)
    odds = offered / (1 - offered)
    promoted = generator.random(len(who)) < 1 / (1 + np.exp(-1.2 * liking[who]) / odds[shelf, week])
    tables = {**bought(who, shelf, week, promoted), **offers(liking if answering else 0 * liking, weeks, generator)}
    if rival:
        tables["conditions"] = opened(STARTS + timedelta(days=7 * (3 * weeks // 4)))
    return facts_of(tables)


def bought(who: Any, shelf: Any, week: Any, promoted: Any) -> dict[str, dict[str, Any]]:
    """One order a line, on the weekday of the shelf."""
    at = [
        datetime.combine(STARTS, datetime.min.time()) + timedelta(days=int(7 * w + s), hours=12)
        for w, s in zip(week, shelf, strict=True)
    ]
    names = [f"C{i:04d}" for i in who]
    shared = {"customer_id": names, "occurred_at": at, "order_id": [f"O{i}" for i in range(len(who))]}
    money = {"amount_minor": [200] * len(who), "discount_minor": promoted.astype(int) * 50}
    return {
        "purchases": {**shared, **money, "place": [f"Place {i % PLACES}" for i in who]},
        "purchase_lines": {**shared, **money, "line_id": ["1"] * len(who), "role": ["product"] * len(who),
                           "category": [f"shelf {s}" for s in shelf]},
    }  # fmt: skip


def offers(liking: Any, weeks: int, generator: np.random.Generator) -> dict[str, dict[str, Any]]:
    """Four coupons for everybody, two in each half of time; each ends after two weeks."""
    rows: list[tuple[str, str, str, datetime, datetime]] = []
    for number, week in enumerate((2, weeks // 4, weeks // 2 + 1, 3 * weeks // 4)):
        begins = datetime.combine(STARTS, datetime.min.time()) + timedelta(days=7 * week, hours=12)
        ends = begins + timedelta(days=14)
        used = generator.random(len(liking)) < 1 / (1 + np.exp(1.0 - 1.5 * liking))
        for i, so in enumerate(used):
            rows.append((f"C{i:04d}", f"K{number}", "offered", begins, ends))
            rows += [(f"C{i:04d}", f"K{number}", "redeemed", begins + timedelta(days=3), ends)] if so else []
    names = ("customer_id", "incentive_id", "event", "occurred_at", "valid_to")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return {"incentives": {**columns, "form": ["coupon"] * len(rows)}}


def opened(day: date) -> dict[str, Any]:
    at = datetime.combine(day, datetime.min.time())
    return {"condition": ["rival_opened"] * 2, "place": ["Place 0", "Place 1"], "starts_at": [at] * 2, "occurred_at": [at] * 2}


def facts_of(tables: dict[str, dict[str, Any]], engine: DuckDBEngine | None = None) -> Facts:
    """Facts over columns by kind; those of the head that are left out take a plain value."""
    over = engine or lasting_engine()
    for kind in KINDS.values():
        columns = tables.get(kind.name, {})
        n = len(next(iter(columns.values()), []))
        plain = {
            "fact_id": [i.to_bytes(16, "big") for i in range(n)], "occurred_precision": ["day"] * n, "source": ["shop"] * n,
            "recorded_at": [datetime(2026, 1, 1)] * n, "import_id": ["1"] * n, "currency": ["EUR"] * n,
        }  # fmt: skip
        told = {**plain, **columns}
        arrays = {c.name: pa.array(told[c.name], c.type) if c.name in told else pa.nulls(n, c.type) for c in kind.columns}
        over.put(kind.name, pa.table(arrays))
    return Facts.over(over, Settings(minimum_n=1))
