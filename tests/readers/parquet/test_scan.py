"""Parquet: types of their own, records by number, and files that are damaged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regulars.errors import BrokenFile, NotATable
from tests.readers.opening import reading, write


def orders(path: Path, *customers: str) -> Path:
    table = pa.table({"customer": customers, "day": [date(2024, 1, 5)] * len(customers), "amount": [1.5] * len(customers)})
    pq.write_table(table, path)
    return path


def test_columns_keep_their_types_and_rows_their_numbers(tmp_path: Path) -> None:
    with reading(orders(tmp_path / "a.parquet", "Anna", "Bo")) as read:
        assert [(c.name, c.type) for c in read.scan.columns] == [("customer", "VARCHAR"), ("day", "DATE"), ("amount", "DOUBLE")]
        assert read.scan.sample[0] == {"customer": "Anna", "day": "2024-01-05", "amount": "1.5"}
        assert read.places() == [("Anna", 1, None), ("Bo", 2, None)]
        assert read.rejected() == []


def test_files_of_one_form_are_one_scan(tmp_path: Path) -> None:
    orders(tmp_path / "1.parquet", "Anna")
    orders(tmp_path / "2.parquet", "Bo")
    with reading(tmp_path) as read:
        assert sorted(r[0] for r in read.rows()) == ["Anna", "Bo"]
        assert sorted(read.places()) == [("Anna", 1, None), ("Bo", 1, None)]


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    whole = orders(tmp_path / "a.parquet", "Anna").read_bytes()
    cut = write(tmp_path / "cut.parquet", whole[: len(whole) // 2])
    with pytest.raises(BrokenFile, match=r"cut\.parquet is a Parquet file that breaks off or is damaged"), reading(cut):
        pass


def test_columns_without_rows(tmp_path: Path) -> None:
    with pytest.raises(NotATable, match=r"a\.parquet has a header and no rows"), reading(orders(tmp_path / "a.parquet")):
        pass


def test_a_day_without_orders_is_passed_by(tmp_path: Path) -> None:
    orders(tmp_path / "1.parquet", "Anna")
    empty = orders(tmp_path / "2.parquet")
    with reading(tmp_path) as read:
        assert [r[0] for r in read.rows()] == ["Anna"]
        assert read.opened.notes == (f"{empty} has columns and no rows",)
