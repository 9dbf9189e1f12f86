"""Ten million purchases summed up for a million customers; one day folded in; a million customers scored.

    python benchmarks/lifetime_summary.py                  makes the purchases in a temporary folder
    python benchmarks/lifetime_summary.py --data FOLDER    with purchases made before by benchmarks/purchases.py

All three begin with the Parquet files and end with the table of customers. The bare query is what one would write by hand
in DuckDB; `lifetimes` runs in the environment of benchmarks/oracles.lock (see benchmarks/lifetime.py). Processor seconds
are those of the work alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.lifetime import ALONE, PEERS

BARE = """
WITH days AS (
  SELECT customer_id, CAST(occurred_at AS DATE) AS day, sum(amount_minor) AS paid
  FROM read_parquet('{folder}/*.parquet') WHERE customer_id IS NOT NULL GROUP BY customer_id, day
)
SELECT customer_id, count(*) - 1 AS frequency, date_diff('day', min(day), max(day)) / 7 AS recency,
  date_diff('day', min(day), max(max(day)) OVER ()) / 7 AS age,
  (sum(paid) - arg_min(paid, day)) / nullif(count(*) - 1, 0) / 100 AS spend
FROM days GROUP BY customer_id ORDER BY customer_id
"""


def seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Watch:
    """Seconds of processor and seconds on the wall since it was made."""

    def __init__(self) -> None:
        self.cpu, self.wall = seconds(), time.perf_counter()

    def read(self) -> tuple[float, float]:
        return seconds() - self.cpu, time.perf_counter() - self.wall


def facts(folder: Path) -> Any:
    import regulars as rg
    from regulars.engines.duckdb import DuckDBEngine
    from regulars.facts.kinds import KINDS, PURCHASES
    from regulars.facts.log import Facts

    engine = DuckDBEngine(memory_limit="4GiB")
    for kind in KINDS.values():
        engine.put(kind.name, kind.schema.empty_table())
    engine.parts("purchases", [str(p) for p in sorted(folder.glob("*.parquet"))], PURCHASES.schema)
    return Facts.over(engine, rg.Settings())


def regulars(folder: Path) -> tuple[tuple[float, float], list[int]]:
    from regulars.measures.lifetime.summarise import summarise

    held = facts(folder)
    watch = Watch()
    found = summarise(held)
    taken = watch.read()
    return taken, [len(found), int(found.repeats)]


def bare_duckdb(folder: Path) -> tuple[tuple[float, float], list[int]]:
    import duckdb
    import pyarrow.compute as pc

    connection = duckdb.connect(config={"memory_limit": "4GiB", "preserve_insertion_order": "false"})
    watch = Watch()
    found = connection.sql(BARE.format(folder=folder)).to_arrow_table()
    taken = watch.read()
    return taken, [found.num_rows, int(pc.sum(found["frequency"]).as_py())]


def lifetimes(folder: Path) -> tuple[tuple[float, float], list[int]]:
    import pyarrow.parquet as pq
    from lifetimes.utils import summary_data_from_transaction_data

    watch = Watch()
    log = pq.read_table(folder, columns=["customer_id", "occurred_at", "amount_minor"]).to_pandas()
    found = summary_data_from_transaction_data(log, "customer_id", "occurred_at", monetary_value_col="amount_minor", freq="D")
    taken = watch.read()
    return taken, [len(found), int(found["frequency"].sum())]


def folding(folder: Path) -> dict[str, float]:
    """A day of 9,000 rows folded into all customers: in memory, and with the state written; and all scored."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from regulars.facts.zones import day_of
    from regulars.measures.lifetime.catching_up import known_from
    from regulars.measures.lifetime.fitting import fit
    from regulars.measures.lifetime.prediction import predict

    held = facts(folder)
    known, random, tomorrow = known_from(held), np.random.default_rng(1), held.as_of_number + 1
    who = known.customers["customer_id"].take(pa.array(random.integers(0, known.customers.num_rows, 8_000)))
    names = pa.chunked_array([*who.chunks, pa.array([f"new-{n}" for n in range(1_000)])])
    paid = {"day_number": np.full(9_000, tomorrow), "amount_minor": random.integers(100, 9_000, 9_000)}
    day = pa.table({"customer_id": names, **paid})
    known.fold(day.slice(0, 10), day_of(tomorrow))
    start = seconds()
    folded = known.fold(day, day_of(tomorrow))
    done = seconds()
    with tempfile.TemporaryDirectory() as place:
        pq.write_table(folded.customers, Path(place) / "known.parquet", compression="zstd")
    written = seconds()
    summary = folded.summary()
    fits: dict[str, float] = {}
    for model in ("bg_nbd", "mbg_nbd", "pareto_nbd"):
        before = seconds()
        fitted = fit(summary, model)
        middle = seconds()
        predict(fitted, summary)
        fits |= {f"fit {model}": middle - before, f"score {model}": seconds() - middle}
    return {"fold 9,000 rows": done - start, "fold and write": written - start, **fits}


PROGRAMS: dict[str, Callable[[Path], tuple[tuple[float, float], list[int]]]] = {
    "bare DuckDB": bare_duckdb,
    "regulars": regulars,
    "lifetimes": lifetimes,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--one", choices=[*PROGRAMS, "folding"])
    given = parser.parse_args()
    if given.one == "folding":
        print(json.dumps(folding(given.data)))
    elif given.one:
        print(json.dumps(PROGRAMS[given.one](given.data)))
    elif given.data:
        compare(given.data, given.times)
    else:
        from benchmarks.purchases import write

        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), 10_000_000)
            compare(Path(folder), given.times)


def compare(folder: Path, times: int) -> None:
    """Turn by turn, since a machine's speed changes. Answers must be alike."""
    found: dict[str, list[Any]] = {name: [] for name in PROGRAMS}
    for _ in range(times):
        for name in PROGRAMS:
            found[name].append(told(name, folder))
    print("| program | CPU s, each turn | wall s, each turn | customers, repeats |\n|---|---:|---:|---:|")
    for name, runs in found.items():
        cpu, wall = (", ".join(f"{r[0][i]:.2f}" for r in runs) for i in (0, 1))
        print(f"| {name} | {cpu} | {wall} | {runs[0][1]} |", flush=True)
    print(json.dumps(told("folding", folder)))


def told(name: str, folder: Path) -> Any:
    python = str(PEERS) if name == "lifetimes" else sys.executable
    command = [python, "-W", "ignore", __file__, "--one", name, "--data", str(folder)]
    return json.loads(subprocess.run(command, env=ALONE, capture_output=True, text=True, check=True).stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
