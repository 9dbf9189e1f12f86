"""Orders that were there already: what they lost, and numbers that two shops share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.errors import ConflictingOrders
from regulars.stores.workspace.meeting import Lost, collisions, lines_lost, orders_called_off, told_called_off

DAY = datetime(2024, 3, 1)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def lines(connection: duckdb.DuckDBPyConnection, table: str, *listed: str) -> None:
    """Lines written as ``order/line import``, all of one source."""
    rows = [(line.split()[0], line.split("/")[0], *line.split()[1:]) for line in listed]
    connection.execute(
        f"CREATE TABLE {table} (fact_id VARCHAR, order_id VARCHAR, import_id VARCHAR, source VARCHAR DEFAULT 'shop',"
        " customer_id VARCHAR)"
    )
    connection.executemany(f"INSERT INTO {table} (fact_id, order_id, import_id) VALUES (?, ?, ?)", rows)


class TestLinesLost:
    def test_a_line_that_an_order_lost_is_withdrawn_and_nothing_else(self, connection: duckdb.DuckDBPyConnection) -> None:
        lines(connection, "held", "7/tea 1", "7/cup 2", "8/tea 1", "9/tea 1")
        lines(connection, "incoming_purchase_lines", "7/tea 3", "9/tea 3", "9/jam 3")
        lost = lines_lost(connection, "held")
        assert lost == Lost({"2": 1}, orders=1, afresh=0)
        assert connection.execute("SELECT fact_id FROM lost").fetchall() == [("7/cup",)]
        (noticed,) = lost.noticed()
        assert noticed.sentence == "1 line of 1 order that came again is withdrawn: an order is what its latest import says"

    def test_an_order_that_may_have_been_cut_in_two_is_told(self, connection: duckdb.DuckDBPyConnection) -> None:
        lines(connection, "held", "7/tea 1", "7/cup 1", "8/tea 1", "8/cup 1")
        lines(connection, "incoming_purchase_lines", "7/jam 2", "8/tea 2")
        lost = lines_lost(connection, "held")
        assert lost == Lost({"1": 3}, orders=2, afresh=1)
        (noticed,) = lost.noticed()
        assert noticed.rows == 3
        assert "1 of these orders has none of the earlier lines left" in noticed.sentence
        assert "import all of its files in one command" in noticed.sentence

    def test_another_source_has_other_orders(self, connection: duckdb.DuckDBPyConnection) -> None:
        lines(connection, "held", "7/tea 1")
        lines(connection, "incoming_purchase_lines", "7/cup 2")
        connection.execute("UPDATE held SET source = 'till'")
        assert lines_lost(connection, "held").noticed() == []


def called_off(connection: duckdb.DuckDBPyConnection, *orders: tuple[str, str, str | None]) -> None:
    connection.execute("CREATE TABLE incoming_called_off (order_id VARCHAR, source VARCHAR, customer_id VARCHAR)")
    connection.executemany("INSERT INTO incoming_called_off VALUES (?, ?, ?)", orders)


class TestCalledOff:
    def test_what_is_held_of_an_order_goes_with_it(self, connection: duckdb.DuckDBPyConnection) -> None:
        lines(connection, "held", "7/tea 1", "7/cup 2", "8/tea 1")
        called_off(connection, ("7", "shop", None), ("8", "till", None))
        gone = orders_called_off(connection, "held")
        assert gone == Lost({"1": 1, "2": 1}, orders=2, example="7")
        assert sorted(connection.execute("SELECT fact_id FROM lost").fetchall()) == [("7/cup",), ("7/tea",)]
        assert told_called_off(gone).sentence.startswith("2 orders (such as 7) that were held are withdrawn: this import says")

    def test_an_order_of_that_number_is_hers_alone_who_is_named(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Another shop's till counts orders, too; where nobody is named on either side, the number has to do."""
        lines(connection, "held", "6/tea 1", "7/tea 1", "8/tea 1")
        connection.execute("UPDATE held SET customer_id = CASE order_id WHEN '6' THEN NULL ELSE 'Anna' END")
        called_off(connection, ("6", "shop", "Zoe"), ("7", "shop", "Zoe"), ("8", "shop", "Anna"))
        orders_called_off(connection, "held")
        assert sorted(connection.execute("SELECT fact_id FROM lost").fetchall()) == [("6/tea",), ("8/tea",)]

    def test_it_goes_beside_the_lines_that_others_lost(self, connection: duckdb.DuckDBPyConnection) -> None:
        lines(connection, "held", "7/tea 1", "7/cup 1", "8/tea 1")
        lines(connection, "incoming_purchase_lines", "7/tea 2")
        called_off(connection, ("8", "shop", None))
        lines_lost(connection, "held")
        assert orders_called_off(connection, "held", lost_already=True).by_import == {"1": 1}
        assert sorted(connection.execute("SELECT fact_id FROM lost").fetchall()) == [("7/cup",), ("8/tea",)]


_LINES = st.sets(st.tuples(st.integers(1, 4), st.sampled_from("abc")), min_size=1, max_size=8)


@given(before=_LINES, now=_LINES)
def test_what_is_lost_is_what_a_plain_reader_would_cross_out(before: set[tuple[int, str]], now: set[tuple[int, str]]) -> None:
    again = {order for order, _ in now}
    crossed_out = {f"{o}/{x}" for o, x in before if o in again and (o, x) not in now}
    with duckdb.connect() as connection:
        lines(connection, "held", *(f"{o}/{x} 1" for o, x in sorted(before)))
        lines(connection, "incoming_purchase_lines", *(f"{o}/{x} 2" for o, x in sorted(now)))
        lost = lines_lost(connection, "held")
        assert {f for (f,) in connection.execute("SELECT fact_id FROM lost").fetchall()} == crossed_out
    assert sum(lost.by_import.values()) == len(crossed_out)
    assert lost.orders == len({line.split("/")[0] for line in crossed_out})


def met(connection: duckdb.DuckDBPyConnection, before: list[str | None], now: list[str | None], days: int) -> None:
    """Orders of these customers, and what the same orders say ``days`` later."""
    orders = {"held": (before, 1), "incoming_purchases": (now, 1 + days)}
    for table, (customers, day) in orders.items():
        connection.execute(f"CREATE TABLE {table} (fact_id INT, order_id VARCHAR, customer_id VARCHAR, occurred_at TIMESTAMP)")
        rows = [(n, f"#{n}", c, DAY.replace(day=day)) for n, c in enumerate(customers)]
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", rows)
    connection.execute("CREATE TABLE verdicts AS SELECT fact_id, true AS changed FROM incoming_purchases")


class TestCollisions:
    def test_two_shops_under_one_source_are_stopped(self, connection: duckdb.DuckDBPyConnection) -> None:
        met(connection, ["Ana", "Bo", "Cy"], ["Dora", None, "Cy"], days=3)
        with pytest.raises(ConflictingOrders, match=r"2 orders \(such as #0\) were another customer's on") as caught:
            collisions(connection, "held", 3)
        assert "What to do: if these are another shop's or till's orders, give them a source of their own" in str(caught.value)

    def test_few_of_many_are_told_and_the_latest_holds(self, connection: duckdb.DuckDBPyConnection) -> None:
        met(connection, ["Ana", "Bo", "Cy"], ["Dora", "Bo", "Cy"], days=3)
        (noticed,) = collisions(connection, "held", 3)
        assert (noticed.rows, noticed.what) == (1, "colliding_orders")
        assert noticed.sentence.startswith("1 order (such as #0) was another customer's on another day")

    def test_a_corrected_customer_or_day_is_no_collision(self, connection: duckdb.DuckDBPyConnection) -> None:
        met(connection, ["Ana", "Bo"], ["Anna", "Bob"], days=0)
        assert collisions(connection, "held", 2) == []
