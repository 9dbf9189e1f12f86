"""How many requests a second the API answers, how late the slowest hundredth is, and what of the processor the client takes.

`python benchmarks/api.py`. `regulars serve` runs as users start it, on SQLite (every commit on the disk), one process; clients
are threads of another process, each with a connection that stays open. Reads ask balances, writes are complete earns.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

MEMBERS = 200
NUMBERS = count()


@dataclass(frozen=True)
class Served:
    """A server of our own: where it listens, the key that opens it, and its process."""

    port: int
    key: str
    process: subprocess.Popen[str]

    @property
    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figures:
    """What a run showed: requests a second, milliseconds, and of the processor the server's for one, and the client's part."""

    per_second: float
    middle_ms: float
    p99_ms: float
    processor_ms: float
    client_share: float


def serve(folder: Path) -> Served:
    command = [sys.executable, "-m", "regulars", "serve", str(folder), "--port", "0", "--requests-per-minute", "100000000"]
    with (folder.parent / "served.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout is not None
    key = process.stdout.readline().strip()
    told = next(line for line in process.stdout if line.startswith("Serving"))
    found = re.search(r":(\d+);", told)
    assert found is not None
    threading.Thread(target=process.stdout.read, daemon=True).start()  # what it goes on to log must not fill the pipe
    return Served(int(found[1]), key, process)


def ask(
    connection: http.client.HTTPConnection, served: Served, method: str, path: str, body: object = None
) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {served.key}", "Content-Type": "application/json"}
    if method == "POST":
        headers["Idempotency-Key"] = f"bench-{next(NUMBERS)}"
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    said = answer.read()
    assert answer.status < 300, said
    found: dict[str, object] = json.loads(said)
    return found


def measured(served: Served, clients: int, seconds: float, one: Callable[[http.client.HTTPConnection, int], object]) -> Figures:
    """Let so many clients ask for so long."""
    times: list[list[float]] = [[] for _ in range(clients)]
    ends = perf_counter() + seconds

    def work(mine: list[float]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", served.port)
        while (began := perf_counter()) < ends:
            one(connection, len(mine))
            mine.append(1000 * (perf_counter() - began))

    began, own, theirs = perf_counter(), process_time(), served.cpu_seconds
    threads = [threading.Thread(target=work, args=(mine,)) for mine in times]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall, own, theirs = perf_counter() - began, process_time() - own, served.cpu_seconds - theirs
    every = sorted(t for mine in times for t in mine)
    cuts = quantiles(every, n=100)
    return Figures(len(every) / wall, cuts[49], cuts[98], 1000 * theirs / len(every), own / (own + theirs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--clients", type=int, default=4)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="api", ignore_cleanup_errors=True) as folder:
        served = serve(Path(folder) / "shop")
        try:
            tried(served, given.clients, given.seconds)
        finally:
            served.process.terminate()
            served.process.wait()


def tried(served: Served, clients: int, seconds: float) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    members = [ask(connection, served, "POST", "/v1/members", {})["member_id"] for _ in range(MEMBERS)]

    def read(own: http.client.HTTPConnection, number: int) -> object:
        return ask(own, served, "GET", f"/v1/members/{members[number % MEMBERS]}/balance")

    def write(own: http.client.HTTPConnection, number: int) -> object:
        line = {"line_id": "1", "points": 10, "amount_minor": 1000}
        body = {"order_id": f"o-{next(NUMBERS)}", "lines": [line]}
        return ask(own, served, "POST", f"/v1/members/{members[number % MEMBERS]}/earn", body)

    for name, one in (("writes", write), ("reads", read)):
        found = measured(served, clients, seconds, one)
        sys.stdout.write(
            f"  {name:<8} {found.per_second:>8.0f} a second   middle {found.middle_ms:.1f} ms   p99 {found.p99_ms:.1f} ms"
            f"   server's processor {found.processor_ms:.1f} ms a request   client's share {100 * found.client_share:.0f} %\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
