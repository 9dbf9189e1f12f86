"""What an import says anew: facts that are not there yet, or that say something else now."""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb

from regulars.facts.intake import Noticed
from regulars.facts.kinds import INCOMING_CALLED_OFF, Kind
from regulars.stores.workspace.manifest import Counts, LiveFiles
from regulars.stores.workspace.meeting import collisions, lines_lost, orders_called_off, told_called_off
from regulars.stores.workspace.parts import has_rows

OF_ORDERS = ("purchases", "purchase_lines", "refunds")
"""The kinds that an order takes along when it is called off."""
_NOT_CONTENT = ("fact_id", "recorded_at", "import_id")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts, and two FROM clauses: the incoming rows to write, and the facts of which older versions are replaced.

    ``noticed``: what the importer should know of facts that were there already.
    """

    counts: Counts
    differing: str
    changed: str
    noticed: tuple[Noticed, ...] = ()

    def forget(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("DROP TABLE verdicts; DROP TABLE IF EXISTS lost")


def compare(connection: duckdb.DuckDBPyConnection, kind: Kind, live: LiveFiles) -> Comparison:
    """Hold the table ``incoming_<kind>`` against the live versions of the same facts.

    Only an identity and a hash of what a fact says are held in memory, never the facts themselves.
    """
    arrived = f"incoming_{kind.name}"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE verdicts AS
        WITH held AS (
          SELECT p.fact_id AS fact_id, {_digest(kind, "p")} AS digest, p.import_id AS import_id
          FROM {latest_versions(live)} AS p
        )
        SELECT
          CASE WHEN h.digest = {_digest(kind, "i")} THEN NULL ELSE i.fact_id END AS fact_id,
          h.import_id AS brought_by,
          h.digest <> {_digest(kind, "i")} AS changed
        FROM {arrived} AS i
        LEFT JOIN held AS h ON h.fact_id = i.fact_id
        """
    )
    differing = f"(SELECT i.* FROM {arrived} AS i SEMI JOIN verdicts AS v ON v.fact_id = i.fact_id)"
    compared = Comparison(_counts(connection), differing, "(SELECT fact_id FROM verdicts WHERE changed)")
    return _met(connection, kind, latest_versions(live), compared)


def _met(connection: duckdb.DuckDBPyConnection, kind: Kind, held: str, compared: Comparison) -> Comparison:
    """The comparison with what orders lost since, or with a word about numbers that collide."""
    noticed: list[Noticed] = []
    lost = lines_lost(connection, held) if kind.name == "purchase_lines" else None
    noticed += lost.noticed() if lost else []
    withdrawn = dict(lost.by_import) if lost else {}
    if kind.name in OF_ORDERS and has_rows(connection, INCOMING_CALLED_OFF):
        gone = orders_called_off(connection, held, lost_already=lost is not None)
        noticed += [told_called_off(gone)] if gone.by_import and kind.name == "purchases" else []
        withdrawn = {by: withdrawn.get(by, 0) + gone.by_import.get(by, 0) for by in sorted({*withdrawn, *gone.by_import})}
    if kind.name == "purchases" and compared.counts.changed:
        noticed += collisions(connection, held, compared.counts.unchanged + compared.counts.changed)
    if not withdrawn:
        return replace(compared, noticed=tuple(noticed))
    replaced = f"({compared.changed} UNION ALL SELECT fact_id FROM lost)"
    return replace(compared, counts=replace(compared.counts, withdrawn=withdrawn), changed=replaced, noticed=tuple(noticed))


def latest_versions(live: LiveFiles) -> str:
    """A FROM clause: the facts in live parts, without versions that a later one replaced."""
    facts = f"read_parquet({_listed(live.facts)})"
    if not live.superseded:
        return facts
    replaced = f"read_parquet({_listed(live.superseded)})"
    return (
        f"(SELECT f.* FROM {facts} AS f ANTI JOIN {replaced} AS s ON s.fact_id = f.fact_id AND f.recorded_at < s.recorded_at)"
    )


def _digest(kind: Kind, table: str) -> str:
    """A hash of what a fact says: of one fact, two versions are equal by chance once in 10^19."""
    return f"hash({', '.join(f'{table}.{c.name}' for c in kind.columns if c.name not in _NOT_CONTENT)})"


def _counts(connection: duckdb.DuckDBPyConnection) -> Counts:
    found = connection.execute(
        "SELECT brought_by, count(*), count(CASE WHEN changed THEN 1 END) FROM verdicts GROUP BY brought_by ORDER BY brought_by"
    ).fetchall()
    new = sum(n for by, n, _ in found if by is None)
    again = {by: n for by, n, _ in found if by is not None}
    replaced = {by: n for by, _, n in found if by is not None and n}
    changed = sum(replaced.values())
    return Counts(new, sum(again.values()) - changed, changed, again, replaced)


def _listed(files: tuple[str, ...]) -> str:
    return "[" + ", ".join("'" + f.replace("'", "''") + "'" for f in files) + "]"
