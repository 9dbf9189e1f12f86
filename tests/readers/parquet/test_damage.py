"""Parquet files whose pages are damaged behind a footer that is whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from regulars.readers.digits.scan import DigitsScan
from regulars.readers.exports.scan import ExportScan
from regulars.readers.exports.square import SQUARE
from regulars.readers.parquet.damage import without_damaged
from tests.readers.opening import reading, write

MANY = 5_000


def many(path: Path) -> Path:
    """Orders in several row groups, so that the first can be whole and the last not."""
    columns = {
        "customer": [f"C-{n}" for n in range(MANY)],
        "date": ["2024-01-05"] * MANY,
        "amount": [n / 7 for n in range(MANY)],
    }
    pq.write_table(pa.table(columns), path, row_group_size=1000, compression="snappy")
    return path


def damaged(path: Path) -> Path:
    """The same with a part of its last row group overwritten."""
    whole = many(path).read_bytes()
    start = pq.ParquetFile(path).metadata.row_group(4).column(0).data_page_offset
    return write(path, whole[: start + 60] + b"\xff" * 3000 + whole[start + 3060 :])


def test_only_the_damaged_file_is_left_out_and_named(tmp_path: Path) -> None:
    many(tmp_path / "a.parquet")
    damaged(tmp_path / "b.parquet")
    with reading(tmp_path) as read:
        sound = without_damaged(read.opened, read.connection)
        (scan,) = sound.scans
        assert [Path(f).name for f in scan.files] == ["a.parquet"]
        (broken,) = sound.broken
        assert broken.file.endswith("b.parquet")
        assert "is a Parquet file that breaks off or is damaged" in broken.reason


def test_whole_files_stay_as_they_are(tmp_path: Path) -> None:
    many(tmp_path / "a.parquet")
    with reading(tmp_path) as read:
        assert without_damaged(read.opened, read.connection) == read.opened


def test_a_known_export_in_other_digits_is_passed_by_the_same_way(tmp_path: Path) -> None:
    """Pages of Parquet that a known export, and another script's digits, are wrapped around."""
    for make in (many, damaged):
        place = tmp_path / f"{make.__name__}.parquet"
        make(place)
    with reading(tmp_path) as read:
        (plain,) = read.opened.scans
        columns = frozenset({"amount"})
        wrapped = ExportScan(DigitsScan(plain, columns), SQUARE[0], read.connection)
        sound = without_damaged(replace(read.opened, scans=(wrapped,)), read.connection)
        (scan,) = sound.scans
        assert isinstance(scan, ExportScan)
        assert isinstance(scan.inside, DigitsScan)
        assert [Path(f).name for f in scan.files] == ["many.parquet"]
        assert sound.broken[0].file.endswith("damaged.parquet")
