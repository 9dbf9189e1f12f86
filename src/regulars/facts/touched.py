"""Customers whose purchases, or whose names, changed since an earlier look; and what they did, then and now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from regulars.facts.engine import Engine
from regulars.facts.identities import PAIRS, known_by, same_table
from regulars.facts.kinds import KINDS
from regulars.facts.query import Query

Files = Mapping[tuple[str, str], tuple[str, ...]]
"""Parts by kind of fact and role: (``purchases``, ``facts``), (``purchases``, ``superseded``) …"""
THEN, NOW = "touched_then", "touched_now"
SUPERSEDED = pa.schema([("fact_id", pa.binary()), ("recorded_at", pa.timestamp("us"))])
_ACTIVITY = Query.beside(__file__, "activity")
_ARRIVED = Query.beside(__file__, "arrived_customers")
_REPLACED = Query.beside(__file__, "replaced_customers")
_TOUCHED = Query.beside(__file__, "activity_touched")
_THEN = Query.beside(__file__, "purchases_then")
_IDENTITIES_THEN = Query("identities then", "Identities of an earlier day.", {"duckdb": "SELECT * FROM identities_then"})


@dataclass(frozen=True, slots=True)
class Look:
    """The parts of purchases and identities that hold, and the local day that counts last (its number too)."""

    files: Files
    as_of: date
    as_of_number: int

    def of(self, kind: str, role: str) -> tuple[str, ...]:
        return self.files.get((kind, role), ())


def touched(engine: Engine, then: Look, now: Look, time_zone: str) -> pa.Array:
    """Who changed between two looks, by the names of both; what they did is left on the engine.

    The tables ``touched_then`` and ``touched_now`` have the columns of ``activity``, for these
    customers alone. Parts of the later look are the engine's own tables; every part of the earlier
    one must be among them.
    """
    known_then, known_now = _names_then(engine, then, time_zone), known_by(engine.run(PAIRS), now.as_of, time_zone)
    _show(engine, then, now)
    raw = set(engine.run(_ARRIVED).column("customer_id").to_pylist())
    if _since(then, now, "superseded"):
        raw |= set(engine.run(_REPLACED).column("customer_id").to_pylist())
    raw |= {i for i in {*known_then, *known_now} if known_then.get(i, i) != known_now.get(i, i)}
    names = {known.get(i, i) for i in raw for known in (known_then, known_now)}
    whom = pa.array(sorted(names), pa.string())
    engine.put("touched_customers", pa.table({"customer_id": whom}))
    engine.put("same_then", same_table(known_then))
    activity_then = _ACTIVITY.over("purchases", _THEN)
    engine.keep(THEN, _TOUCHED.over("activity", activity_then), {"as_of": then.as_of_number})
    engine.keep(NOW, _TOUCHED.over("activity", _ACTIVITY), {"as_of": now.as_of_number})
    return whom


def _names_then(engine: Engine, then: Look, time_zone: str) -> dict[str, str]:
    files, replaced = then.of("identities", "facts"), then.of("identities", "superseded")
    engine.parts("identities_then", files, KINDS["identities"].schema, replaced)
    return known_by(engine.run(PAIRS.over("identities", _IDENTITIES_THEN)), then.as_of, time_zone)


def _show(engine: Engine, then: Look, now: Look) -> None:
    """Purchases of the earlier look, those of newer parts, and what these replaced."""
    schema = KINDS["purchases"].schema
    engine.parts("purchases_then", then.of("purchases", "facts"), schema, then.of("purchases", "superseded"))
    engine.parts("purchases_since", _since(then, now, "facts"), schema)
    engine.parts("replaced_since", _since(then, now, "superseded"), SUPERSEDED)


def _since(then: Look, now: Look, role: str) -> tuple[str, ...]:
    old = set(then.of("purchases", role))
    return tuple(f for f in now.of("purchases", role) if f not in old)
