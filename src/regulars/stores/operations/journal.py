"""Journals beside the database: what must stay done though an older backup is restored. One line for each, in JSON."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from regulars.errors import DamagedStore


def remember(journal: Path, who: str, name: str, when: str, at: datetime) -> None:
    """One line, on the disk when this returns; a line that was torn before is cut off.

    ``who`` and ``when`` are the line's two words for whom it names and since when: ``member_id``, ``erased_at``.
    """
    line = json.dumps({who: name, when: at.isoformat()}) + "\n"
    with journal.open("a+b") as f:
        f.seek(0)
        text_so_far = f.read()
        if not text_so_far.endswith(b"\n"):
            f.truncate(text_so_far.rfind(b"\n") + 1)
        f.write(line.encode())
        f.flush()
        os.fsync(f.fileno())


def remembered(journal: Path, who: str, when: str) -> dict[str, datetime]:
    """Whom the journal names, and since when at first."""
    if not journal.exists():
        return {}
    lines = journal.read_text(encoding="utf-8").splitlines()
    found: dict[str, datetime] = {}
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            found.setdefault(entry[who], datetime.fromisoformat(entry[when]))
        except (ValueError, KeyError, TypeError) as e:
            if number == len(lines):  # the power went while it was written: what it says was never answered
                break
            raise DamagedStore(f"{journal} line {number} cannot be read", do="bring the journal back from a backup") from e
    return found
