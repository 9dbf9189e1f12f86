"""The folder that an engine spills to: swept away at its end, and by the next one where it was killed.

A process that is killed sweeps nothing. So each folder holds a locked file: the operating system gives
the lock back when its holder dies, whatever the way, and a folder whose lock can be had is nobody's.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PREFIX, _LOCK = "regulars-", "lock"


def spill_folder(parent: Path | None = None) -> tuple[Path, int | None]:
    """A new folder and the file that holds it (None where this system knows no such locks)."""
    sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    return folder, _held(folder)


def release(folder: Path, file: int | None) -> None:
    """Sweep a folder away, and let go of it."""
    shutil.rmtree(folder, ignore_errors=True)
    if file is not None:
        os.close(file)


def sweep(parent: Path | None = None) -> None:
    """Sweep away the folders of ours whose holders are dead; those of other users, and unlocked ones, stay."""
    for folder in _ours(parent or Path(tempfile.gettempdir())):
        with suppress(OSError):  # another process may sweep it at this moment
            file = os.open(folder / _LOCK, os.O_RDWR)
            try:
                if _locked(file):
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(file)


def _ours(parent: Path) -> Iterator[Path]:
    if not hasattr(os, "getuid"):
        return
    for folder in parent.glob(_PREFIX + "*"):
        with suppress(OSError):
            if not folder.is_symlink() and folder.is_dir() and folder.stat().st_uid == os.getuid():
                yield folder


def _held(folder: Path) -> int | None:
    """The lock is there under its name only once it is held: nobody can find it free in between."""
    draft = folder / (_LOCK + ".new")
    file = os.open(draft, os.O_RDWR | os.O_CREAT, 0o600)
    if not _locked(file):
        os.close(file)
        draft.unlink(missing_ok=True)
        return None
    draft.rename(folder / _LOCK)
    return file


def _locked(file: int) -> bool:
    """Whether we hold the lock now; False where another has it, or where this system or disk knows none."""
    try:
        import fcntl
    except ImportError:  # Windows
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
