"""Answers that a workspace keeps, each in a file that says what it was made from.

They are a convenience and never a source: a file that is missing, damaged, of other parts or of
another definition is passed over and made anew. Nothing lists them, and any of them may be deleted
at any time. What an erased person has a row in must not stay: erasing deletes them all, and an
answer that was made before it is taken back by whoever wrote it after.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from regulars.stores.workspace.folder import Folder

FORMAT = 1
MOST_KEPT = 40
_MARK = b"regulars.kept"
_KINDS = ("purchases", "identities")
_ROLES = ("facts", "superseded")


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on: the parts (kind, role, path, rows, when recorded), and how days were counted.

    ``starts`` and ``as_of``: the first and last local day, as text; ``days``: a digest of when those
    days began in UTC, so that other rules for the time zone are noticed.
    """

    parts: tuple[tuple[str, str, str, int, str], ...]
    time_zone: str
    week_start: str
    starts: str
    as_of: str
    days: str

    @property
    def rows(self) -> int:
        """How many purchases the parts hold, older versions included."""
        return sum(rows for kind, role, _, rows, _ in self.parts if (kind, role) == ("purchases", "facts"))

    def begins(self, later: Basis) -> bool:
        """Whether all that this rests on is part of a later basis, and days were counted alike."""
        alike = (self.time_zone, self.week_start, self.starts) == (later.time_zone, later.week_start, later.starts)
        return alike and self.as_of <= later.as_of and set(self.parts) <= set(later.parts)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, the digest of the query's text, the values it was asked with, and what it rests on."""

    table: pa.Table
    query: str
    values: Mapping[str, Any]
    basis: Basis


def parts_of(folder: Folder) -> tuple[tuple[str, str, str, int, str], ...]:
    """The live parts that answers about activity rest on."""
    latest = folder.latest()
    listed = latest.parts if latest else ()
    held = [p for p in listed if p.kind in _KINDS and p.role in _ROLES]
    return tuple((p.kind, p.role, p.path, p.rows, p.recorded_at.isoformat()) for p in held)


def load(folder: Folder, name: str) -> Kept | None:
    """The kept answer of a name; None where there is none that can be read whole."""
    try:
        table = pq.read_table(folder.kept / f"{name}.parquet", page_checksum_verification=True)
        told = json.loads(table.schema.metadata[_MARK])
        if told["format"] != FORMAT:
            return None
        basis = Basis(**{**told["basis"], "parts": tuple(map(tuple, told["basis"]["parts"]))})
        return Kept(table.replace_schema_metadata(None), told["query"], told["values"], basis)
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):  # it is made anew, and this file replaced
        return None


def save(folder: Folder, name: str, kept: Kept) -> None:
    """Keep an answer in place of the one before. A disk that refuses it changes nothing: it is asked for again."""
    told = {"format": FORMAT, "query": kept.query, "values": dict(kept.values), "basis": asdict(kept.basis)}
    table = kept.table.replace_schema_metadata({_MARK: json.dumps(told).encode()})
    file = folder.kept / f"{name}.parquet"
    draft = file.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}.new")
    with suppress(OSError, pa.ArrowException):
        folder.kept.mkdir(exist_ok=True)
        try:
            pq.write_table(table, draft, compression="snappy", write_page_checksum=True)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
        if not set(kept.basis.parts) <= set(parts_of(folder)):  # somebody was erased meanwhile
            file.unlink(missing_ok=True)
        _leave_the_latest(folder)


def _leave_the_latest(folder: Folder) -> None:
    """Questions that nobody asks any more go in time."""
    files = sorted(folder.kept.glob("*.parquet"), key=lambda f: f.stat().st_mtime_ns)
    for file in files[:-MOST_KEPT]:
        file.unlink(missing_ok=True)
