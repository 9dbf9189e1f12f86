"""Every row that can't be used: where it stands, its value, and why."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from regulars.readers.rows import quarantine
from tests.readers.rows.tables import WAYS, form_of, staged


@pytest.fixture(autouse=True)
def _empty_quarantine(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.execute(f"DROP TABLE IF EXISTS quarantine; CREATE TABLE {quarantine.TABLE}")
    yield
    connection.execute("DROP TABLE quarantine")


def kept_out(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT record, line, column_name, value, reason FROM quarantine ORDER BY record").fetchall()


def test_a_bad_row_is_pointed_at_with_its_column_and_value(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "Ana|2024-01-05|1.00", "Bo|soon|1.00", "Cy|2024-01-05|free")
    quarantine.point_at_bad_rows(connection, form, WAYS)
    assert kept_out(connection) == [(2, 3, "occurred", "soon", "bad_date"), (3, 4, "amount", "free", "bad_amount")]


def test_where_any_of_several_columns_may_be_wrong_all_are_shown(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "Ana|2024-01-05|1.00|free", header="customer,date,amount,shipping")
    quarantine.point_at_bad_rows(connection, form, WAYS)
    assert kept_out(connection) == [(1, 2, "amount / shipping", "1.00 / free", "bad_amount")]


def test_a_long_value_is_cut(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, f"Ana|{'soon' * 100}|1.00")
    quarantine.point_at_bad_rows(connection, form, WAYS)
    ((_, _, _, value, _),) = kept_out(connection)
    assert value == "soon" * 50


def test_records_that_are_no_rows_are_taken_from_their_scan(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = form_of(connection, "Ana|2024-01-05|1.00")
    said = 'Ona Petraitė;ona@example.org;12,50;"oops'
    broken = (
        f"(SELECT 'a.csv' AS file, 4 AS record, NULL AS line, '' AS column_name, '{said}' AS value, 'broken_quote' AS reason)"
    )
    monkeypatch.setattr(type(form.scan), "rejected", lambda *_: broken)
    quarantine.take_rejected(connection, form)
    assert kept_out(connection) == [(4, None, "", 'xxx xxxxxxxx;xxx@xxxxxxx.xxx;00,00;"xxxx', "broken_quote")]


def test_an_address_that_slipped_into_another_column_is_not_kept(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "Ana|ana@example.org|1.00", "Bo|2024-01-05|+370 600 00001 x")
    quarantine.point_at_bad_rows(connection, form, WAYS)
    assert [row[3] for row in kept_out(connection)] == ["xxx@xxxxxxx.xxx", "+000 000 00000 x"]


def test_the_commonest_reason_comes_first_with_its_first_rows(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("INSERT INTO quarantine SELECT 'b.csv', 9 - k, NULL, 'day', 'soon', 'bad_date' FROM range(7) AS r(k)")
    connection.execute("INSERT INTO quarantine VALUES ('a.csv', 5, 6, '', 'x', 'too_many_fields')")
    dates, fields = quarantine.summary(connection)
    assert (dates.reason, dates.rows, [b.record for b in dates.first]) == ("bad_date", 7, [3, 4, 5, 6, 7])
    assert dates.sentence.startswith("the date is empty, in no known form")
    assert (fields.rows, fields.sentence) == (1, "the record has more fields than the header")
    assert (fields.first[0].file, fields.first[0].line) == ("a.csv", 6)
