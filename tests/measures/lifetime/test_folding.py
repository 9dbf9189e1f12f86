"""Day after day folded in, or everything asked again: the same."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.errors import InputError
from regulars.facts.zones import day_of
from regulars.measures.lifetime.folding import COLUMNS, NOBODY, Known
from regulars.measures.lifetime.summarise import summarise
from tests.stories import log

EVENTS = st.lists(
    st.tuples(st.sampled_from(["Anna", "Ben", "Cleo", "Dan"]), st.integers(1, 30), st.integers(-500, 5000)), max_size=40
)


def rows(events: list[tuple[str, int, int]]) -> pa.Table:
    names, days, amounts = zip(*events, strict=True) if events else ((), (), ())
    types = {"customer_id": pa.string(), "day_number": pa.int64(), "amount_minor": pa.int64()}
    return pa.table([pa.array(c, t) for c, t in zip((names, days, amounts), types.values(), strict=True)], names=list(types))


def told(known: Known) -> list[dict[str, object]]:
    return list(known.customers.sort_by("customer_id").to_pylist())


@given(EVENTS, st.lists(st.integers(1, 29), max_size=5))
def test_any_split_into_days_equals_a_rebuild(events: list[tuple[str, int, int]], cuts: list[int]) -> None:
    start = Known(NOBODY, day_of(0))
    whole = start.fold(rows(events), day_of(30))
    step = start
    edges = [0, *sorted(cuts), 30]
    for low, high in pairwise(edges):
        step = step.fold(rows([e for e in events if low < e[1] <= high]), day_of(high))
    assert told(step) == told(whole)


def test_it_is_what_the_engine_says() -> None:
    story = ["Anna 1970-01-02 10", "Ben 1970-01-03 4", "Anna 1970-01-09 6", "Anna 1970-01-09 2"]
    known = Known(NOBODY, date(1970, 1, 1)).fold(rows([("Anna", 1, 1000), ("Ben", 2, 400)]), day_of(5))
    ours = known.fold(rows([("Anna", 8, 600), ("Anna", 8, 200)]), day_of(8)).summary(minor=100)
    theirs = summarise(log(*story))
    assert ours.customer_ids == theirs.customer_ids
    assert ours.frequency.tolist() == theirs.frequency.tolist() == [1, 0]
    assert ours.recency.tolist() == theirs.recency.tolist()
    assert ours.age.tolist() == theirs.age.tolist()
    assert ours.spend is not None
    assert ours.spend[0] == 8


def test_a_day_without_purchases_only_makes_everybody_older() -> None:
    known = Known(NOBODY, day_of(0)).fold(rows([("Anna", 1, 100)]), day_of(1))
    assert known.fold(rows([]), day_of(8)).summary(unit_days=7).age.tolist() == [1]


@pytest.mark.parametrize("late", [1, 9])
def test_a_row_that_comes_late_needs_a_rebuild(late: int) -> None:
    known = Known(NOBODY, day_of(0)).fold(rows([("Anna", 1, 100)]), day_of(1))
    with pytest.raises(InputError, match="rebuild the summary"):
        known.fold(rows([("Anna", late, 100)]), day_of(8))
    assert set(known.customers.column_names) == {"customer_id", *COLUMNS}
