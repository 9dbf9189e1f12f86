"""Rows that stand more than once are counted; all others are left as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.readers.rows.repeats import count_repeats, shared_hashes


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": "1"}) as made:
        yield made


def _put(connection: duckdb.DuckDBPyConnection, rows: list[tuple[str | None, int]]) -> None:
    connection.execute("CREATE OR REPLACE TABLE bought (customer VARCHAR, amount INTEGER)")
    if rows:
        connection.executemany("INSERT INTO bought VALUES (?, ?)", rows)


def _held(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return sorted(connection.execute("SELECT * FROM bought").fetchall(), key=str)


def test_where_nobody_bought_the_same_twice_nothing_is_counted(connection: duckdb.DuckDBPyConnection) -> None:
    _put(connection, [("Ana", 5), ("Ana", 6), (None, 5)])
    assert not count_repeats(connection, "bought", ["customer", "amount"])
    assert _held(connection) == [("Ana", 5), ("Ana", 6), (None, 5)]


def test_of_many_rows_the_few_that_stand_again_are_counted(connection: duckdb.DuckDBPyConnection) -> None:
    _put(connection, [*((f"C-{i}", i) for i in range(60)), ("Ana", 5), ("Ana", 5), (None, 7), (None, 7), (None, 7)])
    assert count_repeats(connection, "bought", ["customer", "amount"])
    counted = [row for row in _held(connection) if row[-1] != 1]
    assert counted == [("Ana", 5, 2), (None, 7, 3)]
    assert len(_held(connection)) == 62


def test_rows_that_share_a_hash_and_nothing_else_stay_apart(connection: duckdb.DuckDBPyConnection) -> None:
    # The amount alone is hashed: Ana's row and Jonas's are alike to the hash, and yet two.
    _put(connection, [*((f"C-{i}", 100 + i) for i in range(60)), ("Ana", 5), ("Jonas", 5), ("Jonas", 5)])
    assert count_repeats(connection, "bought", ["amount"])
    assert [row for row in _held(connection) if row[1] == 5] == [("Ana", 5, 1), ("Jonas", 5, 2)]


@given(
    st.lists(st.tuples(st.sampled_from(["Ana", "Ona", None]), st.integers(0, 30)), max_size=60), st.sampled_from([1, 7, 1000])
)
def test_counts_are_those_of_plain_counting(
    connection: duckdb.DuckDBPyConnection, rows: list[tuple[str | None, int]], at_once: int
) -> None:
    expected = Counter(rows)
    _put(connection, rows)
    shared, standing = shared_hashes(connection, "bought", "hash(customer, amount)", len(rows), at_once)
    assert (len(shared), standing) == (
        sum(n > 1 for n in expected.values()), sum(n for n in expected.values() if n > 1)
    )  # fmt: skip
    counted = count_repeats(connection, "bought", ["customer", "amount"])
    assert counted == any(n > 1 for n in expected.values())
    held = _held(connection) if counted else [(*row, 1) for row in _held(connection)]
    assert Counter({(customer, amount): n for customer, amount, n in held}) == expected
    assert len(held) == len(expected)
