"""Lines of the purchases of benchmarks: Parquet parts in the contract's schema, the same for the same seed.

    python benchmarks/lines.py FOLDER_OF_PURCHASES FOLDER_OF_LINES --each 2

Goods are of 30 categories, a third of them the shop's own brand; each week six categories are on offer, and one customer in
four takes what is on offer where she can.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from regulars.facts.kinds import PURCHASE_LINES

CATEGORIES, ON_OFFER, WEEK = 30, 6, 7 * 86_400_000_000


def write(purchases: Path, folder: Path, each: int, seed: int = 8) -> None:
    """``each`` lines of every purchase in ``purchases``, a part of lines for each part of purchases."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    offered = np.array([random.choice(CATEGORIES, ON_OFFER, replace=False) for _ in range(600)])
    for part in sorted(purchases.glob("*.parquet")):
        bought = pq.read_table(part)
        for number in range(each):
            pq.write_table(_lines(random, bought, offered, number), folder / f"{part.stem}-{number}.parquet")


def _lines(random: np.random.Generator, bought: pa.Table, offered: np.ndarray, number: int) -> pa.Table:
    n = bought.num_rows
    customer = pc.cast(pc.utf8_slice_codeunits(bought["customer_id"], 2), pa.int64()).to_numpy()
    first = np.datetime64("2021-01-01", "us").astype(np.int64)
    week = (bought["occurred_at"].cast(pa.int64()).to_numpy() - first) // WEEK
    on_offer = offered[week % len(offered)]
    seeks = (customer % 4 == 0) & (random.random(n) < 0.6)
    category = np.where(seeks, on_offer[np.arange(n), random.integers(0, ON_OFFER, n)], random.integers(0, CATEGORIES, n))
    promoted = (on_offer == category[:, None]).any(axis=1)
    given = {
        **{name: bought[name] for name in bought.column_names if name in PURCHASE_LINES.schema.names},
        "fact_id": pa.array([b.tobytes() for b in random.integers(0, 256, (n, 16), dtype=np.uint8)], type=pa.binary(16)),
        "line_id": pa.array([str(number)] * n),
        "role": pa.array(["product"] * n),
        "category": pa.array(np.char.add("category ", category.astype(str))),
        "own_brand": pa.array(random.random(n) < 1 / 3),
        "quantity": pa.array(np.ones(n)),
        "amount_minor": pa.array(random.integers(100, 10_000, n)),
        "discount_minor": pa.array(np.where(promoted, 100, 0)),
    }
    columns = [given.get(c.name, pa.nulls(n, c.type)) for c in PURCHASE_LINES.columns]
    columns = [c.cast(w.type) if c.type != w.type else c for c, w in zip(columns, PURCHASE_LINES.columns, strict=True)]
    return pa.table(columns, schema=PURCHASE_LINES.schema)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("purchases", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=2)
    given = parser.parse_args()
    write(given.purchases, given.folder, given.each)
