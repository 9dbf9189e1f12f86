"""Files that are written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside the file, then put it in its place: a full disk leaves the last one as it was.

    What the system refuses is told of the file that was asked for, not of the one beside it.
    """
    draft = path.with_name(path.name + ".part")
    try:
        write(draft)
        draft.replace(path)
    except OSError as e:
        e.filename, e.filename2 = str(path), None
        raise
    finally:
        draft.unlink(missing_ok=True)
