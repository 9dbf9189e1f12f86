"""What whole columns show: one value that is otherwise is enough."""

from __future__ import annotations

import duckdb

from regulars.readers.rows.shape import shape_of
from regulars.settings import Settings
from tests.readers.rows.tables import staged


def test_times_that_are_all_midnight_are_none(connection: duckdb.DuckDBPyConnection) -> None:
    days = staged(connection, "Ana|2024-01-05 00:00:00|1", "Bo|2024-01-06|1")
    timed = staged(connection, "Ana|2024-01-05 00:00:00|1", "Bo|2024-01-06 00:00:01|1", number=1)
    instants = staged(connection, "Ana|2024-01-05T00:00:00Z|1", number=2)
    assert shape_of(connection, [days, timed, instants], Settings(), "EUR").midnights == {0}


def test_a_bad_row_decides_nothing_about_times(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "Ana|2024-01-05|1", "Bo|2024-01-06 10:00|no amount")
    assert shape_of(connection, [form], Settings(), "EUR").midnights == {0}


def test_ids_that_are_all_whole_floats_were_numbers(connection: duckdb.DuckDBPyConnection) -> None:
    header = "order,customer,date,amount"
    whole = staged(connection, "1|17850.0|2024-01-05|1", "2||2024-01-05|1", header=header)
    mixed = staged(connection, "1.0|17850.0|2024-01-05|1", "2.0|A.0|2024-01-05|1", header=header, number=1)
    shape = shape_of(connection, [whole, mixed], Settings(), "EUR")
    assert (set(shape.whole_ids), set(shape.whole_orders)) == ({0}, {1})


def test_one_id_written_in_two_ways_is_one(connection: duckdb.DuckDBPyConnection) -> None:
    both = staged(connection, "17850.0|2024-01-05|1", "17850|2024-02-05|1")
    never = staged(connection, "17850|2024-01-05|1", "17851|2024-02-05|1", number=1)
    version = staged(connection, "1.0|2024-01-05|1", "1.1|2024-02-05|1", number=2)
    assert shape_of(connection, [both, never, version], Settings(), "EUR").whole_ids == {0}


def test_where_nobody_is_named_there_is_no_form_of_id(connection: duckdb.DuckDBPyConnection) -> None:
    assert shape_of(connection, [staged(connection, "|2024-01-05|1")], Settings(), "EUR").whole_ids == frozenset()


def test_zones_matter_for_wall_clocks_alone(connection: duckdb.DuckDBPyConnection) -> None:
    wall = staged(connection, "Ana|2024-01-05 10:00|1")
    instant = staged(connection, "Ana|2024-01-05T10:00:00Z|1", number=1)
    vilnius = Settings(time_zone="Europe/Vilnius")
    assert shape_of(connection, [wall, instant], vilnius, "EUR").zoned
    assert not shape_of(connection, [instant], vilnius, "EUR").zoned
    assert not shape_of(connection, [wall], Settings(), "EUR").zoned


def test_currencies_are_those_of_good_rows(connection: duckdb.DuckDBPyConnection) -> None:
    rows = ("Ana|2024-01-05|1|USD", "Bo|2024-01-05|1|EUR", "Cy|never|1|GBP", "Di|2024-01-05|1|")
    form = staged(connection, *rows, header="customer,date,amount,currency")
    assert shape_of(connection, [form], Settings(), "EUR").currencies == ("EUR", "USD")
    signs = staged(connection, "Ana|2024-01-05|£ 1.00", "Bo|2024-01-05|1.00", number=1)
    assert shape_of(connection, [signs], Settings(), "EUR").currencies == ("GBP",)


def test_amounts_are_whole_coins_until_one_needs_rounding(connection: duckdb.DuckDBPyConnection) -> None:
    cents = staged(connection, "Ana|2024-01-05|1.10", "Ana|2024-01-06|7")
    finer = staged(connection, "Ana|2024-01-05|1.10", "Ana|2024-01-06|7.005", number=1)
    assert shape_of(connection, [cents], Settings(), "EUR").whole_coins
    assert not shape_of(connection, [cents, finer], Settings(), "EUR").whole_coins
    assert not shape_of(connection, [cents], Settings(), "JPY").whole_coins  # a yen has no hundredths
    assert shape_of(connection, [finer], Settings(), "KWD").whole_coins  # a dinar has thousandths


def test_another_currency_in_a_cell_is_not_counted_in_coins_of_ours(connection: duckdb.DuckDBPyConnection) -> None:
    assert not shape_of(connection, [staged(connection, "Ana|2024-01-05|¥7")], Settings(), "EUR").whole_coins
