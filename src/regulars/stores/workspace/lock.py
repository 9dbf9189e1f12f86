"""One writer at a time: a lock that the operating system gives back when its holder dies."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regulars.errors import Busy

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_NO_LOCKS_HERE = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold the workspace's lock, or raise Busy at once. A dead process holds nothing."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _locked(file, path):
            with _named(path.with_suffix(".held")):
                yield
            return
        _sign(file, _signature())
        yield
        _sign(file, "")
    finally:
        os.close(file)  # closing gives the lock back


def _locked(file: int, path: Path) -> bool:
    """Whether we hold the lock; False where this disk knows none; Busy where another has it."""
    try:
        _lock(file)
    except OSError as e:
        if e.errno in _TAKEN:
            raise _busy(path) from e
        if e.errno not in _NO_LOCKS_HERE:
            raise
        return False
    return True


def _lock(file: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        os.lseek(file, 0x7FFFFFFF, os.SEEK_SET)  # past the text, which others may then still read
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Where a disk knows no locks: a file with our name, swept away when its process here is dead."""
    if path.exists() and _dead(path.read_text(encoding="utf-8")):
        path.unlink(missing_ok=True)
    try:
        with path.open("x", encoding="utf-8") as f:
            f.write(_signature())
    except FileExistsError as e:
        raise _busy(path) from e
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _dead(signature: str) -> bool:
    process, _, machine = signature.removeprefix("process ").partition(" on ")
    if machine != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _signature() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def _sign(file: int, text: str) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    os.truncate(file, 0)
    os.write(file, text.encode())


def _busy(path: Path) -> Busy:
    holder = path.read_text(encoding="utf-8", errors="replace").strip() or "another process"
    return Busy(
        f"{holder} is importing into this workspace at this moment ({path})",
        expected="one import at a time",
        do="wait until it has ended, then run this again",
    )
