"""Marks of erased ids in the journal of erasures, beside the log: a backup of the store is restored where there is no log.

A mark is the workspace's own (`erased.mark`), made with its key of pseudonyms; with each stands which key that was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from regulars.errors import WrongKey
from regulars.stores.operations.journal import append, entries
from regulars.stores.workspace.erased import Erased, mark
from regulars.stores.workspace.folder import Folder
from regulars.stores.workspace.manifest import Manifest

JOURNAL = "erasures.jsonl"
_WHEN = "erased_at"


def key_of(folder: Folder) -> str:
    return str(folder.values.get("pseudonym_key", ""))


def erased_in(folder: Folder, latest: Manifest | None) -> Erased:
    """Who was erased: as the latest manifest says, and as the journal beside the log does."""
    key = key_of(folder)
    return Erased(tuple(dict.fromkeys((*(latest.erased if latest else ()), *in_journal(folder, key)))), key)


def in_journal(folder: Folder, key: str) -> tuple[str, ...]:
    """The marks of the journal that were made with this key."""
    return tuple(m for m, made_with in _read(folder) if made_with == _name_of(key))


def remember(folder: Folder, marks: Iterable[str], at: datetime) -> None:
    """Write into the journal what is not there yet; on the disk when this returns."""
    key = key_of(folder)
    known = set(in_journal(folder, key))
    new = [{"mark": m, _WHEN: at.isoformat(), "made_with": _name_of(key)} for m in dict.fromkeys(marks) if m not in known]
    if new:
        append(folder.path / JOURNAL, new)


def of_other_keys(folder: Folder) -> int:
    """How many marks of the journal say nothing here, for they were made with another key."""
    own = _name_of(key_of(folder))
    return sum(made_with != own for _, made_with in _read(folder))


def need_own(folder: Folder) -> None:
    """Raise WrongKey where a restore would bring back whom the journal marks, because the key to the marks is not here."""
    if odd := of_other_keys(folder):
        raise WrongKey(
            f"{odd:,} ids in {folder.path / JOURNAL} are marked with another key than the pseudonym_key in {folder.toml}",
            expected="the regulars.toml of the workspace in which they were erased",
            do="put it there: without it, whom those lines mark would be in the facts again. If it is lost for good, take the "
            "lines with `mark` out of the list; then nobody knows any more whom they kept out",
        )


def _name_of(key: str) -> str:
    """Which key it is, of no use to who does not have it."""
    return mark(key, "")[:12]


def _read(folder: Folder) -> tuple[tuple[str, str], ...]:
    journal = folder.path / JOURNAL
    if not journal.exists():
        return ()
    found = journal.stat()
    return _marks(journal, found.st_mtime_ns, found.st_size)


@lru_cache(16)
def _marks(journal: Path, _changed: int, _size: int) -> tuple[tuple[str, str], ...]:
    """Read once as long as the file stays as it is."""
    return tuple((line["mark"], str(line.get("made_with", ""))) for line in entries(journal, _WHEN) if "mark" in line)
