"""A spooled source is read like any other: typed columns, places, and what is no row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from regulars.readers.spool.scan import SpooledScan
from regulars.readers.spool.writing import Spool


def scan(folder: Path) -> SpooledScan:
    with Spool("book.xlsx", folder) as spool:
        spool.add({"who": ("Anna", "text"), "paid": ("12.50", "number"), "day": ("2024-03-05", "day")}, 1, 4)
        spool.reject(2, 5, "Total 12.50", "sums_up")
        spool.add({"who": ("Ben", "text")}, 3, 6)
        return SpooledScan("xlsx", [spool.done()])


def test_rows_come_back_with_their_types_and_places(tmp_path: Path) -> None:
    read = scan(tmp_path)
    with duckdb.connect() as connection:
        rows = connection.sql(f"SELECT * FROM {read.relation}").fetchall()
        assert sorted(rows) == [("Anna", Decimal("12.5"), date(2024, 3, 5)), ("Ben", None, None)]
        places = connection.sql(f"SELECT who, source_file, source_record, source_line FROM {read.located(connection)}")
        assert sorted(places.fetchall()) == [("Anna", "book.xlsx", 1, 4), ("Ben", "book.xlsx", 3, 6)]
        rejected = connection.sql(f"SELECT * FROM {read.rejected(connection)}").fetchall()
        assert rejected == [("book.xlsx", 2, 5, "", "Total 12.50", "sums_up")]


def test_files_of_the_same_columns_are_one_scan(tmp_path: Path) -> None:
    first, second = scan(tmp_path), scan(tmp_path)
    assert first.form == second.form
    assert first.form.startswith("xlsx:")
