"""A small Spark cluster on this machine's loopback: one master, two workers, from the pyspark package.

    python tools/spark_cluster.py               starts it, prints its address, and ends it at Ctrl-C
    python tools/spark_cluster.py --memory 4g   with room for more

Workers are processes of their own, so data really is split and shuffled, as on several machines.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from regulars.engines.spark.java import check_java
from regulars.errors import EnvironmentFault

PATIENCE_SECONDS = 120
MASTER = re.compile(r"Starting Spark master at (spark://\S+)")
REGISTERED = re.compile(r"Successfully registered with master")
ANY_PORT = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
# Programs that live for minutes gain nothing from the second compiler, and two cores lose much to it.
BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def spark_home() -> Path:
    found = find_spec("pyspark")
    if found is None or found.origin is None:
        raise SystemExit("pyspark is not installed. What to do: make spark")
    return Path(found.origin).parent


@dataclass(frozen=True, slots=True)
class Master:
    """A master that runs, and the way to start workers for it."""

    address: str
    start: _Starting

    def employ(self, workers: int = 2, *, cores: int = 1, memory: str = "800m") -> None:
        """Start workers, and wait until the master knows them all."""
        room = ("--cores", str(cores), "--memory", memory, "--work-dir", str(self.start.folder / "work"))
        worker = ("worker.Worker", *ANY_PORT, *room, self.address)
        with ThreadPoolExecutor(max(workers, 1)) as pool:
            list(pool.map(lambda _: self.start(*worker, says=REGISTERED), range(workers)))


@contextmanager
def master(java_options: str = BRIEF) -> Iterator[Master]:
    """A cluster without workers, that lives within this block; whatever happens, none of it outlives the block."""
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="spark-", ignore_cleanup_errors=True)))
        start = _Starting(ending, folder, java_options)
        yield Master(start("master.Master", *ANY_PORT, says=MASTER), start)


@contextmanager
def cluster(*, workers: int = 2, cores: int = 1, memory: str = "800m", java_options: str = BRIEF) -> Iterator[str]:
    """The address of a master with its workers, within this block."""
    with master(java_options) as begun:
        begun.employ(workers, cores=cores, memory=memory)
        yield begun.address


def missing() -> str:
    """What this machine lacks for Spark, and how to get it; nothing where it can run."""
    if find_spec("pyspark") is None:
        return "no pyspark: make spark"
    try:
        check_java()
    except EnvironmentFault as e:
        return f"{e.found}: apt-get install openjdk-17-jre-headless"
    return ""


class _Starting:
    """Starts Spark's own programs, and ends them with the block they were started in."""

    def __init__(self, ending: ExitStack, folder: Path, java_options: str) -> None:
        self.ending, self.folder = ending, folder
        self.environment = {
            **os.environ,
            "SPARK_HOME": str(spark_home()),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_PUBLIC_DNS": "127.0.0.1",
            "SPARK_LOCAL_DIRS": str(folder),
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_DAEMON_JAVA_OPTS": java_options,
        }

    def __call__(self, program: str, *arguments: str, says: re.Pattern[str]) -> str:
        """Start one, and wait until it says that it is ready."""
        command = [str(spark_home() / "bin" / "spark-class"), f"org.apache.spark.deploy.{program}", *arguments]
        started = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)  # fmt: skip
        self.ending.callback(_end, started)
        return _heard(started, says)


def _heard(started: subprocess.Popen[str], says: re.Pattern[str]) -> str:
    """What the first group of ``says`` matched in its log; RuntimeError with the log's end if it never comes."""
    assert started.stderr is not None
    bell = threading.Timer(PATIENCE_SECONDS, started.kill)
    bell.start()
    lines: list[str] = []
    try:
        for line in started.stderr:
            lines.append(line)
            if found := says.search(line):
                threading.Thread(target=_listen_on, args=(started,), daemon=True).start()
                return found[1] if says.groups else found[0]
    finally:
        bell.cancel()
    raise RuntimeError("Spark's program ended, or said nothing in time:\n" + "".join(lines[-20:]))


def _listen_on(started: subprocess.Popen[str]) -> None:
    """A program whose log nobody reads would stop when the pipe is full."""
    assert started.stderr is not None
    with suppress(ValueError):  # the pipe was closed between two lines: it has ended
        for _ in started.stderr:
            pass


def _end(started: subprocess.Popen[str]) -> None:
    started.terminate()
    try:
        started.wait(20)
    except subprocess.TimeoutExpired:
        started.kill()
    with started:  # closes its pipe, and waits for it
        pass


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--cores", type=int, default=1, help="of each worker")
    asked.add_argument("--memory", default="800m", help="of each worker")
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with cluster(workers=given.workers, cores=given.cores, memory=given.memory, java_options="") as address:
        print(address, flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
