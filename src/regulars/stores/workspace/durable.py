"""Files that are wholly there or not at all, also after the power went."""

from __future__ import annotations

import os
from pathlib import Path


def write_once(path: Path, text: str, *, mode: int = 0o666) -> None:
    """Write a whole file, durably, under a name that must not exist yet; readers see all of it or none.

    ``mode``: who may read it from its first byte on, less what the process masks.
    """
    draft = path.with_suffix(f".{os.getpid()}.new")
    try:
        opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(opened, "w", encoding="utf-8") as f:
            f.write(text)
            f.flush()
            os.fsync(f.fileno())
        _publish(draft, path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _publish(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without links (FAT, some network disks); the lock still keeps others out
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)


def sync_folder(path: Path) -> None:
    """Make new names in a folder durable, where the system can (Windows needs and offers no way)."""
    if os.name == "nt":
        return
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
