"""Merged customers: ids that are one person are read as one, so that every measure sees one customer.

Facts keep the ids under which they were recorded; what is merged is only how they are read. A pair
counts from the day on which it was known, so that a look back sees the customers of that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pyarrow as pa

from regulars.facts.engine import Engine
from regulars.facts.events import local_day
from regulars.facts.intake import Intake, Noticed
from regulars.facts.kinds import KINDS, Kind
from regulars.facts.query import Query
from regulars.words import counted

PAIRS = Query.beside(__file__)
SAME = "same_customers"
RECORDED = "as_recorded"
_PEOPLE = ("customer_id", "other_customer_id")
_SAME = pa.schema([("customer_id", pa.string()), ("known_as", pa.string())])
_NOT_MERGED = ("identities",)


def merge(engine: Engine, as_of: date, time_zone: str) -> Mapping[str, str]:
    """Show an engine's tables with merged customers as one; which id is known as which other.

    Costs one look at ``identities`` where nobody is merged. A table put anew is merged anew.
    """
    pairs = engine.run(PAIRS)
    known = known_by(pairs, as_of, time_zone)
    if pairs.num_rows:  # also where none is known yet: the engine may have been asked about a later day before
        engine.put(SAME, same_table(known))
        for kind in KINDS.values():
            if kind.has_customer and kind.name not in _NOT_MERGED:
                engine.cover(kind.name, _merged(kind))
    return known


def known_by(pairs: pa.Table, as_of: date, time_zone: str) -> dict[str, str]:
    """Which id is known as which other on a day, by the query's pairs."""
    zone = ZoneInfo(time_zone)
    return known_as((p["customer_id"], p["same_as"]) for p in pairs.to_pylist() if local_day(p["occurred_at"], zone) <= as_of)


def same_table(known: Mapping[str, str]) -> pa.Table:
    """Ids and the names they are known by, as queries read them."""
    return pa.table([pa.array(list(known)), pa.array(list(known.values()))], schema=_SAME)


def merged(engine: Engine) -> pa.Table:
    """Every merged id (``customer_id``) beside the one it is known as, by name."""
    known = known_as((p["customer_id"], p["same_as"]) for p in engine.run(PAIRS).to_pylist())
    names = sorted(known.items(), key=lambda pair: (pair[1], pair[0]))
    return pa.table([pa.array([i for i, _ in names]), pa.array([name for _, name in names])], schema=_SAME)


def with_merged(intake: Intake | None, known: Mapping[str, str]) -> Intake | None:
    """The summary with a word about ids that are read as one customer."""
    if intake is None or not known:
        return intake
    ids, customers = len(known) + len(set(known.values())), len(set(known.values()))
    said = f"{ids:,} ids are read as {counted(customers, 'customer')}, as identities say"
    return replace(intake, noticed=(*intake.noticed, Noticed("identities", ids, (), said)))


def known_as(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The id under which each merged id is read: transitive, and whatever circles the pairs make.

    A customer is the same as another: the one at the end of such a chain gives the name. Where there
    are several ends, or none, it is the least of them.

    >>> known_as([("C-3", "C-2"), ("C-2", "C-1"), ("T-8", "C-2")])
    {'C-2': 'C-1', 'C-3': 'C-1', 'T-8': 'C-1'}
    """
    pairs = [(one, other) for one, other in pairs if one != other]
    begun = {one for one, _ in pairs}
    found: dict[str, str] = {}
    for ids in clusters(pairs):
        name = min(ids - begun or ids)
        found |= {i: name for i in sorted(ids) if i != name}
    return found


def clusters(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """The sets of ids that pairs hold together, the one with the least id first.

    >>> [sorted(ids) for ids in clusters([("a", "b"), ("c", "d"), ("b", "e")])]
    [['a', 'b', 'e'], ['c', 'd']]
    """
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    found: list[set[str]] = []
    seen: set[str] = set()
    for start in sorted(beside):
        if start not in seen:
            ids = _reached(start, beside)
            seen |= ids
            found.append(ids)
    return found


def _reached(start: str, beside: Mapping[str, set[str]]) -> set[str]:
    ids, waiting = {start}, [start]
    while waiting:
        fresh = beside[waiting.pop()] - ids
        ids |= fresh
        waiting += fresh
    return ids


def _merged(kind: Kind) -> Query:
    """A kind's rows as recorded, under the names by which their customers are known: one text for every engine."""
    names = [c.name for c in kind.columns]
    people = [c for c in _PEOPLE if c in names]
    columns = [f"coalesce({c}_same.known_as, f.{c}) AS {c}" if c in people else f"f.{c} AS {c}" for c in names]
    joins = [f"LEFT JOIN {SAME} AS {c}_same ON {c}_same.customer_id = f.{c}" for c in people]
    text = f"SELECT {', '.join(columns)} FROM {kind.name}_{RECORDED} AS f {' '.join(joins)}"
    return Query(f"{kind.name} merged", "Facts under the ids by which customers are known.", {"duckdb": text, "spark": text})
