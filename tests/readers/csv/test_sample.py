"""A sample shows the beginning, the middle and the end."""

from __future__ import annotations

from pathlib import Path

from tests.readers.opening import HEADER, reading, write


def test_a_small_file_is_its_own_sample(tmp_path: Path) -> None:
    with reading(write(tmp_path / "a.csv", HEADER + 'Anna, 2024-01-05 ,""\nshort\n')) as read:
        assert read.scan.sample == ({"customer": "Anna", "date": "2024-01-05", "amount": None},)


def test_a_big_file_shows_its_middle_and_end(tmp_path: Path) -> None:
    rows = "".join(f"C{n},2024-01-05,{n}\n" for n in range(60_000))
    with reading(write(tmp_path / "a.csv", HEADER + rows)) as read:
        numbers = [int(r["amount"] or 0) for r in read.scan.sample]
    assert numbers[0] == 0
    assert any(20_000 < n < 40_000 for n in numbers)
    assert max(numbers) > 55_000


def test_of_many_files_some_are_shown(tmp_path: Path) -> None:
    for n in range(9):
        write(tmp_path / f"{n}.csv", HEADER + f"Anna,2024-01-0{n + 1},1\n")
    with reading(tmp_path) as read:
        assert {r["date"] for r in read.scan.sample} == {"2024-01-01", "2024-01-03", "2024-01-05", "2024-01-07", "2024-01-09"}
