"""A folder of its own for what is written on the way to a backup or from one: gone at the end, and swept if it was killed.

It holds rows of people, so it may not stay. A process that is killed sweeps nothing: each folder is locked by its
maker, the operating system gives the lock back when he dies, and a folder whose lock can be had is nobody's.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regulars.errors import EnvironmentFault

BACKING_UP, RESTORING = ".regulars-backup-", ".restoring-"


@contextmanager
def draft_folder(beside: Path, prefix: str, doing: str) -> Iterator[Path]:
    """A new folder for its owner alone, within this block. EnvironmentFault where none can be made: ``doing`` failed."""
    sweep(beside, prefix)
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=beside))
    except OSError as e:
        raise EnvironmentFault.of(e, doing) from e
    file = _locked(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if file is not None:
            os.close(file)


def sweep(beside: Path, prefix: str) -> None:
    """Remove the folders of this kind whose makers are dead."""
    for folder in left_behind(beside, prefix):
        shutil.rmtree(folder, ignore_errors=True)


def left_behind(beside: Path, prefix: str) -> list[Path]:
    """Folders of ours whose makers are dead; none where this system or disk knows no such locks."""
    return [folder for folder in sorted(_ours(beside, prefix)) if _is_nobodys(folder)]


def _ours(beside: Path, prefix: str) -> Iterator[Path]:
    for folder in beside.iterdir() if beside.is_dir() else ():
        named = re.fullmatch(re.escape(prefix) + r"[a-z0-9_]{8}", folder.name)  # as mkdtemp ends a name
        if named and folder.is_dir() and not folder.is_symlink():
            yield folder


def _is_nobodys(folder: Path) -> bool:
    file = _locked(folder)
    if file is None:
        return False
    os.close(file)
    return True


def _locked(folder: Path) -> int | None:
    """The folder, opened and locked; None where another has it, or where this system or disk knows no such locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    file: int | None = None
    try:
        file = os.open(folder, os.O_RDONLY)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if file is not None:
            os.close(file)
        return None
    return file
