"""How fast the ledger writes: complete earns one by one and in batches, on SQLite and PostgreSQL, beside pgbench's TPC-B.

`python benchmarks/ledger.py`. An earn is complete: entry, lot, line, outbox, key, account, one commit each. pgbench runs on the
same server, turn and turn about with the ledger, and the median of the turns counts. The server keeps every commit (fsync on).
"""

from __future__ import annotations

import argparse
import multiprocessing
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1]))

from regulars.actions.rewards.ledger.requests import Earn, EarnAll, EarnLine
from regulars.stores.operations.connecting import open_store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.migrating import migrate
from tests.stores.operations.members import join
from tests.stores.operations.servers import running

AT = datetime(2026, 1, 1)
MEMBERS = 1_000
NUMBERS = count()


def earn(member: int, order: str = "") -> Earn:
    line = EarnLine(line_id="1", points=10, amount_minor=1000)
    return Earn(member=f"m{member}", reference=order or f"o-{next(NUMBERS)}", lines=(line,), rule="bench")


def writing(address: str, seconds: float, writers: int, hot: bool = False, size: int = 1) -> float:
    """Earns a second with so many writers, each a process of its own, as tills are; to one account where it is ``hot``.

    ``size``: how many earns there are in an act.
    """
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(writers)
    with context.Pool(writers, _together, (together,)) as pool:
        given = [(address, seconds, number, hot, next(NUMBERS), size) for number in range(writers)]
        return sum(pool.starmap(_write, given, chunksize=1))


_BARRIERS: list[Any] = []


def _together(barrier: Any) -> None:
    _BARRIERS.append(barrier)


def _write(address: str, seconds: float, number: int, hot: bool, turn: int, size: int) -> float:
    """One writer's earns a second, from the moment at which all are ready."""
    with open_store(address, wait_seconds=60) as store:
        ledger, done = StoreLedger(store), 0

        def one(nth: int) -> None:
            name = f"w{turn}-{number}-{nth}"
            if size > 1:  # each writer has members of her own
                own = tuple(earn((2 * n + number) % MEMBERS, f"{name}-{n}") for n in range(size))
                ledger.act(EarnAll(earns=own), key=name, at=AT)
            else:
                ledger.act(earn(1 if hot else (2 * nth + number) % MEMBERS, name), key=name, at=AT)

        for nth in range(-20 if size == 1 else -3, 0):
            one(nth)
        _BARRIERS[0].wait()
        began = perf_counter()
        while perf_counter() - began < seconds:
            one(done)
            done += 1
        return size * done / (perf_counter() - began)


def batches(ledger: StoreLedger, seconds: float, size: int = 1_000) -> float:
    """Earns a second in batches."""
    began, number = perf_counter(), 0
    while perf_counter() - began < seconds:
        request = EarnAll(earns=tuple(earn(n % MEMBERS) for n in range(size)))
        ledger.act(request, key=f"batch-{next(NUMBERS)}", at=AT)
        number += size
    return number / (perf_counter() - began)


def balance_ms(ledger: StoreLedger, entries: int) -> float:
    """The median time of a balance of one member with so many entries."""
    for _ in range(entries // 1_000):
        ledger.act(EarnAll(earns=tuple(earn(0) for _ in range(1_000))), key=f"many-{next(NUMBERS)}", at=AT)
    spent = ledger.balance("m0", AT).available
    assert spent == 10 * (entries // 1_000 * 1_000)
    times = []
    for _ in range(15):
        began = perf_counter()
        ledger.balance("m0", AT)
        times.append(1000 * (perf_counter() - began))
    return median(times)


def tpcb(server: Any, seconds: float) -> float:
    """Transactions a second of pgbench's TPC-B with two clients on the same server."""
    program = str(server.bin_path / "pgbench")
    command = [program, "-n", "-c", "2", "-j", "2", "-T", str(int(seconds)), server.get_uri()]
    done = subprocess.run(command, user=server.system_user, capture_output=True, text=True, check=True)
    return float(next(line for line in done.stdout.splitlines() if line.startswith("tps")).split()[2])


@contextmanager
def opened(address: str) -> Any:
    with open_store(address, wait_seconds=60) as store:
        migrate(store)
        join(store, *(f"m{n}" for n in range(MEMBERS)))
        yield StoreLedger(store)


@contextmanager
def opened_again(server: Any) -> Any:
    """A second database on the same server, empty."""
    with psycopg.connect(server.get_uri(), autocommit=True) as c:
        c.execute("CREATE DATABASE many")
    with opened(server.get_uri().replace("/postgres?", "/many?")) as ledger:
        yield ledger


def say(what: str, value: float, unit: str) -> None:
    sys.stdout.write(f"  {what:<58} {value:>10,.1f} {unit}\n")
    sys.stdout.flush()


def postgres(folder: Path, seconds: float, turns: int, entries: int) -> None:
    with running(folder / "data") as server:
        has_pgbench = (server.bin_path / "pgbench").exists()
        if has_pgbench:
            prepare = [str(server.bin_path / "pgbench"), "-i", "-q", "-s", "10", server.get_uri()]
            subprocess.run(prepare, user=server.system_user, capture_output=True, check=True)
        with opened(server.get_uri()) as ledger:
            address = server.get_uri()
            asked: dict[str, Callable[[], float]] = {
                "one by one, two writers": lambda: writing(address, seconds, 2),
                "one hot account, two writers": lambda: writing(address, seconds, 2, hot=True),
                "batches of 1,000, two writers": lambda: writing(address, seconds, 2, size=1_000),
                "one by one, one writer": lambda: writing(address, seconds, 1),
                "batches of 1,000, one writer": lambda: batches(ledger, seconds),
            }
            found: dict[str, list[float]] = {name: [] for name in asked}
            rates: list[float] = []
            for _ in range(turns):
                if has_pgbench:
                    rates.append(tpcb(server, seconds))
                for name, measure in asked.items():
                    found[name].append(measure())
            if rates:
                say("PostgreSQL: pgbench TPC-B, two clients", median(rates), "a second")
            for name, values in found.items():
                say(f"PostgreSQL: {name}", median(values), "earns a second")
        with opened_again(server) as ledger:
            say("PostgreSQL: balance of a member with many entries", balance_ms(ledger, entries), "ms")


def sqlite(folder: Path, seconds: float, turns: int, entries: int) -> None:
    with opened(str(folder / "regulars.db")) as ledger:
        single = [writing(str(folder / "regulars.db"), seconds, 1) for _ in range(turns)]
        say("SQLite: one by one", median(single), "earns a second")
        say("SQLite: batches of 1,000", median([batches(ledger, seconds) for _ in range(turns)]), "earns a second")
    with opened(str(folder / "many.db")) as ledger:
        say(f"SQLite: balance of a member with {entries:,} entries", balance_ms(ledger, entries), "ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--entries", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ledger", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        sqlite(Path(folder), given.seconds, given.turns, given.entries)
        postgres(Path(folder), given.seconds, given.turns, given.entries)


if __name__ == "__main__":
    main()
