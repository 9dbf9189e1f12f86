"""What DuckDB is refused by the world (memory, disk, permission), in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from regulars.errors import EnvironmentFault


@contextmanager
def world(doing: str, folder: Path) -> Iterator[None]:
    """Within this block, a refusal is an EnvironmentFault that says what was being done; ``folder``: where DuckDB spills."""
    try:
        yield
    except duckdb.OutOfMemoryException as e:
        raise EnvironmentFault(
            f"{doing} needs more memory or disk than there is: {_first_line(e)}",
            expected=f"room in memory, or on disk under {folder}",
            do="give it more memory (--memory-limit 4GiB, or memory_limit in regulars.toml), or free some disk",
        ) from e
    except duckdb.IOException as e:
        raise EnvironmentFault(f"{doing} could not read or write: {_first_line(e)}", do="check the disk and permissions") from e


def _first_line(error: duckdb.Error) -> str:
    """DuckDB adds advice of its own, about settings that nobody here can give."""
    return str(error).splitlines()[0]
