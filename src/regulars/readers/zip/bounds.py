"""How much an archive may hold: a small file that unpacks to a full disk is a trap, not an export."""

from __future__ import annotations

import zipfile

from regulars.errors import BrokenFile

ALWAYS_FINE = 1 << 28
TIMES_PACKED = 200
FILES_AT_MOST = 10_000


def most_bytes(packed: int) -> int:
    """What an archive of ``packed`` bytes may unpack to: 256 MiB, or 200 times its size. A table packs to a tenth."""
    return max(ALWAYS_FINE, TIMES_PACKED * packed)


def check_sizes(archive: zipfile.ZipFile, shown: str) -> int:
    """Bytes that may be unpacked; BrokenFile where the archive itself says that it holds more, or too many files."""
    files = archive.infolist()
    most = most_bytes(sum(f.compress_size for f in files))
    if len(files) > FILES_AT_MOST or sum(f.file_size for f in files) > most:
        raise too_much(shown)
    return most


def too_much(shown: str) -> BrokenFile:
    return BrokenFile(
        f"{shown} unpacks to more than {TIMES_PACKED} times its size, or to more than {FILES_AT_MOST:,} files",
        expected="an archive of exports; what packs so small holds next to nothing, or is a trap",
        do="if you trust it, unpack it yourself and give the folder",
    )
