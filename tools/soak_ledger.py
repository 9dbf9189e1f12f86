"""The long trials of the store and its ledger behind docs/reliability.md. `make soak-ledger`.

Each trial is one of the daily tests, in rounds: a process of its own for each, with a seed of its own. What passed is kept
in `build/soak-ledger.json`, so that a trial that was stopped goes on where it was; whole they take hours. `--share 0.01`
goes on to a hundredth of each, `--only api` with a single one, `--minutes 30` stops when they are over. A round that fails
is kept with its seed, and ends its trial until the file is removed. The table says what ran, and no more.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reliability.md"
STATE = ROOT / "build" / "soak-ledger.json"
BEGINS, ENDS = "<!-- soak: written by tools/soak_ledger.py -->\n", "<!-- soak ends -->\n"
HEAD = "| what | a round | rounds | in all | of | result | minutes | commits |\n|---|---|---:|---:|---:|---|---:|---|\n"


@dataclass(frozen=True, slots=True)
class Trial:
    """One test, the variable that says how often a round does it, the whole number, and how many times each of these is."""

    name: str
    what: str
    test: str
    variable: str
    whole: int
    at_once: int
    each: int = 1
    unit: str = "rounds"


@dataclass(slots=True)
class Done:
    """What of a trial has passed: rounds, times, minutes, at which commits; and the seed of a round that failed."""

    rounds: int = 0
    times: int = 0
    minutes: float = 0.0
    commits: list[str] = field(default_factory=list)
    failed_seed: int | None = None


STORES, REST = "tests/stores/operations", "tests/interfaces/rest"
CRASH = f"{STORES}/test_crash.py"
WALKS_ON_STORES = f"{STORES}/test_ledger.py::test_it_does_so_on_long_walks"
ON_STORES = f"{STORES}/test_ledger.py::test_it_does_what_the_plain_ledger_does"
TILL = f"{CRASH}::test_a_till_that_is_killed_loses_nothing_that_was_answered"
SERVER = f"{CRASH}::test_a_server_that_is_killed_loses_nothing_that_was_answered"
GUESSED = f"{STORES}/test_codes.py::test_who_guesses_without_being_locked_out_hits_nothing[sqlite]"
MEMORY = "tests/actions/test_memory.py"
WALKS, AT_MOST = f"{MEMORY}::test_it_does_so_on_long_walks", "steps at most"
TRIALS = (
    Trial("walks", "the rules against the plain ledger, in memory", WALKS, "STEPS", 10_000_000, 250_000, 1, "steps"),
    Trial("model", "the same, by Hypothesis", MEMORY, "EXAMPLES", 3_000, 500, 100, AT_MOST),
    Trial("store walks", "the same on each database", WALKS_ON_STORES, "STORE_STEPS", 100_000, 2_500, 2, "steps"),
    Trial("stores", "the same, by Hypothesis", ON_STORES, "EXAMPLES", 25, 25, 80, AT_MOST),
    Trial("together", "64 workers at each limit, on each database", f"{STORES}/test_together.py", "ROUNDS", 1_000, 50),
    Trial("kills", "`kill -9` of a till, on each database", TILL, "KILLS", 1_000, 50, 2, "kills"),
    Trial("servers", "backends ended, the server stopped at once", SERVER, "SERVER_KILLS", 1_000, 50, 1, "kills"),
    Trial("erasing", "people erased, an older backup restored", f"{STORES}/test_erasing.py", "PEOPLE", 1_000, 250, 1, "people"),
    Trial(
        "guesses",
        "guesses at a thousand codes, each looked up: nobody is locked out",
        GUESSED,
        "LOOKED_UP",
        1_000_000,
        50_000,
        1,
        "guesses",
    ),
    Trial(
        "api guesses",
        "guesses over HTTP, locked out after ten",
        f"{REST}/test_codes.py",
        "GUESSES",
        20_000,
        20_000,
        1,
        "guesses",
    ),
    Trial("api", "the API as described (schemathesis)", f"{REST}/test_openapi.py", "CASES", 10_000, 1_000, 1, "requests"),
)


def main(given: Sequence[str] | None = None) -> int:
    options = _asked(given)
    ends = time.monotonic() + 60 * options.minutes
    chosen = [t for t in TRIALS if not options.only or t.name in options.only]
    done = kept(options.state)
    for trial in chosen:
        whole = ceil(trial.whole * options.share)
        while (so_far := done[trial.name]).times < whole and so_far.failed_seed is None and time.monotonic() < ends:
            one_round(trial, so_far, min(trial.at_once, whole - so_far.times))
            keep(options.state, done)
        print(line(trial, so_far), end="", flush=True)
    if options.write:
        write("".join(line(t, done[t.name]) for t in TRIALS if done[t.name].rounds or done[t.name].failed_seed is not None))
    return 1 if any(done[t.name].failed_seed is not None for t in chosen) else 0


def _asked(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="the part of the whole number to reach, such as 0.01")
    parser.add_argument("--only", action="append", choices=[t.name for t in TRIALS], help="this trial; may be repeated")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no round when these are over")
    parser.add_argument("--state", type=Path, default=STATE, help="where what passed is kept (else build/soak-ledger.json)")
    parser.add_argument("--write", action="store_true", help="write the table into docs/reliability.md, not only here")
    options = parser.parse_args(given)
    if not 0 < options.share <= 1:
        parser.error("--share lies above 0, up to 1")
    return options


def kept(state: Path) -> dict[str, Done]:
    """What passed in earlier runs."""
    found = json.loads(state.read_text(encoding="utf-8")) if state.exists() else {}
    return {trial.name: Done(**found.get(trial.name, {})) for trial in TRIALS}


def keep(state: Path, done: dict[str, Done]) -> None:
    """Write it down whole, or leave what was there."""
    state.parent.mkdir(parents=True, exist_ok=True)
    new = state.with_suffix(".new")
    new.write_text(json.dumps({name: asdict(each) for name, each in done.items()}, indent=1), encoding="utf-8")
    new.replace(state)


def one_round(trial: Trial, done: Done, times: int) -> None:
    """Run a trial's next round in a process of its own, and note how it went."""
    began, seed, commit = time.monotonic(), done.rounds + 1, _commit()
    with tempfile.TemporaryDirectory(prefix="soak", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the database's own user works below it
        command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", f"--basetemp={folder}/t"]
        here = {name: value for name, value in os.environ.items() if name != "CI"}  # there each round would draw the same
        environment = here | {trial.variable: str(times), "SEED": str(seed)}
        asked = [*command, f"--hypothesis-seed={seed}", trial.test]
        told = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if told.returncode:
        print(told.stdout[-4000:], file=sys.stderr, flush=True)
        done.failed_seed = seed
        return
    done.rounds, done.times = done.rounds + 1, done.times + times
    done.minutes += (time.monotonic() - began) / 60
    if commit not in done.commits:
        done.commits.append(commit)


def line(trial: Trial, done: Done) -> str:
    """A trial's line of the table."""
    each = f"`SEED=N {trial.variable}={trial.at_once} pytest --hypothesis-seed=N {trial.test}`"
    result = f"**failed**, seed {done.failed_seed}" if done.failed_seed is not None else "passed" if done.rounds else "none yet"
    commits = ", ".join(f"`{commit}`" for commit in done.commits)
    return (
        f"| {trial.what} | {each} | {done.rounds:,} | {done.times * trial.each:,} {trial.unit} | {trial.whole * trial.each:,}"
        f" | {result} | {done.minutes:.1f} | {commits} |\n"
    )


def write(rows: str) -> None:
    """Put the table in its place on the page, with the day."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    told = f"`python tools/soak_ledger.py`, as far as it came by {datetime.now(UTC):%-d %B %Y}.\n\n"
    PAGE.write_text(before + BEGINS + told + HEAD + rows + ENDS + after, encoding="utf-8")


def _commit() -> str:
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
