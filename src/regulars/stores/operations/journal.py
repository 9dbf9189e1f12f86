"""Journals beside the database: what must stay done though an older backup is restored. One line for each, in JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from regulars.errors import DamagedStore


def remember(journal: Path, who: str, name: str, when: str, at: datetime) -> None:
    """One line, on the disk when this returns.

    ``who`` and ``when`` are the line's two words for whom it names and since when: ``member_id``, ``erased_at``.
    """
    append(journal, [{who: name, when: at.isoformat()}])


def append(journal: Path, lines: Iterable[Mapping[str, str]]) -> None:
    """Lines, on the disk when this returns; a line that was torn before is cut off. One process at a time."""
    with journal.open("a+b") as f:
        _alone(f)
        f.seek(0)
        text_so_far = f.read()
        if not text_so_far.endswith(b"\n"):
            f.truncate(text_so_far.rfind(b"\n") + 1)
        f.write("".join(json.dumps(line) + "\n" for line in lines).encode())
        f.flush()
        os.fsync(f.fileno())


def remembered(journal: Path, who: str, when: str) -> dict[str, datetime]:
    """Whom the journal names by this word, and since when at first."""
    found: dict[str, datetime] = {}
    for line in entries(journal, when):
        if who in line:
            found.setdefault(line[who], line[when])
    return found


def entries(journal: Path, when: str) -> list[dict[str, Any]]:
    """Every line that says a time under this word; DamagedStore where one but the last says none."""
    if not journal.exists():
        return []
    lines = journal.read_text(encoding="utf-8").splitlines()
    found: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            found.append({**entry, when: datetime.fromisoformat(entry[when])})
        except (ValueError, KeyError, TypeError) as e:
            if number == len(lines):  # the power went while it was written: what it says was never answered
                break
            raise DamagedStore(f"{journal} line {number} cannot be read", do="bring the journal back from a backup") from e
    return found


def _alone(file: IO[bytes]) -> None:
    """Wait for whoever writes in it: half a line of his would be taken for a torn one. Closing lets go."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
    except (ImportError, OSError):  # Windows, or a disk that knows no locks
        return
