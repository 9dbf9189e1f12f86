"""Who was erased: kept as marks that tell only that an id is one of them, so that nobody comes back by an old export."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb

from regulars.facts.intake import BadRow, Intake, Noticed
from regulars.facts.kinds import KINDS
from regulars.stores.workspace.parts import has_rows
from regulars.words import counted

GONE = "(erased)"
_LETTERS_AND_DIGITS = re.compile(r"[^\w]|_")


def mark(key: str, text: str) -> str:
    """A mark of one id or address: with the workspace's key it can be compared, and not read back."""
    return _md5(key + _md5(f"{key}erased{text.lower()}"))


def pseudonyms(key: str, text: str) -> tuple[str, ...]:
    """The pseudonyms that a reader would have made of an e-mail address, a phone number or a name."""
    low = text.strip().lower()
    bare = _LETTERS_AND_DIGITS.sub("", low)
    return tuple(f"{kind}-{_md5(key + _md5(key + value))[:20]}" for kind, value in (("e", low), ("p", bare)))


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _marked(key: str, column: str) -> str:
    """SQL of ``mark`` for a column."""
    quoted = "'" + key.replace("'", "''") + "'"
    return f"md5({quoted} || md5({quoted} || 'erased' || lower({column})))"


@dataclass(frozen=True, slots=True)
class Erased:
    """The marks of a workspace, and its key."""

    marks: tuple[str, ...]
    key: str
    _marks: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_marks", frozenset(self.marks))

    def names(self, text: str) -> bool:
        """Whether an id is that of somebody who was erased."""
        return bool(self._marks) and mark(self.key, text) in self._marks

    def keep_out(self, connection: duckdb.DuckDBPyConnection, intake: Intake) -> Intake:
        """Take what erased persons did out of ``incoming_<kind>`` and ``quarantine``; say how much that was."""
        if not self.marks:
            return intake
        connection.execute("CREATE OR REPLACE TEMP TABLE erased_marks (mark VARCHAR)")
        connection.executemany("INSERT INTO erased_marks VALUES (?)", [[m] for m in self.marks])
        gone = sum(self._out_of(connection, kind.name, kind.schema.names) for kind in KINDS.values())
        known = f"{_marked(self.key, 'value')} IN (SELECT mark FROM erased_marks)"
        connection.execute(f"UPDATE quarantine SET value = '{GONE}' WHERE {known}")
        connection.execute("DROP TABLE erased_marks")
        said = f"{counted(gone, 'fact was', 'facts were')} not kept, because the customer was erased"
        noticed = (*intake.noticed, *((Noticed("erased", gone, (), said),) if gone else ()))
        return replace(without(intake, lambda text: mark(self.key, text) in self.marks), noticed=noticed)

    def _out_of(self, connection: duckdb.DuckDBPyConnection, kind: str, columns: Iterable[str]) -> int:
        table = f"incoming_{kind}"
        people = [c for c in ("customer_id", "same_as", "other_customer_id") if c in columns]
        if not people or not has_rows(connection, table):
            return 0
        theirs = " OR ".join(f"coalesce({_marked(self.key, c)} IN (SELECT mark FROM erased_marks), false)" for c in people)
        (gone,) = connection.execute(f"SELECT count(*) FROM {table} WHERE {theirs}").fetchall()[0]
        if gone:
            connection.execute(f"CREATE TABLE {table}_left AS SELECT * FROM {table} WHERE NOT ({theirs})")
            sort = connection.execute("SELECT table_type FROM information_schema.tables WHERE table_name = ?", [table])
            connection.execute(f"DROP {'VIEW' if sort.fetchall()[0][0] == 'VIEW' else 'TABLE'} {table}")
            connection.execute(f"ALTER TABLE {table}_left RENAME TO {table}")
        return int(gone)


def without(intake: Intake, theirs: Callable[[str], bool]) -> Intake:
    """A summary whose examples of bad rows show no value of an erased person."""

    def clean(row: BadRow) -> BadRow:
        return replace(row, value=GONE) if theirs(row.value) else row

    quarantined = tuple(replace(q, first=tuple(map(clean, q.first))) for q in intake.quarantined)
    return replace(intake, quarantined=quarantined)


def naming(texts: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of these ids or addresses as a whole word, whatever its capitals.

    >>> bool(naming(["C-7"]).search("for c-7, again")), bool(naming(["C-7"]).search("C-77"))
    (True, False)
    """
    listed = "|".join(re.escape(t) for t in sorted(texts, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE)


def scrubbed(values: Any, pattern: re.Pattern[str]) -> Any:
    """A manifest's values with every word that names an erased person replaced; paths of parts stay."""
    if isinstance(values, dict):
        return {k: v if k == "path" else scrubbed(v, pattern) for k, v in values.items()}
    if isinstance(values, list):
        return [scrubbed(v, pattern) for v in values]
    return pattern.sub(GONE, values) if isinstance(values, str) else values
