"""Workbooks as shops have them: several sheets, a title above, a total below, dates and ids as Excel keeps them."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from regulars.errors import BrokenFile, NotATable
from tests.readers.opening import reading, write
from tests.readers.xlsx.books import book

HEADER = ["Customer", "Date", "Amount"]
ROWS: list[list[Any]] = [HEADER, [17850.0, datetime(2024, 3, 5), 12.5], [17851.0, datetime(2024, 3, 6), 7]]


def test_dates_are_dates_and_numbers_numbers(tmp_path: Path) -> None:
    with reading(book(tmp_path / "book.xlsx", Orders=ROWS)) as read:
        assert sorted(read.rows()) == [
            (Decimal(17850), date(2024, 3, 5), Decimal("12.5")),
            (Decimal(17851), date(2024, 3, 6), Decimal(7)),
        ]
        assert [p[1:] for p in read.places()] == [(1, 2), (2, 3)]


def test_the_first_sheet_with_a_table_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Intro=[["Export of the till"]], Orders=[["Spring"], [], *ROWS], More=ROWS)
    with reading(path) as read:
        assert len(read.rows()) == 2
        assert read.places()[0][1:] == (1, 4)
        assert read.opened.notes == (f"{path}: the sheet Orders was read; not read: Intro, More",)


def test_a_sheet_may_be_named(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Orders=ROWS, Spring=ROWS[:2])
    with reading(f"{path}#Spring") as read:
        assert len(read.rows()) == 1
    with reading(f"{path}#Spring", f"{path}#Orders") as read:
        assert len(read.rows()) == 3
    with pytest.raises(NotATable) as caught, reading(f"{path}#Summer"):
        pass
    assert "has no sheet 'Summer'" in str(caught.value)
    assert "one of Orders, Spring" in str(caught.value)


def test_a_total_at_the_end_is_no_row(tmp_path: Path) -> None:
    with reading(book(tmp_path / "book.xlsx", Orders=[[*HEADER, "Note"], *ROWS[1:], [], ["Total", None, 19.5]])) as read:
        assert len(read.rows()) == 2
        assert read.rejected() == [(3, 5, "sums_up")]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [({"Notes": [["nothing here"]]}, "holds no table in its sheets Notes"), ({"Orders": [HEADER]}, "holds no table")],
)
def test_a_workbook_without_rows(tmp_path: Path, sheets: dict[str, list[list[str]]], said: str) -> None:
    with pytest.raises(NotATable, match=said), reading(book(tmp_path / "book.xlsx", **sheets)):
        pass


def test_a_workbook_that_breaks_off(tmp_path: Path) -> None:
    whole = book(tmp_path / "book.xlsx", Orders=ROWS).read_bytes()
    broken = write(tmp_path / "broken.xlsx", whole.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml", 1))
    with pytest.raises(BrokenFile, match="is an Excel workbook that is damaged or breaks off") as caught, reading(broken):
        pass
    assert "--keep-going reads the other files" in str(caught.value)
    with reading(broken, tmp_path / "book.xlsx", keep_going=True) as read:
        assert len(read.rows()) == 2


def test_a_workbook_whose_styles_are_none_is_refused_in_our_words(tmp_path: Path) -> None:
    """A fill without any pattern: some programs write it, and openpyxl stumbles."""
    whole, odd = book(tmp_path / "book.xlsx", Orders=ROWS), tmp_path / "odd.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, re.sub(rb"<fill>.*?</fill>", b"<fill/>", text) if name.endswith("styles.xml") else text)
    with pytest.raises(BrokenFile, match=r"odd\.xlsx is an Excel workbook that is damaged"), reading(odd):
        pass
