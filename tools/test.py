"""All that this machine can test: the quick gate, then every test, then where the time went."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.check import STEPS
from tools.step import Outcome, Step, failed, remember, run, run_all

OLDER = Path(".venv/older")
# Rooms whose code meets the engine.
ON_THE_ENGINE = ("tests/engines", "tests/facts", "tests/measures", "tests/readers", "tests/stores", "tests/wiring")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--workers", default="2")
    asked.add_argument("--nothing-left-out", action="store_true", help="a test that cannot run here counts as failed")
    asked.add_argument("tests", nargs="*", default=["tests"])
    given = asked.parse_args()
    outcomes = [*run_all(STEPS), *on_the_older_engine(given.workers)]
    remember(outcomes)
    tested = pytest(given.workers, given.nothing_left_out, given.tests)
    wrong = failed(outcomes)
    if wrong:
        print(f"\nNot good yet: {', '.join(wrong)} (above).", flush=True)
    return tested or (1 if wrong else 0)


def on_the_older_engine(workers: str) -> list[Outcome]:
    """The tests of the rooms that meet the engine, on the oldest one that is supported."""
    rooms = [room for room in ON_THE_ENGINE if any(Path(room).rglob("test_*.py"))]
    if not OLDER.exists() or not rooms:
        return []
    command = ("python", "-m", "pytest", "-q", "--no-header", "-n", workers, "-m", "not slow", *rooms)
    return [run(Step("tests on the oldest engine", command, {"PYTHONPATH": str(OLDER.resolve())}))]


def pytest(workers: str, nothing_left_out: bool, tests: list[str]) -> int:
    """Run pytest with its output in view; its closing line comes last."""
    command = [sys.executable, "-m", "pytest", "-p", "tools.closing", "-n", workers, "--dist", "worksteal", "-q"]
    command += ["--nothing-left-out"] if nothing_left_out else []
    return subprocess.run([*command, *tests], check=False, env=dict(os.environ), stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    raise SystemExit(main())
