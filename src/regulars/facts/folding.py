"""How a kept answer becomes the answer of today: only what changed customers did is asked for again.

A query over ``activity`` may say how its answer depends on customers. Where it is a sum over them,
or has a row for each, an answer of yesterday and the purchases of those who changed give today's,
to the last count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True)
class Adding:
    """The answer adds up what each customer did: that of two crowds is the sum of both answers.

    ``counts``: the columns that add up. The others name a row, and a row whose counts are all 0 is
    not there. ``waiting``: the count, if any, of those who had nothing more to tell when last looked
    at, and ``since``: the column that says for how many days, so that it grows with each day.
    """

    counts: tuple[str, ...]
    waiting: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Replacing:
    """The answer has a row for each customer, which rests on her own purchases alone."""

    customer: str = "customer_id"


@dataclass(frozen=True, slots=True)
class AsItIs:
    """The answer can be kept, and is asked for again when any purchase is new.

    ``across``: how the answers of crowds of customers, who are asked about apart, make that of all; None: they don't.
    """

    across: Adding | Replacing | None = None


Way = Adding | Replacing | AsItIs


def across(way: Way | None) -> Adding | Replacing | None:
    """How a query's answers of crowds of customers make that of all of them, where they do."""
    return way.across if isinstance(way, AsItIs) else way


def put_together(answers: Sequence[pa.Table], way: Adding | Replacing) -> pa.Table:
    """The answer of all customers, rows in any order, from those of crowds: each customer is in one of them.

    >>> of = lambda period, active: pa.table({"period": period, "active": active})
    >>> put_together([of([0, 1], [5, 3]), of([1], [1])], Adding(("active",))).to_pydict()
    {'period': [0, 1], 'active': [5, 4]}
    """
    if isinstance(way, Replacing):
        return pa.concat_tables(answers)
    return _summed(list(answers), way).cast(answers[0].schema)


def folded(
    kept: pa.Table, then: pa.Table, now: pa.Table, way: Adding | Replacing, whom: pa.Array, days: int
) -> pa.Table | None:
    """The answer of today, rows in any order; None where what was kept cannot have been right.

    In: ``kept``, the answer of an earlier day; ``then`` and ``now``: the same query's answers about
    the changed customers ``whom`` alone, as their purchases were then and are today; ``days`` passed.

    >>> of = lambda period, active: pa.table({"period": period, "active": active})
    >>> folded(of([0, 1], [5, 3]), of([1], [1]), of([1, 2], [1, 1]), Adding(("active",)), None, 1).to_pydict()
    {'period': [0, 1, 2], 'active': [5, 3, 1]}
    """
    if isinstance(way, Replacing):
        others = pc.invert(pc.is_in(kept[way.customer], value_set=whom))
        return pa.concat_tables([kept.filter(others).cast(now.schema), now])
    left = _summed([kept, _negative(then, way)], way)
    if any(pc.min(left[c]).as_py() < 0 for c in way.counts if left.num_rows):
        return None
    return _summed([*_grown(left, way, days), now], way).cast(now.schema)


def _summed(tables: list[pa.Table], way: Adding) -> pa.Table:
    """One table of rows that are named alike; those in which nothing is left are gone."""
    columns = tables[0].column_names
    keys = [c for c in columns if c not in way.counts]
    both = pa.concat_tables([t.select(columns).cast(tables[0].schema) for t in tables])
    summed = both.group_by(keys, use_threads=False).aggregate([(c, "sum") for c in way.counts])
    summed = summed.rename_columns([*keys, *way.counts]).select(columns)
    there = pa.array([False] * summed.num_rows)
    for count in way.counts:
        there = pc.or_(there, pc.not_equal(summed[count], 0))
    return summed.filter(there)


def _negative(table: pa.Table, way: Adding) -> pa.Table:
    for count in way.counts:
        table = table.set_column(table.column_names.index(count), count, pc.negate(table[count]))
    return table


def _grown(table: pa.Table, way: Adding, days: int) -> list[pa.Table]:
    """Who is done, and apart from them those who have waited for so many days longer."""
    if not way.waiting or not days:
        return [table]
    done, still = table, table
    for count in way.counts:
        none = pa.array([0] * table.num_rows, pa.int64())
        place = table.column_names.index(count)
        if count == way.waiting:
            done = done.set_column(place, count, none)
        else:
            still = still.set_column(place, count, none)
    longer = pc.add(still[way.since], days).cast(table.schema.field(way.since).type)
    return [done, still.set_column(table.column_names.index(way.since), way.since, longer)]
