"""Where the table stands on a sheet, and what its cells say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from regulars.facts.roles import SUM_WORDS
from regulars.readers.csv.dialect import clean_names, looks_like_header
from regulars.readers.spool.writing import Sort

Cells = Sequence[Any]
LOOKED_AT = 60
_SUM_WORDS = re.compile(SUM_WORDS, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """``first`` and ``last``: its columns on the sheet, from 0; ``above``: rows before its first data row."""

    first: int
    last: int
    above: int
    names: tuple[str, ...]

    def cells(self, row: Cells) -> Cells:
        """A row's cells under the names; a sheet leaves out the empty ones at a row's end."""
        cells = tuple(row[self.first : self.last + 1])
        return cells + (None,) * (len(self.names) - len(cells))


def find_table(rows: Sequence[Cells]) -> Table | None:
    """The table in a sheet's first rows: names above as many columns as most rows have; None where there is none."""
    widths = Counter(len(_filled(row)) for row in rows if len(_filled(row)) > 1)
    if not widths:
        return None
    usual = max(widths.items(), key=lambda w: (w[1], w[0]))[0]
    for number, row in enumerate(rows):
        filled = _filled(row)
        if len(filled) * 10 < usual * 6 or len(filled) < 2:
            continue
        first, last = filled[0], filled[-1]
        if all(isinstance(row[i], str) for i in filled) and looks_like_header([str(row[i]) for i in filled]):
            names = ["" if cell is None else str(cell) for cell in row[first : last + 1]]
            return Table(first, last, number + 1, clean_names(names)) if len(rows) > number + 1 else None
        if len(filled) >= usual:
            return Table(first, last, number, tuple(f"column {n + 1}" for n in range(last - first + 1)))
    return None


def _filled(row: Cells) -> list[int]:
    return [n for n, cell in enumerate(row) if cell is not None and str(cell).strip()]


def is_blank(cells: Cells) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def sums_up(cells: Cells) -> bool:
    """Whether a row is a total of others: a cell says so, and at least half of the cells are empty."""
    filled = _filled(cells)
    if len(filled) * 2 > len(cells):
        return False
    return any(isinstance(cells[i], str) and _SUM_WORDS.fullmatch(cells[i].strip()) for i in filled)


def written(cell: Any) -> tuple[str, Sort]:
    """A cell as text, with what sort of thing it is: 17850.0 is 17850, a date at midnight is a day.

    >>> written(17850.0), written(datetime(2024, 3, 5)), written(datetime(2024, 3, 5, 10, 12))
    (('17850', 'number'), ('2024-03-05', 'day'), ('2024-03-05 10:12:00', 'local'))
    """
    if isinstance(cell, bool):
        return str(cell).lower(), "yes_no"
    if isinstance(cell, int | float):
        return _digits(cell), "number"
    if isinstance(cell, datetime):
        cell = _whole_seconds(cell)
        return (str(cell.date()), "day") if cell.time() == time() else (str(cell), "local")
    if isinstance(cell, date):
        return str(cell), "day"
    if isinstance(cell, timedelta):
        return str((datetime.min + cell).time().replace(microsecond=0)), "text"
    return str(cell), "text"


def _digits(number: float) -> str:
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e18:
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def _whole_seconds(at: datetime) -> datetime:
    """A spreadsheet keeps a time as a fraction of a day: 10:12 is a few microseconds off."""
    off = timedelta(microseconds=at.microsecond)
    return at - off if at.microsecond < 1000 else at - off + timedelta(seconds=1) if at.microsecond > 999_000 else at
