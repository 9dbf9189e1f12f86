"""Ctrl-C ends a query at once, and nothing else changes."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

_WORK = """
import os, signal, threading, time
from regulars.engines.duckdb import DuckDBEngine, interruptible
signal.signal(signal.SIGINT, signal.default_int_handler)
engine = DuckDBEngine()
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    with interruptible(), interruptible():
        engine.connection.execute(QUERY % "SELECT sum(hash(a.range * b.range)) FROM range(1000000) AS a, range(1000000) AS b")
except KeyboardInterrupt:
    print("stopped", engine.connection.execute("SELECT 1").fetchall())
"""


@pytest.mark.parametrize("query", ["%s", "CREATE TABLE t AS %s", "SELECT * FROM (%s) AS q"])
def test_a_query_that_would_take_hours_stops_when_anna_presses_ctrl_c(query: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WORK.replace("QUERY", repr(query))], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "stopped [(1,)]\n", done.stderr


def test_afterwards_signals_are_heard_as_before() -> None:
    from regulars.engines.duckdb import interruptible

    before = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(before)
    with interruptible():
        pass
    assert signal.set_wakeup_fd(before) == before
