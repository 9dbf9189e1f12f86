"""What reading and importing share: sources become incoming tables, and broken files are named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import InputError
from regulars.readers.rows.purchases import Origin
from regulars.settings import Settings
from regulars.wiring.bringing_in import bring_in, now

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
    assert [s.split(":")[0].endswith("photo.csv") for s in brought.intake.skipped] == [True]
    assert [m.kind for m in brought.mappings] == ["purchases"]


def test_now_is_utc_without_a_zone_mark() -> None:
    assert abs((now() - datetime.now(UTC).replace(tzinfo=None)).total_seconds()) < 60
    assert now().tzinfo is None
