"""The long trials of the store and its ledger behind docs/reliability.md. `make soak-ledger`.

Each trial is one of the daily tests with more rounds, in a process of its own. Whole it takes days; `--share 0.01`
runs a hundredth of each, `--only api` a single one. The table says what ran, and no more.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reliability.md"
BEGINS, ENDS = "<!-- soak: written by tools/soak_ledger.py -->\n", "<!-- soak ends -->\n"
HEAD = "| what | command | how often | result | wall minutes |\n|---|---|---:|---|---:|\n"


@dataclass(frozen=True, slots=True)
class Trial:
    """One test, the variable that says how often, the whole number of times, and how many times each of these is."""

    name: str
    what: str
    test: str
    variable: str
    whole: int
    each: int = 1
    unit: str = "rounds"

    def times(self, share: float) -> int:
        return max(1, ceil(self.whole * share))


STORES, REST = "tests/stores/operations", "tests/interfaces/rest"
STEPS, CRASH = "steps at most", f"{STORES}/test_crash.py"
ON_STORES = f"{STORES}/test_ledger.py::test_it_does_what_the_plain_ledger_does"
KILLED = f"{CRASH}::test_a_till_that_is_killed_loses_nothing_that_was_answered"
TRIALS = (
    Trial(
        "model",
        "the rules against the plain ledger, in memory",
        "tests/actions/test_memory.py",
        "EXAMPLES",
        100_000,
        100,
        STEPS,
    ),
    Trial("stores", "the same on each database", ON_STORES, "EXAMPLES", 2_500, 80, STEPS),
    Trial("together", "64 workers at each limit, on each database", f"{STORES}/test_together.py", "ROUNDS", 1_000),
    Trial("kills", "`kill -9` of a till, on each database", KILLED, "KILLS", 1_000, 2, "kills"),
    Trial("servers", "backends ended, the server stopped at once", CRASH, "SERVER_KILLS", 1_000, 1, "kills"),
    Trial("erasing", "people erased, an older backup restored", f"{STORES}/test_erasing.py", "PEOPLE", 1_000, 1, "people"),
    Trial("guesses", "guesses at codes", f"{REST}/test_codes.py", "GUESSES", 1_000_000, 1, "guesses"),
    Trial("api", "the API as described (schemathesis)", f"{REST}/test_openapi.py", "CASES", 10_000, 1, "requests"),
)


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="the part of the whole number to run, such as 0.01")
    parser.add_argument("--only", action="append", choices=[t.name for t in TRIALS], help="this trial; may be repeated")
    parser.add_argument("--write", action="store_true", help="write the table into docs/reliability.md, not only here")
    options = parser.parse_args(given)
    if not 0 < options.share <= 1:
        parser.error("--share lies above 0, up to 1")
    chosen = [t for t in TRIALS if not options.only or t.name in options.only]
    rows, failed, commit = [], 0, _commit()  # as it was when they began
    for trial in chosen:
        row, passed = tried(trial, trial.times(options.share))
        rows.append(row)
        failed += not passed
        print(row, flush=True)
    if options.write:
        write("".join(f"{row}\n" for row in rows), asked(given), commit)
    return 1 if failed else 0


def asked(given: Sequence[str] | None) -> str:
    """The command as it was typed, for the page."""
    return " ".join(["python tools/soak_ledger.py", *(sys.argv[1:] if given is None else given)])


def tried(trial: Trial, times: int) -> tuple[str, bool]:
    """Run a trial so often; its line of the table, and whether it passed."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the database's own user works below it
        command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", f"--basetemp={folder}/t", trial.test]
        environment = os.environ | {trial.variable: str(times)}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-4000:], file=sys.stderr, flush=True)
    said = f"`{trial.variable}={times} pytest {trial.test}`"
    result = "passed" if done.returncode == 0 else "**failed**"
    return (
        f"| {trial.what} | {said} | {times * trial.each:,} {trial.unit} | {result} | {(time.monotonic() - began) / 60:.1f} |",
        done.returncode == 0,
    )


def write(rows: str, command: str, commit: str) -> None:
    """Put the table in its place on the page, with command, commit and day."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    told = f"`{command}`, commit `{commit}`, {datetime.now(UTC):%-d %B %Y}.\n\n"
    PAGE.write_text(before + BEGINS + told + HEAD + rows + ENDS + after, encoding="utf-8")


def _commit() -> str:
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
