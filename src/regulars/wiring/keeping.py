"""Answers kept in a workspace: of yesterday's facts they are brought up to today's, and equal a rebuild."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa

from regulars.facts.engine import Value
from regulars.facts.folding import AsItIs, folded
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.touched import NOW, THEN, Files, Look, touched
from regulars.facts.zones import day_number, zone_days
from regulars.stores.workspace.folder import Folder
from regulars.stores.workspace.kept import Basis, Kept, load, parts_of, save
from regulars.version import __version__

WORTH_KEEPING = 100_000
"""So many purchases a workspace holds before its answers are kept: fewer are summed up sooner than files are read."""
MOST_NEW = 0.1
"""So much of the purchases, as a share, may be new for an answer to be folded: of more, all are asked again."""
MOST_NEW_ROWS = 500_000
"""And so many: customers who changed are asked about at once, then and now, and in the memory of few."""
_MOVING = ("as_of", "until")
_OF_CHANGED = {at: Query(at, "Changed customers alone.", {"duckdb": f"SELECT * FROM {at}"}) for at in (THEN, NOW)}


@dataclass
class Keeping:
    """Keeps the answers about one workspace's facts, over the embedded engine.

    ``basis``: what these facts rest on. Answers whose basis begins it are folded, of the same basis
    taken as they are; any other is asked for afresh.
    """

    folder: Folder
    facts: Facts
    basis: Basis
    most_new: float = MOST_NEW
    _touched: dict[Basis, pa.Array] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Folder, facts: Facts, *, most_new: float = MOST_NEW) -> Keeping:
        """For facts that show what the workspace's latest manifest lists."""
        zone, week_start = facts.settings.time_zone, facts.settings.week_start
        starts, as_of = facts.starts.isoformat(), facts.as_of.isoformat()
        basis = Basis(parts_of(folder), zone, week_start, starts, as_of, _days(zone, starts, as_of))
        return cls(folder, facts, basis, most_new)

    def answer(self, query: Query, values: Mapping[str, Value], afresh: Callable[[], pa.Table]) -> pa.Table:
        """The query's answer over everybody: kept, folded or asked afresh; and kept from now on."""
        today = self.facts.as_of_number
        if values.get("until", today) != today and not isinstance(query.way, AsItIs):
            return afresh()  # of an earlier day, asked for once
        name, text = _name(query, values), _digest(__version__ + query.text(self.facts.engine.dialect))
        held = load(self.folder, name)
        held = held if held and held.query == text else None
        if held and held.basis == self.basis and dict(held.values) == dict(values):
            return held.table
        found = self._folded(query, held, values) if held else None
        found = afresh() if found is None else found
        save(self.folder, name, Kept(found, text, values, self.basis))
        return found

    def _folded(self, query: Query, held: Kept, values: Mapping[str, Value]) -> pa.Table | None:
        """The kept answer brought up to these facts; None where it can't be, or is not worth it."""
        if query.way is None or isinstance(query.way, AsItIs) or not self._comes_after(held, values):
            return None
        whom, asked = self._touched_since(held.basis), {THEN: held.values, NOW: values}
        then, now = (self.facts.engine.run(query.over("activity", _OF_CHANGED[at]), given) for at, given in asked.items())
        return folded(held.table, then, now, query.way, whom, self.facts.as_of_number - _number(held.basis.as_of))

    def _comes_after(self, held: Kept, values: Mapping[str, Value]) -> bool:
        old, now = held.basis, self.basis
        same_asked = _standing(held.values) == _standing(values)
        new = now.rows - old.rows
        trusted = old.begins(now) and old.days == _days(old.time_zone, old.starts, old.as_of)
        return same_asked and trusted and new <= min(self.most_new * now.rows, MOST_NEW_ROWS)

    def _touched_since(self, basis: Basis) -> pa.Array:
        """Who changed since; asked once for all answers of that basis, the last asked of lying on the engine."""
        if basis not in self._touched:
            then, now = self._look(basis), self._look(self.basis)
            self._touched = {basis: touched(self.facts.engine, then, now, basis.time_zone)}
        return self._touched[basis]

    def _look(self, basis: Basis) -> Look:
        files: dict[tuple[str, str], tuple[str, ...]] = {}
        for kind, role, path, _, _ in basis.parts:
            files[kind, role] = (*files.get((kind, role), ()), str(self.folder.path / path))
        found: Files = files
        return Look(found, date.fromisoformat(basis.as_of), _number(basis.as_of))


def keeping(folder: Folder, facts: Facts, number: int) -> Keeping | None:
    """What keeps the answers about these facts, where that is worth it; ``number``: the manifest that they show.

    None where another import has been committed meanwhile.
    """
    latest = folder.latest()
    if facts.purchases < WORTH_KEEPING or latest is None or latest.number != number:
        return None
    return Keeping.of(folder, facts)


def _name(query: Query, values: Mapping[str, Value]) -> str:
    """A file's name: the query's, and what was asked that does not change by itself from day to day."""
    plain = re.sub(r"[^a-z0-9_]+", "_", query.name)
    asked = {} if isinstance(query.way, AsItIs) else _standing(values)
    return f"{plain}-{_digest(repr(sorted(asked.items())))[:12]}"


def _standing(values: Mapping[str, Value]) -> dict[str, Value]:
    return {k: v for k, v in values.items() if k not in _MOVING}


def _number(day: str) -> int:
    return day_number(date.fromisoformat(day))


def _days(zone: str, starts: str, as_of: str) -> str:
    first, last = date.fromisoformat(starts) - timedelta(days=1), date.fromisoformat(as_of) + timedelta(days=1)
    return _digest(repr(zone_days(first, last, zone).to_pylist()))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
