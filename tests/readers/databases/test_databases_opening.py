"""Addresses among other sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.errors import BrokenFile
from tests.readers.opening import HEADER, reading, write


def test_a_table_is_read_beside_a_file(sqlite_shop: Path, duckdb_shop: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "orders.csv", HEADER + "Anna,2024-03-05,12.50\n")
    with reading(f"sqlite:///{sqlite_shop}?table=orders", file, f"duckdb:///{duckdb_shop}?table=orders") as read:
        assert [s.files[0].rpartition(" ")[2] for s in read.opened.scans] == [str(file), "orders", "orders"]


def test_going_on_where_no_table_can_be_read(sqlite_shop: Path) -> None:
    with (
        pytest.raises(BrokenFile, match=r"sqlite:///.* has no table"),
        reading(f"sqlite:///{sqlite_shop}?table=none", keep_going=True),
    ):
        pass
