"""All that this machine can test: the quick gate, then every test, then where the time went."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.examples import LEAST
from tools.check import STEPS
from tools.spark_cluster import missing
from tools.step import Outcome, Step, failed, remember, run, run_all

# In seconds on two cores.
WHOLE_BUDGET, OLDER_BUDGET, SPARK_BUDGET = 1800, 200, 300
ON_SPARK = "tests/engines/spark"
OLDER = Path(".venv/older")
# Rooms whose code meets the engine.
ON_THE_ENGINE = ("tests/engines", "tests/facts", "tests/measures", "tests/readers", "tests/stores", "tests/wiring")
OFF_THE_ENGINE = "tests/stores/operations"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--workers", default="2")
    asked.add_argument("--nothing-left-out", action="store_true", help="a test that cannot run here counts as failed")
    asked.add_argument("tests", nargs="*", default=["tests"])
    given, began = asked.parse_args(), time.perf_counter()
    # Each worker has a core: a linear algebra that starts threads of its own only holds the other one up.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with compiled_once():
        return run_everything(given, began)


@contextmanager
def compiled_once() -> Iterator[None]:
    """Where Python may write no bytecode, it would compile the same modules anew in each of the processes that tests start.

    Such a machine keeps its folders clean: here each run compiles into a folder of its own, which goes when it ends.
    """
    if not os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="compiled-", ignore_cleanup_errors=True) as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        yield


def run_everything(given: argparse.Namespace, began: float) -> int:
    spark_runs = not missing() and given.tests == ["tests"]
    outcomes = [*run_all(STEPS), *on_the_older_engine(given.workers), *(on_spark() if spark_runs else [])]
    remember(outcomes)
    tested = pytest(given.workers, given.nothing_left_out, given.tests, "not spark" if spark_runs else "")
    print(f"The whole run: {time.perf_counter() - began:.0f} s of {WHOLE_BUDGET} s.", flush=True)
    wrong = failed(outcomes)
    if wrong:
        print(f"\nNot good yet: {', '.join(wrong)} (above).", flush=True)
    return tested or (1 if wrong else 0)


def on_the_older_engine(workers: str) -> list[Outcome]:
    """The tests of the rooms that meet the engine, on the oldest one that is supported; properties are tried briefly."""
    rooms = [room for room in ON_THE_ENGINE if any(Path(room).rglob("test_*.py"))]
    if not OLDER.exists() or not rooms:
        return []
    which = ("-m", "not slow and not spark", *rooms, f"--ignore={OFF_THE_ENGINE}")
    command = ("python", "-m", "pytest", "-q", "--no-header", "-n", workers, "--dist", "worksteal", *which)
    environment = {"PYTHONPATH": str(OLDER.resolve()), "EXAMPLES_AT_MOST": str(LEAST)}
    return [run(Step("tests on the oldest engine", command, environment, OLDER_BUDGET))]


def on_spark() -> list[Outcome]:
    """All that needs a cluster, in one process, because a process has one session; a skip is a failure here."""
    plain = ("python", "-m", "pytest", "-q", "--no-header")
    command = (*plain, "-p", "tools.closing", "--nothing-left-out", "-m", "spark", ON_SPARK)
    return [run(Step("Spark", command, budget=SPARK_BUDGET))]


def pytest(workers: str, nothing_left_out: bool, tests: list[str], which: str = "") -> int:
    """Run pytest with its output in view."""
    command = [sys.executable, "-m", "pytest", "-p", "tools.closing", "-n", workers, "--dist", "worksteal", "-q"]
    command += ["--nothing-left-out"] if nothing_left_out else []
    command += ["-m", which] if which else []
    return subprocess.run([*command, *tests], check=False, env=dict(os.environ), stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    raise SystemExit(main())
