"""The monthly cohort table of 10 million purchases in Parquet: ours beside what an expert would write.

    python benchmarks/cohorts.py                 makes the purchases in a temporary folder, and compares
    python benchmarks/cohorts.py --rows 1000000  the same with fewer
    python benchmarks/cohorts.py --data FOLDER   with purchases made before by benchmarks/purchases.py

Every program reads the same parts and ends with the same cells: cohort, age, customers.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.interleave import interleaved, table

Cells = list[list[int]]


class _WithoutPandas:
    """Where pandas is installed, pyarrow imports it at its first array (2 s); our users need not have it."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name, name=name)


def regulars(folder: Path, time_zone: str = "UTC") -> Cells:
    sys.meta_path.insert(0, _WithoutPandas())
    import regulars as rg
    from regulars.engines.duckdb import DuckDBEngine
    from regulars.facts.kinds import KINDS, PURCHASES
    from regulars.facts.log import Facts

    engine = DuckDBEngine(memory_limit="2GiB")
    engine.parts("purchases", [str(p) for p in sorted(folder.glob("*.parquet"))], PURCHASES.schema)
    for kind in KINDS.keys() - {"purchases"}:
        engine.put(kind, KINDS[kind].schema.empty_table())
    found = rg.cohorts(Facts.over(engine, rg.Settings(time_zone=time_zone)), period="month").table
    rows = found.select(["starts", "age", "returned"]).to_pylist()
    return [[_month(r["starts"]), r["age"], r["returned"]] for r in rows if r["starts"] and r["returned"]]


def vilnius(folder: Path) -> Cells:
    return regulars(folder, "Europe/Vilnius")


def duckdb(folder: Path) -> Cells:
    import duckdb as engine

    connection = engine.connect(config={"memory_limit": "2GiB", "preserve_insertion_order": "false"})
    rows = connection.execute(
        f"""
        WITH active AS (
            SELECT DISTINCT customer_id, year(occurred_at) * 12 + month(occurred_at) AS month
            FROM read_parquet('{folder}/*.parquet') WHERE customer_id IS NOT NULL
        ), since AS (
            SELECT customer_id, min(month) AS cohort FROM active GROUP BY customer_id
        )
        SELECT cohort, month - cohort, count(*) FROM active JOIN since USING (customer_id) GROUP BY ALL
        """
    ).fetchall()
    return [list(r) for r in rows]


def polars(folder: Path) -> Cells:
    import polars as pl

    month = pl.col("occurred_at").dt.year().cast(pl.Int32) * 12 + pl.col("occurred_at").dt.month().cast(pl.Int32)
    found = (
        pl.scan_parquet(folder / "*.parquet")
        .filter(pl.col("customer_id").is_not_null())
        .select("customer_id", month.alias("month"))
        .unique()
        .with_columns(pl.col("month").min().over("customer_id").alias("cohort"))
        .group_by("cohort", (pl.col("month") - pl.col("cohort")).alias("age"))
        .len()
        .collect()
    )
    return [list(r) for r in found.rows()]


def pandas(folder: Path) -> Cells:
    import pandas as pd

    orders = pd.read_parquet(folder, columns=["customer_id", "occurred_at"]).dropna()
    orders["month"] = orders["occurred_at"].dt.year * 12 + orders["occurred_at"].dt.month
    active = orders[["customer_id", "month"]].drop_duplicates()
    active["cohort"] = active.groupby("customer_id")["month"].transform("min")
    active["age"] = active["month"] - active["cohort"]
    found = active.groupby(["cohort", "age"]).size().reset_index()
    return [[int(v) for v in r] for r in found.itertuples(index=False)]


def _month(starts: date) -> int:
    return starts.year * 12 + starts.month


PROGRAMS: dict[str, Callable[[Path], Cells]] = {"regulars": regulars, "duckdb": duckdb, "polars": polars, "pandas": pandas}
NAMES = {"regulars": "regulars", "duckdb": "DuckDB, by hand", "polars": "polars, window", "pandas": "pandas"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--only", choices=[*PROGRAMS, "vilnius"])
    given = parser.parse_args()
    if given.only:
        cells = vilnius(given.data) if given.only == "vilnius" else PROGRAMS[given.only](given.data)
        print(json.dumps(sorted(cells)))
    elif given.data:
        compare(given.data, given.times)
    else:
        with tempfile.TemporaryDirectory() as folder:
            from benchmarks.purchases import write

            write(Path(folder), given.rows)
            compare(Path(folder), given.times)


def compare(folder: Path, times: int) -> None:
    command = [sys.executable, __file__, "--data", str(folder), "--only"]
    print(table(interleaved({NAMES[p]: [*command, p] for p in PROGRAMS}, times), "regulars"))
    # Another zone counts other days, so it stands alone: the same work, with the clocks of Vilnius.
    print(table(interleaved({"regulars, Europe/Vilnius": [*command, "vilnius"]}, times), "regulars, Europe/Vilnius"))


if __name__ == "__main__":
    main()
