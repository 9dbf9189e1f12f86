"""Files as found: where they lie, how they are shown to people, and their bytes in blocks."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from regulars.errors import BrokenFile, EnvironmentFault

BLOCK = 1 << 18  # fits the cache: four times as fast as megabytes
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file, and the name that people know it by; ``part``: the sheet wanted of a workbook."""

    path: Path
    shown: str
    part: str = ""


@contextmanager
def opened(file: FoundFile) -> Iterator[BinaryIO]:
    """A file's bytes, unpacked if it is gzip; the world's failures as our errors."""
    try:
        with file.path.open("rb") as raw:
            packed = raw.read(2) == GZIP
            raw.seek(0)
            if not packed:
                yield raw
                return
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield cast(BinaryIO, unpacked)
    except (EOFError, zlib.error, gzip.BadGzipFile) as e:
        raise BrokenFile(
            f"{file.shown} is a gzip file that breaks off or is damaged ({e})",
            expected="a whole gzip file",
            do="copy or export it again; regulars import --keep-going reads the other files",
        ) from e
    except PermissionError as e:
        raise EnvironmentFault(f"no permission to read {file.shown}", do="change its permissions, or copy it") from e
    except OSError as e:
        raise EnvironmentFault(f"{file.shown} could not be read: {e.strerror or e}", do="check the disk and the path") from e


def blocks(file: FoundFile) -> Iterator[bytes]:
    """A file's bytes, block by block."""
    with opened(file) as stream:
        while block := stream.read(BLOCK):
            yield block


def first_bytes(file: FoundFile, size: int = 1 << 18) -> bytes:
    """A file's beginning, unpacked."""
    with opened(file) as stream:
        return stream.read(size)


def is_packed(file: FoundFile) -> bool:
    with file.path.open("rb") as raw:
        return raw.read(2) == GZIP
