"""A log of a hundred million purchases beside one of ten: imported, reported, and the same measures on Spark.

    python -m benchmarks.large --rows 10000000 100000000 --folder /big/disk   both, regulars alone
    python -m benchmarks.large --rows 10000000 --spark                          and on Spark
    python -m benchmarks.large --shop big/shop --rows 100000000 --spark         of a workspace that is there

A tenth as many customers as purchases, over four years. Spark is a master and two workers of one core each on this
machine; its memory is that of all its processes together, its time without the start of the cluster. The measures are
retention, activity and cohorts by month; both must answer alike. Kept answers are thrown away before each run. Needs
some 10 GB of disk for 100 million.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.import_csv import write
from benchmarks.interleave import run
from benchmarks.watched import watched

HEAD = "| rows | what | wall s | CPU s | peak MiB | µs a row, wall | CPU |\n|---:|---|---:|---:|---:|---:|---:|"


def step_import(shop: Path, file: str) -> Any:
    import regulars

    return regulars.init(shop, currency="EUR").import_(file).rows_used


def step_report(shop: Path, _: str) -> Any:
    import regulars

    with regulars.open(shop) as opened:
        facts = opened.facts()
        page = regulars.report(facts)
        return [facts.purchases, facts.customers, len(page) > 100_000]


def step_measures(shop: Path, address: str) -> Any:
    """Retention, activity and cohorts by month: their last figures, and how many cells they have."""
    import regulars

    with regulars.open(shop) as opened:
        facts = opened.facts(engine=_session(address)) if address else opened.facts()
        asked = (regulars.retention, regulars.activity, regulars.cohorts)
        found = [measure(facts, period="month") for measure in asked]
        return [[r.table.num_rows, r.reading] for r in found]


def _session(address: str) -> Any:
    from regulars.engines.spark.connecting import connected

    return connected(address, options={"spark.executor.memory": "1536m", "spark.driver.memory": "1g"}, patience_seconds=120)


STEPS = {"import": step_import, "report": step_report, "measures": step_measures}


def ours(shop: Path, step: str, rows: int, given: str = "") -> Any:
    shutil.rmtree(shop / "kept", ignore_errors=True)
    seen = run([sys.executable, __file__, "--step", step, "--shop", str(shop), "--given", given])
    _tell(rows, f"regulars, {step}", seen.wall, seen.cpu, seen.peak_mib)
    return seen.answer


def spark(shop: Path, rows: int) -> Any:
    """The measures on a cluster that is there already; whoever asks starts a session of their own."""
    from tools.spark_cluster import cluster

    with cluster(memory="2g", java_options="") as address:
        command = [sys.executable, __file__, "--step", "measures", "--shop", str(shop), "--given", address]
        with watched() as seen:
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise SystemExit(f"Spark failed:\n{ended.stderr[-2000:]}")
    _tell(rows, "Spark, measures", seen.wall, seen.cpu, seen.peak_mib)
    return json.loads(ended.stdout.strip().splitlines()[-1])


def _tell(rows: int, what: str, wall: float, cpu: float, peak_mib: float) -> None:
    each = f"{wall / rows * 1e6:.1f} | {cpu / rows * 1e6:.1f}"
    print(f"| {rows:,} | {what} | {wall:.1f} | {cpu:.1f} | {peak_mib:,.0f} | {each} |", flush=True)


def compare(rows: int, folder: Path, shop: Path | None, *, on_spark: bool, report: bool) -> None:
    home = shop or folder / f"shop-{rows}"
    if shop is None:
        file = folder / f"orders-{rows}.csv"
        write(file, rows)
        ours(home, "import", rows, str(file))
        file.unlink()
    if report:
        ours(home, "report", rows)
    answer = ours(home, "measures", rows)
    if on_spark and (other := spark(home, rows)) != answer:
        raise SystemExit(f"they disagree: {answer} and {other}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000_000, 100_000_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--shop", type=Path)
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--no-report", action="store_true")
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--given", default="")
    given = parser.parse_args()
    if given.step:
        print(json.dumps(STEPS[given.step](given.shop, given.given)))
        return
    print(HEAD)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for rows in given.rows:
            compare(rows, Path(folder), given.shop, on_spark=given.spark, report=not given.no_report)


if __name__ == "__main__":
    main()
