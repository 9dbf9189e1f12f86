"""Run competitors turn by turn, each run a process of its own, and print medians as a Markdown table.

A run's time is from its start to its end; memory is the peak that the system saw. Answers are
compared first: a table of times between programs that disagree is worth nothing.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """One process: seconds on the wall, seconds of processor, peak memory, and what it answered."""

    wall: float
    cpu: float
    peak_mib: float
    answer: object


def run(command: Sequence[str]) -> Run:
    """Start a process, wait for it, and take its last line of output as its answer in JSON."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run([sys.executable, "-c", _MEASURED, *command], capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{ended.stderr[-2000:]}")
    *_, answer, peak = ended.stdout.strip().splitlines()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, int(peak) / 1024, json.loads(answer))


# A small parent of one child, so that the peak of its children is that of this run alone.
_MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
raise SystemExit(code)
"""


def interleaved(commands: Mapping[str, Sequence[str]], times: int = 5) -> dict[str, Run]:
    """The median run of each competitor, after one round that only warms the disk's cache."""
    first = {name: run(command) for name, command in commands.items()}
    answers = {json.dumps(r.answer, sort_keys=True): name for name, r in first.items()}
    if len(answers) > 1:
        raise SystemExit("they disagree: " + ", ".join(f"{name}: {answer[:200]}" for answer, name in answers.items()))
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            found[name].append(run(command))
    return {name: _middle(runs) for name, runs in found.items()}


def _middle(runs: list[Run]) -> Run:
    wall, cpu, peak = (statistics.median(getattr(r, part) for r in runs) for part in ("wall", "cpu", "peak_mib"))
    return Run(wall, cpu, peak, runs[0].answer)


def table(found: Mapping[str, Run], ours: str) -> str:
    """A Markdown table; the last column is our time as a multiple of theirs."""
    lines = ["| program | wall s | CPU s | peak MiB | ours ÷ this |", "|---|---:|---:|---:|---:|"]
    for name, r in found.items():
        lines.append(f"| {name} | {r.wall:.2f} | {r.cpu:.2f} | {r.peak_mib:,.0f} | {found[ours].wall / r.wall:.2f} |")
    return "\n".join(lines)
