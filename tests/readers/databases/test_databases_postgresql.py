"""PostgreSQL, a real one: rows, types, faults, and a password that appears nowhere."""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from regulars.errors import EnvironmentFault, NotATable, UsageError
from regulars.readers.databases import postgresql
from regulars.readers.spool.writing import Sort
from tests.readers.databases.shop import PASSWORD, WRITTEN, Server
from tests.readers.opening import HEADER, reading, write

EVERY_TYPE = """
SELECT 17850 AS i, 12.5::numeric AS n, 1.5::float8 AS f, true AS b, date '2024-03-05' AS d, timestamp '2024-03-05 10:12' AS t,
  timestamptz '2024-03-05 10:12+02' AS tz, 'a'::text AS s, NULL::int AS none, ARRAY[1, 2] AS l, '{"a": 1}'::jsonb AS j
"""


def test_a_table_is_read(server: Server) -> None:
    with reading(server.address("table=orders")) as read:
        assert sorted(read.rows())[0] == (Decimal(1001), "C-1", datetime(2024, 3, 5, 10, 12), Decimal("12.50"))
        assert len(read.rows()) == 3
        assert [p[1:] for p in read.places()] == [(1, None), (2, None), (3, None)]
        assert read.scan.files == ("postgresql://anna:***@/postgres orders",)


def test_every_value_is_as_the_server_writes_it(server: Server) -> None:
    with reading(server.address(f"query={EVERY_TYPE}")) as read:
        types = {c.name: c.type for c in read.scan.columns}
        assert types == {
            **dict.fromkeys("inf", "DECIMAL(38, 10)"), "b": "BOOLEAN", "d": "DATE", "t": "TIMESTAMP",
            "tz": "TIMESTAMP WITH TIME ZONE", "s": "VARCHAR", "none": "VARCHAR", "l": "VARCHAR", "j": "VARCHAR",
        }  # fmt: skip
        picked = f"SELECT i, n, f, b, d, t, epoch(tz), s, none, l, j FROM {read.scan.relation}"
        (row,) = read.connection.sql(picked).fetchall()
    assert row == (
        17850, Decimal("12.5"), Decimal("1.5"), True, date(2024, 3, 5), datetime(2024, 3, 5, 10, 12),
        datetime.fromisoformat("2024-03-05T08:12:00+00:00").timestamp(), "a", None, "{1,2}", '{"a": 1}',
    )  # fmt: skip


def test_rows_come_in_batches(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "BATCH", 1000)
    with reading(server.address("query=SELECT n AS id, 'C' AS customer FROM generate_series(1, 25000) AS n")) as read:
        assert len(read.rows()) == 25_000


@pytest.mark.parametrize(
    ("what", "kind", "said"),
    [
        ("table=ordres", NotATable, "has no table 'ordres'; did you mean orders"),
        ("table=ordres", NotATable, "one of orders, hidden, till.sales"),
        ("table=hidden", EnvironmentFault, "may not be read by this user"),
        ("query=SELECT * FROM orders WHERE false", NotATable, "query has no rows"),
        ("query=SELEC 1", UsageError, "can't be run: syntax error"),
        ("query=DELETE FROM orders", UsageError, "can't be run"),
        ("query=SELECT nextval('till.numbers')", UsageError, "can't be run"),
        ("nonsense=1&table=orders", UsageError, 'invalid URI query parameter: "nonsense"'),
    ],
)
def test_faults_are_told(server: Server, what: str, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind) as caught, reading(server.address(what)):
        pass
    assert said in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_wrong_password_is_said_and_not_shown(server: Server) -> None:
    with pytest.raises(EnvironmentFault) as caught, reading(server.address("table=orders", "anna:tulip")):
        pass
    assert "postgresql://anna:***@/postgres refused the user or the password" in str(caught.value)
    assert "PGPASSWORD" in str(caught.value)
    assert "tulip" not in str(caught.value)


def test_the_password_may_come_from_elsewhere(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    with reading(server.address("table=orders", "anna")) as read:
        assert len(read.rows()) == 3
    service = tmp_path / "service.conf"
    service.write_text(f"[shop]\nhost={server.socket}\nport={server.port}\nuser=anna\ndbname=postgres\n")
    monkeypatch.setenv("PGSERVICEFILE", str(service))
    with reading("postgresql:///?service=shop&table=orders") as read:
        assert len(read.rows()) == 3


def test_no_server(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught, reading(f"postgresql://anna:{WRITTEN}@/shop?host={tmp_path}&table=orders"):
        pass
    assert "There is no way to postgresql://anna:***@/shop" in str(caught.value)
    assert "check host, port and database" in str(caught.value)


def test_going_on_without_the_server(tmp_path: Path) -> None:
    file = write(tmp_path / "orders.csv", HEADER + "Anna,2024-03-05,12.50\n")
    with reading(f"postgresql://anna:{WRITTEN}@/shop?host={tmp_path}&table=orders", file, keep_going=True) as read:
        assert len(read.rows()) == 1
        (broken,) = read.opened.broken
    assert broken.file == "postgresql://anna:***@/shop orders"
    assert "there is no way to" in broken.reason


def test_a_server_that_dies_in_mid_read(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The connection is cut after the first batch, as when the server goes down."""
    monkeypatch.setattr(postgresql, "BATCH", 1000)
    plain, killed = postgresql._plain, list[int]()

    def kill(value: str, sort: Sort) -> str:
        if value == "1500" and not killed:
            killed.append(1)
            with psycopg.connect(server.uri, autocommit=True) as other:
                ours = "FROM pg_stat_activity WHERE application_name = 'regulars' AND usename = 'anna'"
                other.execute(f"SELECT pg_terminate_backend(pid) {ours}".encode())
        return plain(value, sort)

    monkeypatch.setattr(postgresql, "_plain", kill)
    address = server.address("query=SELECT n AS id, 'C' AS customer FROM generate_series(1, 25000) AS n")
    with pytest.raises(EnvironmentFault) as caught, reading(address):
        pass
    assert "postgresql://anna:***@/postgres query went away after 2,000 rows" in str(caught.value)
    assert "nothing was imported" in str(caught.value)


def test_without_the_driver(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(EnvironmentFault, match=r"pip install 'regulars\[postgres\]'"), reading(server.address("table=orders")):
        pass


def test_secrets_are_known_in_every_spelling() -> None:
    assert postgresql.secrets_of("postgresql://anna:rose%40x@h/db?password=tulip") == ["rose%40x", "rose@x", "tulip"]
    assert postgresql.secrets_of("postgresql:///db") == []
