"""A spooled source is read like any other: typed columns, places, and what is no row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from regulars.readers.spool.scan import SpooledScan, akin
from regulars.readers.spool.writing import Sort, Spool, Spooled


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


def of(folder: Path, **values: tuple[str, Sort]) -> Spooled:
    with Spool("a.jsonl", folder) as spool:
        spool.add(values, 1, 1)
        return spool.done()


def test_a_file_that_lacks_a_field_is_read_with_the_others(tmp_path: Path) -> None:
    full = of(tmp_path, who=("Anna", "text"), paid=("1.5", "number"), note=("new", "text"))
    bare = of(tmp_path, who=("Ben", "text"), Paid=("n/a", "text"))
    other = of(tmp_path, survey=("7", "number"))
    groups = akin([full, bare, other])
    assert [len(g) for g in groups] == [2, 1]
    read = SpooledScan("json", groups[0])
    with duckdb.connect() as connection:
        assert sorted(connection.sql(f"SELECT * FROM {read.relation}").fetchall()) == [
            ("Anna", "1.5", "new"),
            ("Ben", "n/a", None),
        ]
        places = connection.sql(f"SELECT who, note, source_record FROM {read.located(connection)}").fetchall()
        assert sorted(places) == [("Anna", "new", 1), ("Ben", None, 1)]
