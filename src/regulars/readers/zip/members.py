"""The files of a zip archive, unpacked one by one into a temporary folder, within bounds."""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from regulars.errors import BrokenFile, EnvironmentFault, NotATable
from regulars.readers.csv.prepare import table_name
from regulars.readers.files import BLOCK, FoundFile
from regulars.readers.folders import is_rows_by_name
from regulars.readers.zip.bounds import check_sizes, too_much


def members(file: FoundFile, folder: Path, notes: list[str]) -> Iterator[FoundFile]:
    """Each file of rows in an archive, in the order of their names; what else is there goes to ``notes``.

    A member is shown as ``archive.zip/folder/orders.csv``. Names never lead out of ``folder``: they are not used there.
    """
    with _whole(file), zipfile.ZipFile(file.path) as archive:
        left = check_sizes(archive, file.shown)
        wanted = list(_wanted(archive, file, notes))
        if not wanted:
            raise NotATable(
                f"there is no file of rows in {file.shown}",
                expected="exports inside of it: CSV, TSV, JSON lines, xlsx or Parquet",
                do="check that it is the right archive; archives within it are to be unpacked first",
            )
        for info in wanted:
            to = folder / f"{table_name('member')}{PurePosixPath(info.filename).suffix.lower()[:10]}"
            left -= _unpack(archive, info, to, left, file)
            yield FoundFile(to, f"{file.shown}/{info.filename}")


def _wanted(archive: zipfile.ZipFile, file: FoundFile, notes: list[str]) -> Iterator[zipfile.ZipInfo]:
    for info in sorted(archive.infolist(), key=lambda i: i.filename):
        path = PurePosixPath(info.filename)
        if info.is_dir() or any(p.startswith((".", "_", "~$")) for p in path.parts):
            continue
        if not is_rows_by_name(path) or path.suffix.lower() == ".zip":
            notes.append(f"{file.shown}/{info.filename} was passed by, it is no file of rows by its name")
        elif info.file_size:
            yield info


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, to: Path, left: int, file: FoundFile) -> int:
    """Bytes written; what an archive says of its sizes is not believed but counted."""
    if info.flag_bits & 1:
        raise BrokenFile(
            f"{file.shown}/{info.filename} is locked with a password",
            expected="an archive without a password",
            do="unpack it yourself and give the folder",
        )
    written = 0
    try:
        with archive.open(info) as packed, to.open("wb") as out:
            while block := packed.read(BLOCK):
                written += len(block)
                if written > left:
                    raise too_much(file.shown)
                out.write(block)
    except OSError as e:
        to.unlink(missing_ok=True)
        if e.errno == errno.EINVAL:
            raise zipfile.BadZipFile("a member begins before the archive does") from e
        raise EnvironmentFault.of(e, f"unpacking {file.shown}") from e
    return written


@contextmanager
def _whole(file: FoundFile) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as e:
        raise BrokenFile(
            f"{file.shown} is a zip archive that breaks off or is damaged ({e})",
            expected="a whole zip archive",
            do="copy or export it again; regulars import --keep-going reads the other files",
        ) from e
