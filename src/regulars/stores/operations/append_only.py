"""Triggers that refuse to change, delete, replace or empty what was written: made by migrations, and looked for by check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from alembic import op
from sqlalchemy import Connection

_BODY = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END"
REFUSE = f"CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$\n{_BODY} $$"
# What names a row of each table whose rows stay as they were written.
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "entries": ("account_id", "number"),
    "uses": ("use_id",),
    "idempotency_keys": ("key",),
    "code_uses": ("account_id", "number", "change"),
}
_ON_POSTGRES = """
SELECT t.tgname, pg_get_triggerdef(t.oid, true), t.tgenabled IN ('O', 'A'), btrim(f.prosrc, E' \\n')
FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgrelid = to_regclass('{table}')
"""


def protect(tables: Iterable[str]) -> None:
    """Let rows of these tables stay as they were written."""
    postgres = op.get_bind().dialect.name == "postgresql"
    if postgres:
        op.execute(REFUSE)
    for table in tables:
        for words in (_on_postgres(table) if postgres else _on_sqlite(table)).values():
            op.execute(words)


def refuse_replacing(tables: Iterable[str]) -> None:
    """Let no row take another's place on SQLite, whose INSERT OR REPLACE deletes the other and fires no trigger of deletes."""
    if op.get_bind().dialect.name == "sqlite":
        for table in tables:
            for words in _against_replacing(table).values():
                op.execute(words)


def _on_postgres(table: str) -> dict[str, str]:
    """By name, in the words in which PostgreSQL says them again."""
    calls = "EXECUTE FUNCTION refuse_rewriting()"
    changed, emptied = f"{table}_append_only", f"{table}_never_emptied"
    return {
        changed: f"CREATE TRIGGER {changed} BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW {calls}",
        emptied: f"CREATE TRIGGER {emptied} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {calls}",
    }


def _on_sqlite(table: str) -> dict[str, str]:
    names = {verb: f"{table}_no_{verb.lower()}" for verb in ("UPDATE", "DELETE")}
    return {name: f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {_refuses(table)}" for verb, name in names.items()}


def _against_replacing(table: str) -> dict[str, str]:
    own = " AND ".join(f"{column} = NEW.{column}" for column in NAMED_BY[table])
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {own})"
    if table != "uses":  # SQLite numbers rows besides, where their name is no such number: -1 while it has given none
        there += f" OR NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid)"
    name = f"{table}_no_replace"
    return {name: f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {there} {_refuses(table)}"}


def _refuses(table: str) -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"


def unguarded(c: Connection) -> Iterator[str]:
    """The triggers that are not there as they were made, or are switched off, by name."""
    for table in NAMED_BY:
        if c.dialect.name == "postgresql":
            found = c.exec_driver_sql(_ON_POSTGRES.format(table=table)).all()
            there = {name: words for name, words, enabled, body in found if enabled and body == _BODY}
            wanted = _on_postgres(table)
        else:
            asked = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"
            there = dict(c.exec_driver_sql(asked).all())
            wanted = {**_on_sqlite(table), **_against_replacing(table)}
        yield from (name for name, words in wanted.items() if there.get(name) != words)
