"""The chosen customers, and the weeks in which they bought: what panels and baselines are made of."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.facts.engine import Value
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.understanding.evidence.evidence import FloatArray, IntArray
from regulars.understanding.verdict.halves import Halves

CHOSEN = "chosen_customers"
MOST_CUSTOMERS = 10_000
"""A verdict needs no more; of a larger shop so many are drawn."""
_WEEKLY = Query.beside(__file__, "weekly")


@dataclass(frozen=True)
class WeeksBought:
    """Of n customers: who bought in which week, how many orders and for how much; and the halves of time."""

    customers: pa.Array
    halves: Halves
    who: IntArray
    week: IntArray
    orders: FloatArray
    amount: FloatArray

    def ask(self, facts: Facts, query: Query, *views: str, **values: Value) -> pa.Table:
        return ask_of(facts, self.customers, query, *views, **values)

    @property
    def n(self) -> int:
        return len(self.customers)

    def summed(self, values: FloatArray, first: int, last: int) -> FloatArray:
        """(n,): a sum over the weeks from ``first`` up to before ``last``."""
        inside = (self.week >= first) & (self.week < last)
        return np.asarray(np.bincount(self.who[inside], values[inside], self.n), np.float64)


def choose(customers: pa.Array, generator: np.random.Generator, most: int = MOST_CUSTOMERS) -> pa.Array:
    """All customers, or so many of them by lot, ascending."""
    if len(customers) <= most:
        return customers
    return customers.take(pa.array(np.sort(generator.choice(len(customers), most, replace=False))))


def weeks_bought(facts: Facts, customers: pa.Array, halves: Halves) -> WeeksBought:
    """Read the weeks of some customers."""
    table = ask_of(facts, customers, _WEEKLY, "orders")
    numbers = (whole(table, name) for name in ("week_number", "orders_made", "amount_minor"))
    week, orders, amount = numbers
    return WeeksBought(
        customers, halves, places_in(customers, table), week, orders.astype(np.float64), amount.astype(np.float64)
    )


def ask_of(facts: Facts, customers: pa.Array, query: Query, *views: str, **values: Value) -> pa.Table:
    """A query's answer about some customers, whom it reads as the table ``chosen_customers``."""
    facts.engine.put(CHOSEN, pa.table({"customer_id": customers}))
    # Facts answer a query once: who was chosen is part of what was asked.
    mark = crc32("\n".join(customers.to_pylist()).encode())
    return facts.run_among(query, views, chosen=mark, **values)


def places_in(customers: pa.Array, table: pa.Table, name: str = "customer_id") -> IntArray:
    """Each row's customer as a number."""
    return np.asarray(pc.index_in(table.column(name), customers).to_numpy(), np.int64)


def whole(table: pa.Table, name: str) -> IntArray:
    return np.asarray(table.column(name).cast(pa.int64()).to_numpy(), np.int64)
