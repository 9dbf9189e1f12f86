"""What the disk refuses, in our words."""

from __future__ import annotations

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
        raise EnvironmentFault(
            f"writing to {path} failed: {e}",
            expected="a disk with room, and permission to write",
            do="free some disk or mend the permission, then run the import again: nothing was changed",
        ) from e
