"""The truth behind a world's facts, one row per customer: what nobody in the shop can see."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from regulars.worlds.chance import Ints, Truths
from regulars.worlds.counting import KINDS, REASONS, SUBSETS, kinds_of, named, reasons_of, shapley
from regulars.worlds.options import AS_OF
from regulars.worlds.scene import NEWCOMER
from regulars.worlds.telling.buying import Books
from regulars.worlds.telling.tables import first_second, words
from regulars.worlds.telling.told import Lived

_LAST_QUARTER, _BEFORE = date(AS_OF.year, 10, 1), date(AS_OF.year, 7, 1)


def truth_of(lived: Lived, books: Books) -> pa.Table:
    """Columns: customer_id, place; active_before, active_now, retained_now (bought in the quarter before last, in
    the last, in both); kind and reason, as if nobody moved away ('none' who would not come at all); stays_<set>: whether she
    comes within the horizon with these crutches; chance_<set>: in what share of runs; part_<crutch>: its Shapley share
    of chance_all; and the true axes in units of utility.
    """
    counts, people = lived.counts, lived.scene.people
    before, now = _bought(lived, books, _BEFORE, _LAST_QUARTER), _bought(lived, books, _LAST_QUARTER, None)
    columns: dict[str, Any] = {
        "customer_id": lived.customers(np.arange(people.n)), "place": lived.place_names(people.place),
        "active_before": before, "active_now": now, "retained_now": before & now,
        "kind": words((*KINDS, "none"), _or_last(kinds_of(counts), len(KINDS))),
        "reason": words((*REASONS, "none"), _or_last(reasons_of(counts), len(REASONS))),
    }  # fmt: skip
    columns |= {f"stays_{named(s)}": counts.stays[named(s)] for s in SUBSETS}
    columns |= {f"chance_{named(s)}": counts.chance[named(s)] for s in SUBSETS}
    columns |= {f"part_{k}": part for k, part in shapley(counts.chance).items()}
    return pa.table(columns | _axes(lived))


def _or_last(which: Ints, last: int) -> Ints:
    return np.where(which < 0, last, which)


def _bought(lived: Lived, books: Books, first: date, before: date | None) -> Truths:
    bought = np.zeros(lived.scene.people.n, bool)
    ends = first_second(before) if before else lived.ends_at
    bought[books.who[(books.at >= first_second(first)) & (books.at < ends)]] = True
    return bought


def _axes(lived: Lived) -> dict[str, Any]:
    """What each crutch is worth to her at the as-of day, and how much better than the best rival she likes us, all else equal.

    ``convenience`` is what a rival next door would offer her; nothing where one has opened already.
    """
    people, week = lived.scene.people, lived.options.weeks
    everybody, alone = np.arange(people.n), lived.scene.market.opens[people.place] > week
    nearer = people.km_us - people.km_rivals[:, NEWCOMER - 1]
    return {
        "incentive": people.reward_pull,
        "convenience": np.where(alone, people.km_cost * nearer, 0.0),
        "constraint": lived.scene.held(week, everybody),
        "attitude": people.attitude - people.tastes.max(axis=1),
    }
