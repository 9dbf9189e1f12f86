"""Paths, folders and globs become a sorted list of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from glob import glob, has_magic
from pathlib import Path, PurePath

from regulars.errors import EnvironmentFault, NotATable, UsageError
from regulars.readers.files import FoundFile

_TEXTS = (".csv", ".tsv", ".tab", ".txt", ".psv", ".jsonl", ".ndjson", ".json")
DATA_ENDINGS = frozenset(e + z for e in _TEXTS for z in ("", ".gz")) | {".parquet", ".pq", ".xlsx", ".xlsm", ".zip"}
_EXCEL = (".xls", ".xlsb", ".ods")


def is_rows_by_name(path: PurePath) -> bool:
    """Whether a file's ending says that it holds rows."""
    return "".join(path.suffixes[-2:]).lower() in DATA_ENDINGS or path.suffix.lower() in DATA_ENDINGS


@dataclass(slots=True)
class Found:
    """Files in reading order, and what was passed by, with the reason."""

    files: list[FoundFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_files(paths: Sequence[str | Path]) -> Found:
    """The files that paths, folders and globs stand for: each once, sorted within its source."""
    found, seen = Found(), set[Path]()
    for path in paths:
        for file in _expanded(path, found.notes):
            if (real := file.path.resolve() / file.part) in seen:
                found.notes.append(f"{file.shown} was given twice and is read once")
                continue
            seen.add(real)
            found.files.append(file)
    return found


def _expanded(given: str | Path, notes: list[str]) -> list[FoundFile]:
    text, path = str(given), Path(given).expanduser()
    if path.is_dir():
        return _in_folder(path, notes)
    if path.is_file():
        return [FoundFile(path, text)]
    if path.exists():
        raise NotATable(
            f"{text} is a pipe or a device, not a file: it can be read only once",
            expected="a file, which is looked at before it is read",
            do="write it to a file first, for example `zcat orders.gz > orders.csv`",
        )
    if has_magic(text):
        return _of_glob(text, notes)
    before, mark, part = text.rpartition("#")
    if mark and (book := Path(before).expanduser()).is_file():
        return [FoundFile(book, text, part)]
    raise UsageError(
        f"{text} does not exist", expected="a file, a folder or a pattern such as 'orders-*.csv'", do="check the path"
    )


def _of_glob(pattern: str, notes: list[str]) -> list[FoundFile]:
    # Path.glob takes no pattern that begins at the root.
    matches = [Path(p) for p in sorted(glob(str(Path(pattern).expanduser()), recursive=True))]  # noqa: PTH207
    shown = [p for p in matches if not p.name.startswith("~$")]  # what Excel leaves beside an open file
    files = [f for p in shown for f in (_in_folder(p, notes) if p.is_dir() else [FoundFile(p, str(p))])]
    if not files:
        raise UsageError(f"no file fits {pattern}", expected="a pattern that fits at least one file", do="check the pattern")
    return files


def _in_folder(folder: Path, notes: list[str]) -> list[FoundFile]:
    files: list[FoundFile] = []
    for path in _walked(folder):
        if is_rows_by_name(path):
            files.append(FoundFile(path, str(path)))
        else:
            advice = ": export it as CSV to have it read" if path.suffix.lower() in _EXCEL else ""
            notes.append(f"{path} was passed by, it is no file of rows by its name{advice}")
    if not files:
        raise NotATable(
            f"there is no file of rows in {folder}",
            expected="files ending in " + ", ".join(sorted(DATA_ENDINGS)),
            do="give the folder that holds the exports, or name the file itself",
        )
    return files


def _walked(folder: Path) -> Iterator[Path]:
    """Every file under a folder in the order of their paths; hidden ones and hidden folders left out."""
    try:
        inside = sorted(folder.iterdir())
    except PermissionError as e:
        raise EnvironmentFault(f"no permission to look into {folder}", do="change its permissions") from e
    for path in inside:
        if path.name.startswith((".", "_", "~$")):
            continue
        if path.is_dir():
            yield from _walked(path)
        elif path.is_file():
            yield path
