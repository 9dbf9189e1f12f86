"""What a column looks like by its values: dates, money, ids. For columns whose names say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from regulars.facts.mapping import SourceColumn
from regulars.facts.recognition_currency import CODES

_MOST, _MANY = 0.9, 20
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez)[a-z]*"
_DATE = re.compile(
    rf"(\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](\d{{4}}|\d{{2}})|(19|20)\d{{6}}"
    rf"|\d{{1,2}}[-. ]{_MONTH}[-., ]+\d{{2,4}}|{_MONTH} \d{{1,2}},? \d{{4}})"
    r"([T ,].*)?$",
    re.IGNORECASE,
)
_CODE_OF_MONEY = "|".join(sorted(CODES))
_NUMBER = re.compile(
    rf"[-+(]?\s?((?:{_CODE_OF_MONEY})|[A-Z]{{3}}\s|\W{{0,2}})\s?\d[\d\s.,'’]*\s?([A-Z]{{3}}|\W{{0,2}}|kr|zł|лв|руб\.?)[)-]?$"
)
_DECIMALS = re.compile(r"[.,]\d{1,4}\D{0,5}$|^[^\d\s.,(+-]|[^\d\s.,)'’-]$")
_CODE = re.compile(r"[\w.#/-]*\d[\w.#/-]*$|[^@\s]+@[^@\s]+\.[^@\s]+$")
_WHOLE_FLOAT = re.compile(r"\d{3,}\.0$")


@dataclass(frozen=True, slots=True)
class Look:
    """What a column's values look like. ``distinct``: share of different values among those filled."""

    name: str
    is_date: bool
    is_money: bool
    is_number: bool
    is_code: bool
    distinct: float
    counts_up: bool
    is_constant: bool = False
    """Whether many rows say one and the same."""


def looks_of(columns: Sequence[SourceColumn], sample: Sequence[Lookup[str, str | None]]) -> dict[str, Look]:
    """The look of each column that has any value in the sample."""
    looks = {}
    for column in columns:
        values = [v.strip() for row in sample if (v := row.get(column.name)) and v.strip()]
        if values:
            looks[column.name] = _look(column, values)
    return looks


def _look(column: SourceColumn, values: list[str]) -> Look:
    typed = column.type.upper()
    is_date = typed.startswith(("DATE", "TIMESTAMP")) or _share(_DATE, values) >= _MOST
    is_number = not is_date and _share(_NUMBER, values) >= _MOST
    whole = _share(_WHOLE_FLOAT, values) >= _MOST  # ids that passed through a float: 17850.0
    decimals = sum(bool(_DECIMALS.search(v)) for v in values)
    is_money = is_number and not whole and decimals * 10 >= len(values)
    is_code = not is_date and not is_money and _share(_CODE, values) >= _MOST
    distinct = len(set(values)) / len(values)
    constant = len(values) >= _MANY and len(set(values)) == 1
    return Look(column.name, is_date, is_money, is_number, is_code, distinct, _counts_up(values), constant)


def _share(pattern: re.Pattern[str], values: Sequence[str]) -> float:
    return sum(bool(pattern.match(v)) for v in values) / len(values)


def _counts_up(values: Sequence[str]) -> bool:
    """Whether the values are numbers that only grow, as row numbers do."""
    if len(values) < 3 or not all(v.isdecimal() and len(v) < 19 for v in values):
        return False
    numbers = [int(v) for v in values]
    return all(a < b for a, b in pairwise(numbers)) and numbers[-1] - numbers[0] < 3 * len(numbers)
