"""Ctrl-C while DuckDB works.

Python raises KeyboardInterrupt only between its own steps, and a query is one step. DuckDB looks
for the signal during some queries (and then raises a RuntimeError), during others never: they would
run to their end. So a thread listens for the signal and interrupts what runs.
"""

from __future__ import annotations

import signal
import socket
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from regulars.errors import RegularsError

WORKING: weakref.WeakSet[duckdb.DuckDBPyConnection] = weakref.WeakSet()
_listening = threading.Lock()


def known(connection: duckdb.DuckDBPyConnection) -> None:
    """Let Ctrl-C reach this connection's queries within ``interruptible()``."""
    WORKING.add(connection)


@contextmanager
def interruptible() -> Iterator[None]:
    """Within this block, Ctrl-C ends a running query at once; KeyboardInterrupt follows."""
    main = threading.current_thread() is threading.main_thread()
    if not main or not _listening.acquire(blocking=False):  # signals reach the main thread only, and once is enough
        yield
        return
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)
    before = signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    pressed = threading.Event()
    listener = threading.Thread(target=_listen, args=(ear, pressed), daemon=True)
    listener.start()
    try:
        yield
    except (RuntimeError, duckdb.Error, RegularsError) as e:
        if pressed.is_set() or str(e) == "Query interrupted":
            raise KeyboardInterrupt from e
        raise
    finally:
        signal.set_wakeup_fd(before)
        mouth.close()
        listener.join()
        ear.close()
        _listening.release()


def _listen(ear: socket.socket, pressed: threading.Event) -> None:
    while received := ear.recv(64):
        if signal.SIGINT in received:
            pressed.set()
            for connection in list(WORKING):
                connection.interrupt()
