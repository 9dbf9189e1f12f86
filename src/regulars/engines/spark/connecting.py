"""From an address to a Spark session, with every way that this can fail said plainly and within bounds."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Mapping
from ipaddress import ip_address

from py4j.protocol import Py4JError
from pyspark import SparkContext
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from regulars.engines.spark.faults import reason
from regulars.engines.spark.java import check_java
from regulars.engines.spark.launching import launched
from regulars.errors import EnvironmentFault, UsageError

_MASTER = re.compile(r"spark://(?P<servers>[^/@\s]+)/?")
_HERE = re.compile(r"local(\[(\d+|\*)\])?")
_SHUFFLE, _SPARKS_OWN = "spark.sql.shuffle.partitions", "200"
_GREETING = "regulars: is there a worker?"


def connected(address: str, *, options: Mapping[str, str] | None = None, patience_seconds: float = 60) -> SparkSession:
    """A session on the cluster at ``spark://host:port``, or in this process (``local[2]``).

    One process speaks to one cluster: asked again, it hands out the same session. ``options`` are
    Spark's own, and go before those of spark-defaults.conf. EnvironmentFault where there is no Java,
    no server, or no worker with room within ``patience_seconds``; UsageError for another address.
    """
    running = SparkContext._active_spark_context
    if running is not None:
        return _same(running, address)
    servers = _servers(address)
    check_java()
    for host, port in servers:
        _answers(host, port, patience_seconds)
    session = launched(address, {**_defaults(servers), **(options or {})})
    if servers:
        _wait_for_a_worker(session, address, patience_seconds)
    _fit(session)
    return session


def _servers(address: str) -> list[tuple[str, int]]:
    """Of ``spark://one:7077,two:7077`` the hosts and ports; none for ``local``."""
    master = _MASTER.fullmatch(address)
    if master:
        pairs = [server.rpartition(":") for server in master["servers"].split(",")]
        if all(host and port.isdigit() for host, _, port in pairs):
            return [(host, int(port)) for host, _, port in pairs]
    elif _HERE.fullmatch(address):
        return []
    raise UsageError(
        f"{address!r} is no address of a Spark cluster",
        expected="spark://host:port, as the master's page shows it",
        do="correct it; a cluster of another kind is used from Python: shop.facts(engine=session)",
    )


def _same(running: SparkContext, address: str) -> SparkSession:
    if running.master != address.rstrip("/"):
        raise UsageError(
            f"this process already uses the Spark at {running.master}, and {address} was asked for",
            expected="one cluster for one process",
            do="use another process for the other cluster, or stop the first session",
        )
    return SparkSession.builder.getOrCreate()


def _answers(host: str, port: int, patience_seconds: float) -> None:
    """Spark itself would try for a minute, and then say so in a hundred lines."""
    try:
        socket.create_connection((host, port), timeout=min(10, patience_seconds)).close()
    except OSError as e:
        raise EnvironmentFault(
            f"no Spark master answers at {host}:{port} ({e.strerror or e})",
            expected="a running cluster",
            do="start it, or correct the address; docs/howto/outgrow.md shows how",
        ) from e


def _defaults(servers: list[tuple[str, int]]) -> dict[str, str]:
    """What holds unless it is set: a quiet session, which workers on this machine can call back."""
    chosen = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    if servers and all(_is_loopback(host) for host, _ in servers):
        chosen |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return chosen


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wait_for_a_worker(session: SparkSession, address: str, patience_seconds: float) -> None:
    """Run the smallest job. Without a worker that has room, Spark would wait for ever."""
    context, done = session.sparkContext, threading.Event()
    context.addJobTag(_GREETING)
    bell = threading.Thread(target=_give_up, args=(context, done, patience_seconds), daemon=True)
    bell.start()
    try:
        session.range(1).count()
    except (PySparkException, Py4JError) as e:
        done.set()
        bell.join()
        session.stop()
        raise EnvironmentFault(
            f"no worker of {address} took a job within {patience_seconds:.0f} s: {reason(e)}",
            expected="a worker with a free core and the memory that spark.executor.memory asks for (1 GB unless set)",
            do="look at the master's page: start a worker, or ask for less memory",
        ) from e
    finally:
        done.set()
    context.removeJobTag(_GREETING)


def _give_up(context: SparkContext, done: threading.Event, patience_seconds: float) -> None:
    """Cancel the greeting when patience ends, and again: a job that is only about to begin isn't there to be cancelled."""
    while not done.wait(patience_seconds):
        context.cancelJobsWithTag(_GREETING)
        patience_seconds = 1


def _fit(session: SparkSession) -> None:
    """Shuffle into as many pieces as the cluster can work on, where nobody has said how many."""
    if session.conf.get(_SHUFFLE) == _SPARKS_OWN:
        session.conf.set(_SHUFFLE, str(max(4, 2 * session.sparkContext.defaultParallelism)))
