"""Purchases for benchmarks: Parquet parts in the contract's schema, the same for the same seed.

    python benchmarks/purchases.py FOLDER --rows 10000000

Customers join evenly over three years; each buys at a pace of her own, and one in forty stops after each purchase.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from regulars.facts.kinds import PURCHASES

FIRST = np.datetime64("2021-01-01T00:00:00", "us")
DAYS = 1095
PART = 1_000_000


def write(folder: Path, rows: int, seed: int = 7, each: int = 10, pace: float = 15.0) -> None:
    """``rows`` purchases as parts of a million each; about ``each`` of a customer, ``2 * pace + 2`` days apart.

    Where paces are too slow for so many within the three years, new customers join until there are rows enough.
    """
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    customer, second = _drawn(random, rows, rows // each, pace)
    for number, at in enumerate(range(0, rows, PART)):
        part = slice(at, at + PART)
        pq.write_table(_part(random, number, customer[part], second[part]), folder / f"part-{number:03d}.parquet")


def _drawn(random: np.random.Generator, rows: int, customers: int, slow: float) -> tuple[np.ndarray, np.ndarray]:
    """Customer numbers and seconds since the first day, in the order of time."""
    joined = random.uniform(0, DAYS, customers)
    pace = random.gamma(2.0, slow, customers) + 2
    stays = random.geometric(1 / 40, customers)
    who, when, drawn = [], [], 0
    everyone = np.arange(customers)
    while drawn < rows:
        here = (joined < DAYS) & (stays > 0)
        if not here.any():  # a new wave of customers, so that any number of rows is reached
            joined, stays, everyone = (
                random.uniform(0, DAYS, customers),
                random.geometric(1 / 40, customers),
                everyone + customers,
            )
            continue
        who.append(everyone[here])
        when.append(joined[here])
        drawn += int(here.sum())
        joined = joined + random.exponential(pace)
        stays = stays - 1
    customer, day = np.concatenate(who)[:rows], np.concatenate(when)[:rows]
    order = np.argsort(day, kind="stable")
    return customer[order], (day[order] * 86_400).astype(np.int64)


def _part(random: np.random.Generator, number: int, customer: np.ndarray, second: np.ndarray) -> pa.Table:
    n = len(customer)
    at = pa.array(FIRST + second.astype("timedelta64[s]"), type=pa.timestamp("us"))
    given = {
        "fact_id": pa.array([b.tobytes() for b in random.integers(0, 256, (n, 16), dtype=np.uint8)], type=pa.binary(16)),
        "customer_id": pa.array(np.char.add("C-", np.char.zfill(customer.astype(str), 8)), type=pa.string()),
        "occurred_at": at,
        "occurred_precision": pa.array(["second"] * n),
        "recorded_at": at,
        "source": pa.array(["till"] * n),
        "import_id": pa.array(["000001"] * n),
        "order_id": pa.array((np.arange(n) + number * PART).astype(str)),
        "amount_minor": pa.array(random.integers(100, 20_000, n)),
        "currency": pa.array(["EUR"] * n),
        "discount_minor": pa.array(np.zeros(n, dtype=np.int64)),
        "place": pa.array(np.array(["Vilnius", "Kaunas", "Riga"])[customer % 3]),
        "channel": pa.array(np.array(["web", "till"])[random.integers(0, 2, n)]),
    }
    columns = {c.name: given.get(c.name, pa.nulls(n, c.type)) for c in PURCHASES.columns}
    return pa.table(columns, schema=PURCHASES.schema)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=10_000_000)
    given = parser.parse_args()
    write(given.folder, given.rows)
