"""Arrays as tables of the data contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.facts.kinds import KINDS
from regulars.worlds.chance import Floats, Ints, Truths

SOURCE, IMPORT = "shop", "world"
DAY = 86_400
_EPOCH = date(1970, 1, 1)


def table(kind: str, at: Ints, columns: Mapping[str, Any]) -> pa.Table:
    """A kind's table, in order of time. ``at``: when each happened, in seconds of UTC.

    Columns of the contract that are not given are empty. A list may hold None; an array may not.
    """
    declared = KINDS[kind]
    order, n = np.argsort(at, kind="stable"), len(at)
    when = pa.array(at * 1_000_000, pa.int64()).cast(pa.timestamp("us"))
    head = {
        "fact_id": _ids(list(KINDS).index(kind), n), "occurred_at": when, "recorded_at": when,
        "occurred_precision": _same("second", n), "source": _same(SOURCE, n), "import_id": _same(IMPORT, n),
    }  # fmt: skip
    given = {**head, **columns}
    unknown = set(given) - {c.name for c in declared.columns}
    assert not unknown, f"{kind} has no {unknown}"
    filled = [_column(given.get(c.name), c.type, n) for c in declared.columns]
    return pa.table(filled, schema=declared.schema).take(pa.array(order))


def _column(values: Any, kind: pa.DataType, n: int) -> pa.Array:
    if values is None:
        return pa.nulls(n, kind)
    if isinstance(values, str | int | float):
        return _same(values, n).cast(kind)
    return (values if isinstance(values, pa.Array) else pa.array(values)).cast(kind)


def _same(value: Any, n: int) -> pa.Array:
    return pa.repeat(pa.scalar(value), n)


def _ids(kind: int, n: int) -> pa.Array:
    """Sixteen bytes for each row: its kind and its number."""
    halves = np.column_stack([np.full(n, kind), np.arange(n)]).astype(">u8")
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), n, [None, pa.py_buffer(halves.tobytes())])


def joined(kind: str, *tables: pa.Table) -> pa.Table:
    """Tables of one kind as one, in order of time, each fact under a number of its own."""
    both = pa.concat_tables(tables).combine_chunks()
    in_order = both.take(pc.sort_indices(both, [("occurred_at", "ascending")]))
    ids = _ids(list(KINDS).index(kind), in_order.num_rows)
    return in_order.set_column(0, in_order.schema.field("fact_id"), ids).combine_chunks()


def numbered(prefix: str, numbers: Ints, digits: int = 0) -> pa.Array:
    """
    >>> numbered("C-", np.array([7, 12]), 5).to_pylist()
    ['C-00007', 'C-00012']
    """
    plain = pa.array(np.asarray(numbers, np.int64)).cast(pa.string())
    if digits:
        plain = pc.utf8_lpad(plain, digits, "0")
    return pc.binary_join_element_wise(pa.scalar(prefix), plain, "")


def words(choices: tuple[str, ...], which: Ints) -> pa.Array:
    return pa.array(choices).take(pa.array(which))


def where(there: Truths, values: Any) -> pa.Array:
    """Values where they are there, and nothing elsewhere."""
    array = values if isinstance(values, pa.Array) else pa.array(values)
    return pc.if_else(pa.array(there), array, pa.nulls(len(array), array.type))


def first_second(day: date) -> int:
    return (day - _EPOCH).days * DAY


@dataclass(frozen=True, slots=True)
class Clock:
    """Weeks and days of a world as seconds of UTC."""

    starts: date

    def at(self, week: Ints | int, day: Ints | int = 0, second: Ints | Floats | int = 0) -> Ints:
        """The second ``second`` of a day of a week; weeks and days count from 0."""
        days = (np.asarray(week, np.int64) * 7 + day) * DAY
        return np.asarray(first_second(self.starts) + days + np.asarray(second, np.int64), np.int64)
