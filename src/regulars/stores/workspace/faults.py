"""What the disk refuses, in our words."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from regulars.errors import EnvironmentFault


@contextmanager
def failures(path: Path) -> Iterator[None]:
    """Within this block, a refusal of the disk is an EnvironmentFault that names the workspace."""
    try:
        yield
    except OSError as e:
        raise EnvironmentFault.of(e, f"writing to {path}") from e
    except (duckdb.IOException, duckdb.OutOfMemoryException) as e:
        raise _told(e, path) from e


def _told(error: duckdb.Error, path: Path) -> EnvironmentFault:
    """DuckDB puts the system's error number into its text, where there is one."""
    number = re.search(r'"errno":"?(\d+)', str(error))
    if number:
        return EnvironmentFault.of(OSError(int(number[1]), os.strerror(int(number[1]))), f"writing to {path}")
    return EnvironmentFault(
        f"writing to {path} failed: {error}",
        expected="a disk with room, and permission to write",
        do="free some disk or mend the permission, then run the import again: nothing was changed",
    )
