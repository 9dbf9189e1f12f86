"""What reading and importing share: sources become incoming tables, and broken files are named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import BrokenFile, EnvironmentFault, InputError, UsageError
from regulars.readers.rows.purchases import Origin
from regulars.settings import Settings
from regulars.wiring.bringing_in import bring_in, now
from tests.readers.parquet.test_damage import MANY, damaged, many

ORIGIN = Origin("till", "000001", datetime(2024, 5, 1))


def test_a_broken_file_stops_all_unless_going_on_was_asked(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "photo.csv"
    good.write_text("customer,date,amount\nAnna,2024-01-05,12.00\n")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    with DuckDBEngine() as engine:
        with pytest.raises(InputError, match=r"photo\.csv"):
            bring_in(engine, [good, bad], Settings(), origin=ORIGIN)
        brought = bring_in(engine, [good, bad], Settings(), origin=ORIGIN, keep_going=True)
        rows = engine.connection.execute("SELECT customer_id, source FROM incoming_purchases").fetchall()
    assert rows == [("Anna", "till")]
    assert [s.split(" is a ")[0].endswith("photo.csv") for s in brought.intake.skipped] == [True]
    assert [m.kind for m in brought.mappings] == ["purchases"]


def test_a_file_damaged_in_its_middle_is_named_or_passed_by(tmp_path: Path) -> None:
    many(tmp_path / "good.parquet")
    bad = damaged(tmp_path / "bad.parquet")
    with DuckDBEngine() as engine:
        with pytest.raises(BrokenFile, match=r"bad\.parquet is a Parquet file that breaks off or is damaged"):
            bring_in(engine, [tmp_path], Settings(), origin=ORIGIN)
        brought = bring_in(engine, [tmp_path], Settings(), origin=ORIGIN, keep_going=True)
        assert brought.intake.rows_used == MANY
        assert brought.intake.skipped[0].startswith(f"{bad} is a Parquet file that breaks off")
        with pytest.raises(BrokenFile, match=r"bad\.parquet"):
            bring_in(engine, [bad], Settings(), origin=ORIGIN, keep_going=True)


def test_too_little_memory_is_the_worlds_failure(tmp_path: Path) -> None:
    with DuckDBEngine(memory_limit="2MiB") as engine, pytest.raises(EnvironmentFault, match="needs more memory or disk"):
        bring_in(engine, [many(tmp_path / "good.parquet")], Settings(), origin=ORIGIN)


def test_an_encoding_that_is_given_holds(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes("customer,date,amount,place\nAnna,2024-01-05,12.00,Þingeyri\n".encode("windows-1252"))
    with DuckDBEngine() as engine:
        for encoding, place in (("windows-1252", "Þingeyri"), ("windows-1257", "Žingeyri")):
            bring_in(engine, [file], Settings(), origin=ORIGIN, encoding=encoding)
            assert engine.connection.execute("SELECT place FROM incoming_purchases").fetchall() == [(place,)]
        with pytest.raises(UsageError, match="Encoding is 'klingon'"):
            bring_in(engine, [file], Settings(), origin=ORIGIN, encoding="klingon")


def test_a_choice_made_for_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "read.me").write_text("hello")
    (tmp_path / "orders.csv").write_bytes(
        "customer,date,amount,place\nAnna,2024-01-05,12.00,Šiauliai ir Kėdainiai\n".encode("cp1257")
    )
    with DuckDBEngine() as engine:
        noticed = bring_in(engine, [tmp_path], Settings(), origin=ORIGIN).intake.noticed
    told = [n.sentence for n in noticed if n.what == "files"]
    assert len(told) == 2
    assert told[0].endswith("read.me was passed by, it is no file of rows by its name")
    assert told[1].endswith("read as Windows-1257 (its letters fit Lithuanian); give --encoding if that is wrong")


def test_now_is_utc_without_a_zone_mark() -> None:
    assert abs((now() - datetime.now(UTC).replace(tzinfo=None)).total_seconds()) < 60
    assert now().tzinfo is None
