"""Run named steps quietly: one line each, with its time; what a step said is shown when it fails."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

BIN = Path(sys.executable).parent
TIMES = Path("build/times.tsv")
_COLOUR = sys.stdout.isatty() and "NO_COLOR" not in os.environ


@dataclass(frozen=True)
class Step:
    """A command by name. The first word is looked for beside this Python."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    budget: int = 0
    """The seconds that it may take on two cores, where that is said."""


@dataclass(frozen=True)
class Outcome:
    name: str
    seconds: float
    good: bool
    said: str
    budget: int = 0

    @property
    def cost(self) -> str:
        """The seconds it took, of those it may."""
        over = f", {self.seconds - self.budget:.0f} s over" if 0 < self.budget < self.seconds else ""
        return f"{self.seconds:7.1f} s" + (f" of {self.budget} s{over}" if self.budget else "")


def run(step: Step) -> Outcome:
    """Run one step and print its line."""
    started = time.perf_counter()
    found = BIN / step.command[0]
    command = [str(found) if found.exists() else step.command[0], *step.command[1:]]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        env={**os.environ, **step.environment},
    )  # fmt: skip
    seconds, said = time.perf_counter() - started, done.stdout.decode(errors="replace")
    outcome = Outcome(step.name, seconds, done.returncode == 0, said, step.budget)
    show(outcome)
    return outcome


def show(outcome: Outcome) -> None:
    mark, shade = ("✓", "32") if outcome.good else ("✗", "31")
    mark = f"\033[{shade}m{mark}\033[0m" if _COLOUR else mark
    lines = [f"{mark} {outcome.name:<42} {outcome.cost}"]
    if not outcome.good:
        lines += ["", *("    " + line for line in outcome.said.rstrip().splitlines()), ""]
    print("\n".join(lines), flush=True)


def run_all(steps: list[Step], *, at_once: int = 2) -> list[Outcome]:
    """Run steps, a few at a time; each prints its line when it ends."""
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(run, steps))


def remember(outcomes: list[Outcome]) -> None:
    """Keep the times for the table at the end of a test run."""
    TIMES.parent.mkdir(exist_ok=True)
    TIMES.write_text("".join(f"{o.cost}  {o.name}\n" for o in outcomes), encoding="utf-8")


def failed(outcomes: list[Outcome]) -> list[str]:
    return [o.name for o in outcomes if not o.good]
