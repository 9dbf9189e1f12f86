"""Files that are written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside the file, then put it in its place: a full disk leaves the last one as it was.

    A link stays one, and what it leads to is written. What is no file (a pipe, ``/dev/stdout``) is written to as it is.
    What the system refuses is told of the file that was asked for, not of the one beside it.
    """
    place = path.resolve()
    try:
        if place.exists() and not place.is_file():
            write(place)
            return
        with TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as beside:
            draft = Path(beside) / place.name
            write(draft)
            draft.replace(place)
    except OSError as e:
        e.filename, e.filename2 = str(path), None
        raise
