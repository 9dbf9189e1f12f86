"""All that this machine can test: the quick gate, then every test, then where the time went."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.check import STEPS
from tools.spark_cluster import missing
from tools.step import Outcome, Step, failed, remember, run, run_all

ON_SPARK, SPARK_SECONDS = "tests/engines/spark", 300
OLDER = Path(".venv/older")
# Rooms whose code meets the engine.
ON_THE_ENGINE = ("tests/engines", "tests/facts", "tests/measures", "tests/readers", "tests/stores", "tests/wiring")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--workers", default="2")
    asked.add_argument("--nothing-left-out", action="store_true", help="a test that cannot run here counts as failed")
    asked.add_argument("tests", nargs="*", default=["tests"])
    given = asked.parse_args()
    spark_runs = not missing() and given.tests == ["tests"]
    outcomes = [*run_all(STEPS), *on_the_older_engine(given.workers), *(on_spark() if spark_runs else [])]
    remember(outcomes)
    tested = pytest(given.workers, given.nothing_left_out, given.tests, "not spark" if spark_runs else "")
    wrong = failed(outcomes)
    if wrong:
        print(f"\nNot good yet: {', '.join(wrong)} (above).", flush=True)
    return tested or (1 if wrong else 0)


def on_the_older_engine(workers: str) -> list[Outcome]:
    """The tests of the rooms that meet the engine, on the oldest one that is supported."""
    rooms = [room for room in ON_THE_ENGINE if any(Path(room).rglob("test_*.py"))]
    if not OLDER.exists() or not rooms:
        return []
    command = ("python", "-m", "pytest", "-q", "--no-header", "-n", workers, "-m", "not slow and not spark", *rooms)
    return [run(Step("tests on the oldest engine", command, {"PYTHONPATH": str(OLDER.resolve())}))]


def on_spark() -> list[Outcome]:
    """All that needs a cluster, in one process, because a process has one session; a skip is a failure here."""
    plain = ("python", "-m", "pytest", "-q", "--no-header")
    command = (*plain, "-p", "tools.closing", "--nothing-left-out", "-m", "spark", ON_SPARK)
    outcome = run(Step(f"Spark (budget {SPARK_SECONDS} s)", command))
    if outcome.seconds > SPARK_SECONDS:
        print(f"  over its budget by {outcome.seconds - SPARK_SECONDS:.0f} s", flush=True)
    return [outcome]


def pytest(workers: str, nothing_left_out: bool, tests: list[str], which: str = "") -> int:
    """Run pytest with its output in view; its closing line comes last."""
    command = [sys.executable, "-m", "pytest", "-p", "tools.closing", "-n", workers, "--dist", "worksteal", "-q"]
    command += ["--nothing-left-out"] if nothing_left_out else []
    command += ["-m", which] if which else []
    return subprocess.run([*command, *tests], check=False, env=dict(os.environ), stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    raise SystemExit(main())
