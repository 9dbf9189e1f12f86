"""What an import says anew: the same, a new order, or an old one that changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from regulars.facts.kinds import PURCHASES
from regulars.stores.workspace import Counts, LiveFiles
from regulars.stores.workspace.comparing import compare, latest_versions
from regulars.stores.workspace.parts import write_part
from tests.stories import table_of

AT = datetime(2024, 3, 1)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def order(number: int, customer: str | None, amount: int, recorded: datetime = AT, by: str = "000001") -> dict[str, object]:
    head = {"fact_id": bytes([number]) * 16, "occurred_at": AT, "occurred_precision": "day"}
    return {**head, "customer_id": customer, "amount_minor": amount, "recorded_at": recorded, "import_id": by}


def part(connection: duckdb.DuckDBPyConnection, path: Path, *orders: dict[str, object]) -> str:
    connection.register("rows_to_write", table_of(PURCHASES, orders))
    write_part(connection, path, "SELECT * FROM rows_to_write", "purchases", timed=True)
    return str(path)


def test_same_new_and_changed_are_told_apart(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    live = LiveFiles((part(connection, tmp_path / "1.parquet", order(1, "Anna", 1200), order(2, None, 850)),), ())
    arrived = [order(1, "Anna", 1200, datetime(2024, 5, 1)), order(2, "Ben", 850), order(3, "Cem", 100)]
    connection.register("incoming_purchases", table_of(PURCHASES, arrived))
    found = compare(connection, PURCHASES, live)
    assert found.counts == Counts(new=1, unchanged=1, changed=1, again={"000001": 2}, replaced={"000001": 1})
    written = connection.execute(f"SELECT customer_id FROM {found.differing} ORDER BY customer_id").fetchall()
    assert written == [("Ben",), ("Cem",)]
    assert connection.execute(f"SELECT fact_id FROM {found.changed}").fetchall() == [(bytes([2]) * 16,)]
    found.forget(connection)


def test_only_the_latest_version_is_compared(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    later = datetime(2024, 4, 1)
    old = part(connection, tmp_path / "1.parquet", order(1, "Anna", 1200))
    new = part(connection, tmp_path / "2.parquet", order(1, "Anna", 900, later, "000002"))
    replaced = tmp_path / "replaced.parquet"
    rows = f"SELECT CAST(repeat('\\x01', 16) AS BLOB) AS fact_id, TIMESTAMP '{later}' AS recorded_at"
    write_part(connection, replaced, rows, "superseded", timed=False)
    live = LiveFiles((old, new), (str(replaced),))
    assert connection.execute(f"SELECT amount_minor FROM {latest_versions(live)}").fetchall() == [(900,)]
    connection.register("incoming_purchases", table_of(PURCHASES, [order(1, "Anna", 1200)]))
    assert compare(connection, PURCHASES, live).counts == Counts(0, 0, 1, {"000002": 1}, {"000002": 1})
