"""All that this machine can test: the quick gate, then every test, then where the time went."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.check import STEPS
from tools.step import failed, remember, run_all


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--workers", default="2")
    asked.add_argument("--nothing-left-out", action="store_true", help="a test that cannot run here counts as failed")
    asked.add_argument("tests", nargs="*", default=["tests"])
    given = asked.parse_args()
    outcomes = run_all(STEPS)
    remember(outcomes)
    tested = pytest(given.workers, given.nothing_left_out, given.tests)
    wrong = failed(outcomes)
    if wrong:
        print(f"\nNot good yet: {', '.join(wrong)} (above).", flush=True)
    return tested or (1 if wrong else 0)


def pytest(workers: str, nothing_left_out: bool, tests: list[str]) -> int:
    """Run pytest with its output in view; its closing line comes last."""
    command = [sys.executable, "-m", "pytest", "-p", "tools.closing", "-n", workers, "--dist", "worksteal", "-q"]
    command += ["--nothing-left-out"] if nothing_left_out else []
    return subprocess.run([*command, *tests], check=False, env=dict(os.environ), stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    raise SystemExit(main())
