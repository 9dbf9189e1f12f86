"""A bar on the terminal for whatever takes longer than two seconds."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_QUIET_SECONDS = 2.0
_EVERY_SECONDS = 0.2
_WIDTH = 24


@contextmanager
def bar(share: Callable[[], float | None], stream: TextIO | None = None) -> Iterator[None]:
    """While the block runs, show how far the present step is; nothing where nobody looks."""
    out = stream or sys.stderr
    if not out.isatty():
        yield
        return
    ended = threading.Event()
    drawer = threading.Thread(target=_draw, args=(share, out, ended), daemon=True)
    drawer.start()
    try:
        yield
    finally:
        ended.set()
        drawer.join()


def _draw(share: Callable[[], float | None], out: TextIO, ended: threading.Event) -> None:
    began = time.monotonic()
    if ended.wait(_QUIET_SECONDS):
        return
    while not ended.wait(_EVERY_SECONDS):
        out.write("\r" + line(share(), time.monotonic() - began))
        out.flush()
    out.write("\r\x1b[K")
    out.flush()


def line(share: float | None, seconds: float) -> str:
    """
    >>> line(0.5, 65)
    'working 1:05  [############············]  50 % of this step'
    """
    clock = f"working {int(seconds) // 60}:{int(seconds) % 60:02d}"
    if share is None:
        return f"{clock}  [{'·' * _WIDTH}]                   "
    done = round(_WIDTH * share)
    return f"{clock}  [{'#' * done}{'·' * (_WIDTH - done)}] {share:4.0%}".replace("%", " %") + " of this step"
