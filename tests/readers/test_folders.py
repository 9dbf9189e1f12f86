"""Paths, folders and globs become a sorted list of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from regulars.errors import EnvironmentFault, NotATable, UsageError
from regulars.readers.folders import find_files
from tests.readers.opening import write


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    for name in ("2.csv", "1.csv", "deep/3.tsv.gz", "deep/4.PARQUET", "read.me", "x.xls"):
        write(tmp_path / name, "x")
    for hidden in (".hidden.csv", ".git/x.csv", "_SUCCESS", "~$open.csv"):
        write(tmp_path / hidden, "x")
    return tmp_path


def names(*paths: str | Path) -> list[str]:
    return [f.path.name for f in find_files(paths).files]


def test_a_folder_gives_its_files_sorted_and_what_was_passed_by(exports: Path) -> None:
    found = find_files([exports])
    assert [f.path.name for f in found.files] == ["1.csv", "2.csv", "3.tsv.gz", "4.PARQUET"]
    assert found.notes == [
        f"{exports / 'read.me'} was passed by, it is no file of rows by its name",
        f"{exports / 'x.xls'} was passed by, it is no file of rows by its name: export it as CSV to have it read",
    ]


def test_a_pattern_gives_what_fits(exports: Path) -> None:
    assert names(str(exports / "*.csv")) == ["1.csv", "2.csv"]
    assert names(str(exports / "**" / "*.gz")) == ["3.tsv.gz"]


def test_a_named_file_needs_no_ending(exports: Path) -> None:
    assert names(exports / "read.me") == ["read.me"]


def test_a_file_given_twice_is_read_once(exports: Path) -> None:
    found = find_files([exports / "1.csv", exports])
    assert [f.path.name for f in found.files] == ["1.csv", "2.csv", "3.tsv.gz", "4.PARQUET"]
    assert f"{exports / '1.csv'} was given twice and is read once" in found.notes


def test_what_is_not_there_is_said(exports: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.csv does not exist"):
        find_files(["nowhere.csv"])
    with pytest.raises(UsageError, match=r"No file fits .*z\*\.csv"):
        find_files([str(exports / "z*.csv")])


def test_a_folder_without_files_of_rows(tmp_path: Path) -> None:
    write(tmp_path / "photo.jpg", "x")
    with pytest.raises(NotATable, match="There is no file of rows in") as caught:
        find_files([tmp_path])
    assert ".csv.gz" in str(caught.value)


def test_a_folder_that_may_not_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(EnvironmentFault, match="No permission to look into"):
        find_files([tmp_path])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes: run the tests on Linux or macOS")
def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "orders.csv")
    with pytest.raises(NotATable, match=r"orders\.csv is a pipe or a device, not a file"):
        find_files([tmp_path / "orders.csv"])
