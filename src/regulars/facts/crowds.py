"""Crowds: where customers are too many to be asked about at once, each query is asked of some at a time.

What a query groups must lie in memory in part, however much of it waits on the disk, so a log of any size would need memory of
any size. A query that says how its answer depends on customers (``facts.folding``) is asked of one crowd after the other,
and the answers are put together: the same numbers, in the memory of one crowd.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

import pyarrow as pa

from regulars.facts.engine import Crowding, Engine, Value
from regulars.facts.folding import across, put_together
from regulars.facts.query import Query

FEW_ENOUGH = 10_000_000
"""Of no more purchases, the first question is asked about everybody: laying them apart costs as much as a question or two."""
PURCHASES_OF_A_CROWD = 2_500_000
"""So many purchases are asked about at a time, about; a log that has no more is always asked about whole."""
_ACTIVITY = "activity"
_NAMES = (f"crowd_{number}" for number in count())


@dataclass
class Crowds:
    """The crowds of one log: laid apart when they are first needed, and again where other rows are asked for.

    ``number``: how many there are; 1: everybody is asked about at once. ``patience``: how many questions are asked so first.
    """

    engine: Engine
    number: int
    patience: int = 0
    _name: str = field(default_factory=lambda: next(_NAMES))
    _laid: tuple[object, ...] = ()
    _tables: tuple[str, ...] = ()

    @classmethod
    def of(cls, engine: Engine, purchases: int) -> Crowds:
        """Of a log with so many purchases; an engine that can't lay them apart is asked about everybody at once."""
        if not isinstance(engine, Crowding):
            return cls(engine, 1)
        return cls(engine, max(1, -(-purchases // PURCHASES_OF_A_CROWD)), int(purchases <= FEW_ENOUGH))

    def ask(self, query: Query, source: Query, values: Mapping[str, Value]) -> pa.Table:
        """The query's answer with ``source`` as the table ``activity``; its rows in any order."""
        way = across(query.way)
        if self.number == 1 or way is None or self.patience or not isinstance(self.engine, Crowding):
            self.patience = max(0, self.patience - 1)
            return self.engine.run(query.over(_ACTIVITY, source), values)
        self._lay(self.engine, source, values)
        return put_together([self.engine.run(query.over(_ACTIVITY, _of(table)), values) for table in self._tables], way)

    def _lay(self, engine: Crowding, source: Query, values: Mapping[str, Value]) -> None:
        named = source.parameters(engine.dialect)
        wanted = (source.text(engine.dialect), *sorted((k, v) for k, v in values.items() if k in named))
        if wanted != self._laid:
            self._laid = ()
            self._tables = engine.lay_apart(self._name, source, values, self.number)
            self._laid = wanted


def _of(table: str) -> Query:
    return Query(_ACTIVITY, "The rows of one crowd.", {"duckdb": f"SELECT * FROM {table}"})
