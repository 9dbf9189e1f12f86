"""Opening the outside world: whatever is given becomes scans, or says why not."""

from __future__ import annotations

import gzip
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regulars.errors import BrokenFile, NotATable
from tests.readers.opening import HEADER, reading, write


def test_a_mixture_is_one_scan_for_each_form(tmp_path: Path) -> None:
    write(tmp_path / "1.csv", HEADER + "Anna,2024-01-05,3\n")
    write(tmp_path / "2.csv.gz", gzip.compress((HEADER + "Bo,2024-01-06,4\n").encode()))
    pq.write_table(pa.table({"customer": ["Cy"], "amount": [5.0]}), tmp_path / "3.parquet")
    frame = pl.DataFrame({"customer": ["Dia"]})
    with reading(tmp_path, frame) as read:
        found = [[Path(f).name for f in s.files] for s in read.opened.scans]
    assert found == [["1.csv", "2.csv.gz"], ["3.parquet"], ["frame 1"]]


def test_a_name_with_signs_of_a_pattern_is_one_file(tmp_path: Path) -> None:
    for name, customer in (("a*b.csv", "Anna"), ("axb.csv", "Bo"), ("[x].csv", "Cy"), ("x.csv", "Dia")):
        write(tmp_path / name, HEADER + f'"{customer}",2024-01-05,3\n')
    pq.write_table(pa.table({"customer": ["Eva"]}), tmp_path / "a*b.parquet")
    pq.write_table(pa.table({"customer": ["Finn"]}), tmp_path / "axb.parquet")
    for name, customer in (("a*b.csv", "Anna"), ("[x].csv", "Cy"), ("a*b.parquet", "Eva")):
        with reading(tmp_path / name) as read:
            assert [r[0] for r in read.rows()] == [customer]
            assert [p[0] for p in read.places()] == [customer]


def ten_files(folder: Path) -> Path:
    for n in range(10):
        content = gzip.compress((HEADER + f"Anna,2024-01-{n + 1:02},3\n").encode())
        write(folder / f"{n}.csv.gz", content if n != 4 else content[:-6])
    return folder


def test_one_broken_file_in_ten_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match=r"4\.csv\.gz is a gzip file that breaks off"), reading(ten_files(tmp_path)):
        pass


def test_with_keep_going_the_nine_are_read_and_the_one_is_named(tmp_path: Path) -> None:
    with reading(ten_files(tmp_path), keep_going=True) as read:
        assert len(read.rows()) == 9
        assert [Path(b.file).name for b in read.opened.broken] == ["4.csv.gz"]
        assert "breaks off" in read.opened.broken[0].reason


def test_nothing_but_broken_files(tmp_path: Path) -> None:
    path, other = write(tmp_path / "a.csv", ""), write(tmp_path / "b.csv", "")
    said = r"None of 2 files could be read; the first: .*a\.csv is empty"
    with pytest.raises(BrokenFile, match=said), reading(path, other, keep_going=True):
        pass
    with pytest.raises(BrokenFile, match=r"^\S*a\.csv is empty"), reading(path, keep_going=True):
        pass


def test_a_day_without_orders_is_passed_by(tmp_path: Path) -> None:
    write(tmp_path / "1.csv", HEADER + "Anna,2024-01-05,3\n")
    empty = write(tmp_path / "2.csv", HEADER)
    with reading(tmp_path) as read:
        assert len(read.rows()) == 1
        assert read.opened.notes == (f"{empty} has a header and no rows",)


def test_headers_alone_are_no_table(tmp_path: Path) -> None:
    with (
        pytest.raises(NotATable, match=r"a\.csv has a header and no rows") as caught,
        reading(write(tmp_path / "a.csv", HEADER)),
    ):
        pass
    assert "a row for each order or line" in str(caught.value)


def test_nothing_given() -> None:
    with pytest.raises(NotATable, match="Nothing was given to read"), reading():
        pass
