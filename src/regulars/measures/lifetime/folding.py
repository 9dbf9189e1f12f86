"""One more day folded into what is known of each customer, equal to asking for everything again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regulars.errors import InputError
from regulars.facts.zones import day_number
from regulars.measures.lifetime.customer_order import in_customer_order
from regulars.measures.lifetime.summarise import summary_of
from regulars.measures.lifetime.summary import Summary

Counts = NDArray[np.int64]
COLUMNS = ("first_day", "last_day", "days", "paid_minor", "first_paid_minor")
NOBODY = pa.table({"customer_id": pa.array([], pa.string()), **{c: pa.array([], pa.int64()) for c in COLUMNS}})


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What a summary needs of each customer, up to and with the local day ``until``.

    ``customers``: one row each: ``customer_id``, ``first_day``, ``last_day`` (day numbers),
    ``days`` with a purchase, ``paid_minor`` on all of them and ``first_paid_minor`` on the first.
    """

    customers: pa.Table
    until: date

    def fold(self, purchases: pa.Table, until: date) -> Known:
        """The same with later purchases: ``customer_id``, ``day_number``, ``amount_minor``.

        Equal to a rebuild, whatever the split into days. InputError for a purchase that is not
        after ``self.until``, or after the new ``until``: a late row needs a rebuild.

        >>> from datetime import date
        >>> day = pa.table({"customer_id": ["Anna", "Anna"], "day_number": [5, 5], "amount_minor": [100, 50]})
        >>> Known(NOBODY, date(1970, 1, 1)).fold(day, date(1970, 1, 6)).customers.to_pylist()[0]["paid_minor"]
        150
        """
        self._check(purchases, until)
        if not purchases.num_rows:
            return Known(self.customers, until)
        fresh = _by_customer(purchases)
        # Each known customer is looked up among today's: a small set to build, a large one to probe.
        found = pc.index_in(self.customers["customer_id"], value_set=fresh["customer_id"].combine_chunks())
        place = np.flatnonzero(np.asarray(pc.is_valid(found)))
        again = fresh.take(found.drop_null())
        new = np.ones(fresh.num_rows, dtype=np.bool_)
        new[np.asarray(found.drop_null())] = False
        return Known(_joined(self.customers, fresh.filter(pa.array(new)), place, again), until)

    def mended(self, again: pa.Table, asked: pa.Array) -> Known:
        """The same with the rows of the customers ``asked`` replaced by those of ``again``; who has none there is gone."""
        kept = pc.invert(pc.is_in(self.customers["customer_id"], value_set=asked))
        columns = ["customer_id", *COLUMNS]
        fresh = again.select(columns).cast(self.customers.schema)
        return Known(pa.concat_tables([self.customers.filter(kept), fresh]), self.until)

    def summary(self, *, unit_days: float = 7.0, minor: float | None = None) -> Summary:
        """The Summary as of ``until``, in customer order; ``minor`` units make one of the currency."""
        return summary_of(in_customer_order(self.customers), self.until, unit_days, minor)

    def _check(self, purchases: pa.Table, until: date) -> None:
        days = purchases["day_number"]
        first, last = (None, None) if not len(days) else (pc.min(days).as_py(), pc.max(days).as_py())
        early = first is not None and first <= day_number(self.until)
        late = last is not None and last > day_number(until)
        if early or late or until < self.until:
            raise InputError(
                f"purchases of days {first} to {last} cannot be folded into what is known until {self.until}",
                expected=f"days after {day_number(self.until)} and up to {day_number(until)}, the day {until}",
                do="rebuild the summary from the log: a row came late",
            )


def _by_customer(purchases: pa.Table) -> pa.Table:
    """One row per customer of these purchases, purchases of one day made one."""
    days = purchases.group_by(["customer_id", "day_number"]).aggregate([("amount_minor", "sum")])
    days = days.sort_by([("customer_id", "ascending"), ("day_number", "ascending")])
    seen = days.group_by("customer_id", use_threads=False).aggregate(
        [
            ("day_number", "min"),
            ("day_number", "max"),
            ("day_number", "count"),
            ("amount_minor_sum", "sum"),
            ("amount_minor_sum", "first"),
        ]
    )
    kept = ["customer_id", "day_number_min", "day_number_max", "day_number_count"]
    paid = ["amount_minor_sum_sum", "amount_minor_sum_first"]
    return seen.select([*kept, *paid]).rename_columns(["customer_id", *COLUMNS])


def _joined(old: pa.Table, new: pa.Table, place: NDArray[np.intp], again: pa.Table) -> pa.Table:
    """Old customers, those at ``place`` having come ``again``, then new ones."""
    columns = {c: np.concatenate([_numbers(old, c), _numbers(new, c)]) for c in COLUMNS}
    columns["last_day"][place] = _numbers(again, "last_day")
    columns["days"][place] += _numbers(again, "days")
    columns["paid_minor"][place] += _numbers(again, "paid_minor")
    names = [*old["customer_id"].chunks, *new["customer_id"].cast(pa.string()).chunks]
    return pa.table({"customer_id": pa.chunked_array(names, pa.string()), **columns})


def _numbers(table: pa.Table, name: str) -> Counts:
    return np.asarray(table[name].to_numpy(), dtype=np.int64)
