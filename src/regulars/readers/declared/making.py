"""The tables ``incoming_<kind>``: facts of all files of a kind, each once, with its identity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from regulars.facts.kinds import Kind
from regulars.readers.rows.asking import one
from regulars.readers.rows.purchases import Origin

_WRITTEN = ("occurred_at", "starts_at")


@dataclass(frozen=True, slots=True)
class Again:
    """Rows that say what another had said, and rows that say something else of the same fact."""

    same: int
    other: int


def make(connection: duckdb.DuckDBPyConnection, kind: Kind, selects: Sequence[str], origin: Origin) -> Again:
    """Fill ``incoming_<kind>``; of several rows about one fact the latest holds, of equals the same in any order."""
    table = f"incoming_{kind.name}"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE declared_facts AS {_identified(kind, selects, origin)}")
    facts, different = one(connection, "SELECT count(*), count(DISTINCT fact_id) FROM declared_facts")
    rows = "declared_facts" if facts == different else f"({_latest(kind)})"
    columns = ", ".join(_column(c.name, origin) for c in kind.columns)
    connection.execute(f"INSERT INTO {table} SELECT {columns} FROM {rows}")
    distinct = _distinct(connection, kind) if facts != different else facts
    connection.execute("DROP TABLE declared_facts")
    return Again(facts - distinct, distinct - different)


def _identified(kind: Kind, selects: Sequence[str], origin: Origin) -> str:
    rows = " UNION ALL ".join(selects)
    if kind.identity:
        parts = [_part(name) for name in kind.identity]
        return f"SELECT {origin.fact_id(kind.name, *parts)} AS fact_id, * FROM ({rows})"
    said = [*(("customer_id",) if kind.has_customer else ()), "occurred_at", *own(kind)]
    parts = [_part(name) for name in said]
    numbered = f"SELECT *, row_number() OVER (PARTITION BY {', '.join(parts)}) - 1 AS ordinal FROM ({rows})"
    identity = origin.fact_id(kind.name, *parts, "CAST(ordinal AS VARCHAR)")
    return f"SELECT {identity} AS fact_id, * EXCLUDE (ordinal) FROM ({numbered})"


def own(kind: Kind) -> list[str]:
    """The columns that this kind has beside the head that all have."""
    return [c.name for c in kind.columns[kind.columns.index(kind.column("import_id")) + 1 :]]


def _part(column: str) -> str:
    """A column within an identity: a time as it was written, so that a corrected zone changes no identity."""
    return "written" if column in _WRITTEN else f"CAST({column} AS VARCHAR)"


def _content(kind: Kind) -> str:
    said = ["customer_id"] if kind.has_customer else []
    return ", ".join([*said, "occurred_at", "occurred_precision", *own(kind)])


def _latest(kind: Kind) -> str:
    order = ", ".join(f"{c} DESC NULLS LAST" for c in ("occurred_at", *_content(kind).split(", ")))
    return f"SELECT * FROM declared_facts QUALIFY row_number() OVER (PARTITION BY fact_id ORDER BY {order}) = 1"


def _distinct(connection: duckdb.DuckDBPyConnection, kind: Kind) -> int:
    return int(one(connection, f"SELECT count(*) FROM (SELECT DISTINCT fact_id, {_content(kind)} FROM declared_facts)")[0])


def _column(name: str, origin: Origin) -> str:
    stamps = {
        "recorded_at": f"TIMESTAMP '{origin.recorded_at.isoformat(sep=' ')}'",
        "source": "'" + origin.source.replace("'", "''") + "'",
        "import_id": f"'{origin.import_id}'",
    }
    return f"{stamps.get(name, name)} AS {name}"
