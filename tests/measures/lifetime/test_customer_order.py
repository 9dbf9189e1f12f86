"""Customers sorted by their ids: the same order as Arrow's, whatever an id looks like."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.measures.lifetime.customer_order import in_customer_order

ALIKE_FOR_LONG = [f"customer-of-our-shop-{n // 3}-{'x' * (n % 3)}" for n in range(30)]


def sorted_ids(ids: list[str]) -> list[str]:
    table = pa.table({"customer_id": pa.array(ids, pa.string()), "place": list(range(len(ids)))})
    found = in_customer_order(table)
    assert [ids[place] for place in found["place"].to_pylist()] == found["customer_id"].to_pylist(), "rows stay whole"
    return list(found["customer_id"].to_pylist())


def test_a_shorter_name_comes_before_the_longer_one_that_begins_so() -> None:
    assert sorted_ids(["Annabel", "Ben", "Anna", "Änne", "Ann"]) == ["Ann", "Anna", "Annabel", "Ben", "Änne"]


@pytest.mark.parametrize("ids", [[], ["Anna"], ["B", "A\0", "A"]])
def test_few_customers_too(ids: list[str]) -> None:
    assert sorted_ids(ids) == sorted(ids)


@pytest.mark.parametrize("few", [5, 30])
def test_ids_that_differ_late_are_told_apart_by_the_whole(few: int) -> None:
    """Most, or few, of them are alike in the eight bytes that are looked at first."""
    ids = [f"customer-of-our-shop-{n:09d}" for n in range(30 - few)] + ALIKE_FOR_LONG[:few]
    assert sorted_ids(ids[::-1]) == sorted(ids)


def test_a_slice_of_several_pieces_is_sorted_as_it_stands() -> None:
    table = pa.concat_tables([pa.table({"customer_id": ["C-9", "C-2", "C-5"]}), pa.table({"customer_id": ["C-1", "C-3"]})])
    assert in_customer_order(table.slice(1, 3))["customer_id"].to_pylist() == ["C-1", "C-2", "C-5"]


def test_long_text_and_empty_pieces_are_sorted_too() -> None:
    pieces = [pa.array(["C-9", "C-10"], pa.large_string()), pa.array([], pa.large_string()), pa.array([""], pa.large_string())]
    found = in_customer_order(pa.table({"customer_id": pa.chunked_array(pieces)}))
    assert found["customer_id"].to_pylist() == ["", "C-10", "C-9"]


@given(st.lists(st.text(alphabet="ab\0é-0", max_size=12), unique=True, max_size=40), st.sampled_from(["", "C-", "member/"]))
def test_the_order_is_that_of_bytes(ids: list[str], prefix: str) -> None:
    ids = [prefix + i for i in ids]
    assert sorted_ids(ids) == sorted(ids, key=lambda i: i.encode())
