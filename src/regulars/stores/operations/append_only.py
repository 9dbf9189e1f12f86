"""Triggers that refuse to change, delete or empty what was written, for the migrations of both databases."""

from __future__ import annotations

from collections.abc import Iterable

from alembic import op

REFUSE = """
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def protect(tables: Iterable[str]) -> None:
    """Let rows of these tables stay as they were written."""
    postgres = op.get_bind().dialect.name == "postgresql"
    if postgres:
        op.execute(REFUSE)
    for table in tables:
        if postgres:
            _on_postgres(table)
        else:
            _on_sqlite(table)


def _on_postgres(table: str) -> None:
    calls = "EXECUTE FUNCTION refuse_rewriting()"
    op.execute(f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {calls}")
    op.execute(f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} {calls}")


def _on_sqlite(table: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        refuses = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuses}")
