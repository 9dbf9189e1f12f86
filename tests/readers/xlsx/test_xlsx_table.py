"""Where a table stands on a sheet, and what its cells say."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from regulars.readers.xlsx.table import find_table, is_blank, sums_up, written

HEADER = ["Customer", "Date", "Amount"]
ANNA = ["Anna", datetime(2024, 3, 5), 12.5]


def test_a_header_may_stand_below_and_beside() -> None:
    rows: list[list[Any]] = [["Orders of spring"], [], [None, *HEADER], [None, *ANNA], [None, *ANNA]]
    table = find_table(rows)
    assert table is not None
    assert (table.first, table.last, table.above, table.names) == (1, 3, 3, ("Customer", "Date", "Amount"))
    assert table.cells([None, "Anna"]) == ("Anna", None, None)


def test_rows_without_names_are_a_table_too() -> None:
    table = find_table([ANNA, ANNA])
    assert table is not None
    assert (table.above, table.names) == (0, ("column 1", "column 2", "column 3"))


@pytest.mark.parametrize("rows", [[], [["Notes"], ["See the other sheet"]], [HEADER]])
def test_a_sheet_without_a_table(rows: list[list[Any]]) -> None:
    assert find_table(rows) is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Total", None, 19.5], False),  # two of three cells are filled: a customer may be called so
        (["Total", None, 19.5, None], True),
        ([None, "Summe:", 19.5, None], True),
        (["Totally Green", None, None, None], False),
        (["Iš viso", None, None, None], True),
    ],
)
def test_a_total_is_no_row(cells: list[Any], expected: bool) -> None:
    assert sums_up(cells) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (17850.0, ("17850", "number")),
        (0.1 + 0.2, ("0.30000000000000004", "number")),
        (1e-7, ("0.0000001", "number")),
        (datetime(2024, 3, 5), ("2024-03-05", "day")),
        (datetime(2024, 3, 5, 10, 11, 59, 999_998), ("2024-03-05 10:12:00", "local")),
        (date(2024, 3, 5), ("2024-03-05", "day")),
        (time(10, 12), ("10:12:00", "text")),
        (timedelta(hours=10, minutes=12), ("10:12:00", "text")),
        (True, ("true", "yes_no")),
        ("  Anna ", ("  Anna ", "text")),
    ],
)
def test_a_cell_as_text(cell: Any, expected: tuple[str, str]) -> None:
    assert written(cell) == expected


def test_blank_cells() -> None:
    assert is_blank([None, " ", ""])
    assert not is_blank([None, 0])
