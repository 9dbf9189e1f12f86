"""Evidence and kinds of a million customers with twenty million purchases, 300 of whom said why they come.

    python benchmarks/kinds.py --rows 20000000             purchases alone
    python benchmarks/kinds.py --rows 20000000 --lines 2   with two lines of each: categories, own brand, promotions

No peer does this; the goals are 60 seconds, 4 GiB, and time that grows no faster than rows, which the quarter of them
beside it shows.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.interleave import run
from benchmarks.lines import write as write_lines
from benchmarks.purchases import write

EACH, PACE, ASKED = 20, 8.0, 300
REASONS = ("prefer_you", "rewards", "convenient", "no_alternative")


def answers(customers: list[str]) -> pa.Table:
    """One main reason of each, drawn by lot."""
    from regulars.facts.kinds import KINDS

    random = np.random.default_rng(3)
    schema = KINDS["answers"].schema
    said = {
        "fact_id": [f"{n:016d}".encode() for n in range(len(customers))],
        "customer_id": customers,
        "occurred_at": [datetime(2023, 12, 1, 12)] * len(customers),
        "occurred_precision": ["second"] * len(customers),
        "recorded_at": [datetime(2023, 12, 2)] * len(customers),
        "source": ["survey"] * len(customers),
        "import_id": ["000002"] * len(customers),
        "response_id": [str(n) for n in range(len(customers))],
        "survey": ["why"] * len(customers),
        "question": ["main_reason"] * len(customers),
        "choice": random.choice(REASONS, len(customers)).tolist(),
    }
    return pa.table([pa.array(said.get(f.name, [None] * len(customers)), f.type) for f in schema], schema=schema)


def one(folder: Path) -> dict[str, Any]:
    """Seconds on the wall and of processor, and how many customers and indicators there were."""
    from regulars.engines.duckdb import DuckDBEngine
    from regulars.facts.kinds import KINDS
    from regulars.facts.log import Facts
    from regulars.settings import Settings
    from regulars.understanding.evidence.gathering import evidence
    from regulars.understanding.kinds.kinds import kinds

    with DuckDBEngine(memory_limit="2GiB") as engine:
        for kind in KINDS.values():
            engine.put(kind.name, kind.schema.empty_table())
        files = sorted(map(str, folder.glob("*.parquet")))
        engine.parts("purchases", files, KINDS["purchases"].schema)
        if (folder / "lines").is_dir():
            lines = sorted(map(str, (folder / "lines").glob("*.parquet")))
            engine.parts("purchase_lines", lines, KINDS["purchase_lines"].schema)
        known = sorted(set(pq.read_table(files[len(files) // 2], columns=["customer_id"]).column(0).to_pylist()))
        engine.put("answers", answers(np.random.default_rng(4).choice(known, ASKED, replace=False).tolist()))
        began, before = perf_counter(), process_time()
        facts = Facts.over(engine, Settings(currency="EUR"))
        found = evidence(facts)
        middle, between = perf_counter(), process_time()
        told = kinds(facts, evidence=found)
        ended, after = perf_counter(), process_time()
    assert told.headline is not None
    return {
        "customers": len(found.customers), "indicators": len(found.columns),
        "evidence": [middle - began, between - before], "kinds": [ended - middle, after - between],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--lines", type=int, default=0)
    parser.add_argument("--one", type=Path)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(one(given.one)))
        return
    print("| purchases | customers | indicators | evidence wall s | CPU s | kinds wall s | CPU s | peak MiB |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for rows in (given.rows // 4, given.rows):
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), rows, each=EACH, pace=PACE)
            if given.lines:
                write_lines(Path(folder), Path(folder) / "lines", given.lines)
            found = run([sys.executable, __file__, "--one", folder])
            told: Any = found.answer
            seconds = " | ".join(f"{s:.1f}" for part in ("evidence", "kinds") for s in told[part])
            print(
                f"| {rows:,} | {told['customers']:,} | {told['indicators']} | {seconds} | {found.peak_mib:,.0f} |", flush=True
            )


if __name__ == "__main__":
    main()
