"""One part: what it holds, from when to when, and what it says of itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from regulars.facts.kinds import ATTRIBUTES, KINDS
from regulars.stores.workspace.parts import few_words, has_rows, stamped, write_part


def test_a_part_is_counted_and_its_times_are_known(tmp_path: Path) -> None:
    path = tmp_path / "Anna's facts" / "000001.parquet"
    with duckdb.connect() as connection:
        rows = "SELECT TIMESTAMP '2024-01-01' + to_days(CAST(range AS INTEGER)) AS occurred_at FROM range(3)"
        written = write_part(connection, path, rows, "purchases", timed=True)
    assert (written.rows, written.first_at, written.last_at) == (3, datetime(2024, 1, 1), datetime(2024, 1, 3))
    assert written.size_bytes == path.stat().st_size
    assert pq.read_schema(path).metadata[b"regulars.kind"] == b"purchases"


def test_a_stamp_takes_the_place_of_what_the_rows_say() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE incoming_attributes AS SELECT 'x' AS fact_id, 'Anna' AS customer_id, 'day' AS occurred_precision,"
            " TIMESTAMP '2024-01-01' AS occurred_at, 'town' AS name, 'Vilnius' AS value"
        )
        query = stamped(ATTRIBUTES, "incoming_attributes", source="Ona's till", recorded_at=datetime(2024, 3, 4, 9), number=17)
        [row] = connection.sql(query).to_arrow_table().to_pylist()
    said = {"fact_id": "x", "customer_id": "Anna", "occurred_at": datetime(2024, 1, 1), "occurred_precision": "day"}
    stamps = {"recorded_at": datetime(2024, 3, 4, 9), "source": "Ona's till", "import_id": "000017"}
    assert row == {**said, **stamps, "name": "town", "value": "Vilnius"}


def test_words_stand_in_a_part_as_plain_text(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        write_part(
            connection, tmp_path / "1.parquet", "SELECT CAST('till' AS ENUM('till')) AS source", "purchases", timed=False
        )
    assert str(pq.read_schema(tmp_path / "1.parquet").field("source").type) == "string"


def test_a_table_that_is_not_there_has_no_rows() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE bare (a INTEGER)")
        connection.execute("CREATE VIEW filled AS SELECT 1 AS a")
        assert [has_rows(connection, name) for name in ("absent", "bare", "filled")] == [False, False, True]


def test_the_currencies_that_a_table_names_are_known_and_so_are_its_empty_columns() -> None:
    with duckdb.connect() as connection:
        columns = ", ".join(
            f"{c.name} {'VARCHAR' if str(c.type) == 'string' else 'BIGINT'}" for c in KINDS["purchases"].columns
        )
        connection.execute(f"CREATE TABLE bought ({columns})")
        connection.execute(
            "INSERT INTO bought (customer_id, currency, place) VALUES ('Anna', 'EUR', NULL), ('Ona', 'CHF', 'Vilnius')"
        )
        known = few_words(connection, KINDS["purchases"], "bought")
        connection.execute("INSERT INTO bought (customer_id) VALUES ('Jonas')")
        unsaid = few_words(connection, KINDS["purchases"], "bought")
    assert known["currency"] == ["CHF", "EUR"]
    assert [column for column in known if known[column] == [""]] == ["order_id", "channel", "staff_id"]
    assert "currency" not in unsaid  # Jonas's has none
