"""Erasing a person: parts without her under a new manifest, and nothing left of the old.

The order makes it all or nothing. New parts and cleaned copies of the log are written first; the
manifest is the commit; then old parts are deleted and the cleaned copies take their places. A copy
that is still there says that a deletion was interrupted: the next command ends it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import duckdb

from regulars.facts.identities import clusters
from regulars.facts.intake import Intake
from regulars.facts.kinds import KINDS
from regulars.stores.workspace.cleaning import clean_log, named_in_log
from regulars.stores.workspace.comparing import latest_versions
from regulars.stores.workspace.erased import mark, naming, pseudonyms
from regulars.stores.workspace.faults import failures
from regulars.stores.workspace.folder import Folder
from regulars.stores.workspace.manifest import QUARANTINE, SUPERSEDED, Manifest, Part, import_id
from regulars.stores.workspace.parts import write_part
from regulars.version import __version__

ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was taken out: facts of each kind, rows in quarantine; and how many parts were written anew.

    ``ids``: how many ids and pseudonyms were looked for; 0 where nothing was found.
    """

    ids: int
    facts: Mapping[str, int]
    quarantined: int = 0
    parts: int = 0


@dataclass(slots=True)
class _Erasing:
    folder: Folder
    connection: duckdb.DuckDBPyConnection
    latest: Manifest
    ids: tuple[str, ...]
    words: tuple[str, ...]
    gone: Counter[tuple[str, str]] = field(default_factory=Counter)
    quarantined: int = 0
    rewritten: int = 0

    @property
    def number(self) -> int:
        return self.latest.number + 1


def ids_of(folder: Folder, connection: duckdb.DuckDBPyConnection, customer: str) -> tuple[str, ...]:
    """Every id under which a customer may stand in facts: as given, as a pseudonym, and merged with any of these."""
    key = str(folder.values.get("pseudonym_key", ""))
    seeds = {customer.strip(), *pseudonyms(key, customer)}
    live = folder.live("identities")
    pairs = connection.execute(f"SELECT customer_id, same_as FROM {latest_versions(live)}").fetchall() if live.facts else []
    return tuple(sorted(seeds.union(*(ids for ids in clusters(pairs) if ids & seeds))))


def erase(folder: Folder, connection: duckdb.DuckDBPyConnection, customer: str, *, now: datetime) -> Erasure:
    """Take a customer out of every part, quarantine and manifest. Call it within ``folder.writing()``."""
    latest = folder.latest()
    if latest is None:
        return Erasure(0, {})
    ids = ids_of(folder, connection, customer)
    this = _Erasing(folder, connection, latest, ids, (customer.strip(), *ids))
    with failures(folder.path):
        _note_facts(this)
        parts = [new for part in latest.parts if (new := _without(this, part))]
        if not this.rewritten and not named_in_log(folder, this.words):
            return Erasure(0, {})
        clean_log(folder, this.number, this.words, this.gone)
        folder.commit(_manifest(this, parts, now))
        folder.end_erasing()
    sums = {kind: sum(n for (k, _), n in this.gone.items() if k == kind) for kind in KINDS}
    kinds = {kind: n for kind, n in sums.items() if n}  # in the order of the contract, whatever order the engine counted in
    return Erasure(len(ids), kinds, this.quarantined, this.rewritten)


def _listed(values: Iterable[str]) -> str:
    return ", ".join("'" + v.replace("'", "''") + "'" for v in values)


def _file(this: _Erasing, part: Part) -> str:
    return f"read_parquet({_listed([str(this.folder.path / part.path)])})"


def _note_facts(this: _Erasing) -> None:
    """The temporary tables of what goes: the orders of the person, and the identity of every fact."""
    run = this.connection.execute
    run("CREATE OR REPLACE TEMP TABLE erased_orders (source VARCHAR, order_id VARCHAR)")
    run("CREATE OR REPLACE TEMP TABLE erased_facts (kind VARCHAR, fact_id BLOB, import_id VARCHAR)")
    facts = [p for p in this.latest.parts if p.role == "facts"]
    for part in facts:
        if part.kind == "purchases":
            run(f"INSERT INTO erased_orders SELECT source, order_id FROM {_file(this, part)} WHERE {_theirs(this, 'purchases')}"
                " AND order_id IS NOT NULL")  # fmt: skip
    for part in facts:
        rows = f"SELECT '{part.kind}', fact_id, import_id FROM {_file(this, part)} WHERE {_theirs(this, part.kind)}"
        run(f"INSERT INTO erased_facts {rows}")
    counted = run("SELECT kind, import_id, count(*) FROM erased_facts GROUP BY ALL").fetchall()
    this.gone.update({(kind, brought): n for kind, brought, n in counted})


def _theirs(this: _Erasing, kind: str) -> str:
    """SQL: whether a fact of a kind is the person's."""
    columns = KINDS[kind].schema.names
    cases = [f"{c} IN ({_listed(this.ids)})" for c in ("customer_id", "same_as") if c in columns]
    if kind in ("purchase_lines", "refunds"):
        cases.append("(customer_id IS NULL AND (source, order_id) IN (SELECT (source, order_id) FROM erased_orders))")
    return "coalesce(" + " OR ".join(cases) + ", false)" if cases else "false"


def _without(this: _Erasing, part: Part) -> Part | None:
    """The part as it is, or written anew without the person; None where nothing is left of it."""
    rows, left = _cut(this, part)
    (touched,) = this.connection.execute(f"SELECT count(*) FROM {_file(this, part)} WHERE {rows}").fetchall()[0]
    if not touched:
        return part
    this.rewritten += 1
    this.quarantined += touched if part.role == QUARANTINE else 0
    path = f"{part.path.removesuffix('.parquet').partition('~')[0]}~{import_id(this.number)}.parquet"
    written = write_part(this.connection, this.folder.path / path, left, part.kind or part.role, timed=part.role == "facts")
    if not written.rows:
        (this.folder.path / path).unlink()
        return None
    size = written.size_bytes
    return replace(part, path=path, rows=written.rows, size_bytes=size, first_at=written.first_at, last_at=written.last_at)


def _cut(this: _Erasing, part: Part) -> tuple[str, str]:
    """Which rows of a part are touched, and a query for what it then holds."""
    file = _file(this, part)
    if part.role == QUARANTINE:
        pattern = naming(this.words).pattern.replace(r"(?<![\w-])", r"(?:^|[^\w-])").replace(r"(?![\w-])", r"(?:$|[^\w-])")
        rows = f"regexp_matches(value, {_listed(['(?i)' + pattern])})"
        return rows, f"SELECT * FROM {file} WHERE NOT coalesce({rows}, false)"
    if part.role == SUPERSEDED:
        rest = " UNION ALL ".join(
            f"SELECT fact_id FROM {_file(this, p)} WHERE NOT {_theirs(this, p.kind)}"
            for p in this.latest.parts
            if p.role == "facts" and p.kind == part.kind
        )
        theirs = f"fact_id IN (SELECT fact_id FROM erased_facts WHERE kind = '{part.kind}')"
        rows = f"({theirs} AND fact_id NOT IN ({rest or 'SELECT CAST(NULL AS BLOB) WHERE false'}))"
        return rows, f"SELECT * FROM {file} WHERE NOT {rows}"
    theirs = _theirs(this, part.kind)
    if "other_customer_id" in KINDS[part.kind].schema.names:
        other = f"coalesce(other_customer_id IN ({_listed(this.ids)}), false)"
        unsaid = f"* REPLACE (CASE WHEN {other} THEN NULL ELSE other_customer_id END AS other_customer_id)"
        return f"({theirs} OR {other})", f"SELECT {unsaid} FROM {file} WHERE NOT {theirs}"
    return theirs, f"SELECT * FROM {file} WHERE NOT {theirs}"


def _manifest(this: _Erasing, parts: Sequence[Part], now: datetime) -> Manifest:
    key = str(this.folder.values.get("pseudonym_key", ""))
    marks = (*this.latest.erased, *(mark(key, w) for w in dict.fromkeys(this.words)))
    return Manifest(
        number=this.number,
        previous=this.latest.number,
        recorded_at=max(now, this.latest.recorded_at + timedelta(microseconds=1)),
        source=ERASED,
        counts={},
        parts=tuple(parts),
        intake=Intake((), 0, 0, (), (), (), ()),
        version=__version__,
        watermark=this.latest.watermark,
        erased=tuple(dict.fromkeys(marks)),
    )
