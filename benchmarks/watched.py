"""What a program costs that is several processes: the processor time of all of them, and their memory together.

Spark is a driver, its Java, a master, workers and executors that come and go; what a system tells of ended children
leaves some out. So everything that descends from this process is looked at again and again. Linux only.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

_TICKS, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
_EVERY_SECONDS = 0.25


@dataclass
class Watched:
    """Seconds on the wall and of processor, and the most memory that all processes had at one moment (MiB)."""

    wall: float = 0.0
    peak_mib: float = 0.0
    _last: dict[int, float] = field(default_factory=dict)
    _before: dict[int, float] = field(default_factory=dict)

    @property
    def cpu(self) -> float:
        return sum(seconds - self._before.get(process, 0.0) for process, seconds in self._last.items())

    def look(self) -> None:
        found = descendants()
        self._last |= {process: seconds for process, (seconds, _) in found.items()}
        self.peak_mib = max(self.peak_mib, sum(mib for _, mib in found.values()))


@contextmanager
def watched() -> Iterator[Watched]:
    """Watch all that descends from this process while the block runs."""
    seen, done, began = Watched(), threading.Event(), time.perf_counter()
    seen._before = {process: seconds for process, (seconds, _) in descendants().items()}

    def watch() -> None:
        while not done.wait(_EVERY_SECONDS):
            seen.look()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()
        seen.wall = time.perf_counter() - began


def descendants() -> dict[int, tuple[float, float]]:
    """Of each process that descends from this one: seconds of processor so far, and memory (MiB)."""
    parents: dict[int, int] = {}
    told: dict[int, tuple[float, float]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended since
            state = (folder / "stat").read_text().rpartition(")")[2].split()
            process = int(folder.name)
            parents[process] = int(state[1])
            told[process] = ((int(state[11]) + int(state[12])) / _TICKS, int(state[21]) * _PAGE / 2**20)
    return {process: of for process, of in told.items() if _descends(process, parents)}


def _descends(process: int, parents: dict[int, int]) -> bool:
    here = os.getpid()
    while process in parents:
        process = parents[process]
        if process == here:
            return True
    return False
