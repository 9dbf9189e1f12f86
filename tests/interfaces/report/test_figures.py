"""Figures are written as an owner says them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from regulars.interfaces.report.figures import cell, day, money, of_100, percent, plural, span, tied, when, when_after
from regulars.words import Money, Period


def month(year: int, number: int) -> Period:
    return Period("month", date(year, number, 1), date(year, number, 28))


@pytest.mark.parametrize(("share", "expected"), [(0.456, "46"), (0.0, "0"), (0.003, "0.3"), (0.998, "99.8"), (1.0, "100")])
def test_a_share_never_rounds_to_none_or_to_all(share: float, expected: str) -> None:
    assert of_100(share) == expected


def test_small_words() -> None:
    assert span(0.43, 0.482) == "43–48"
    assert percent(0.337, 1) == "33.7\u202f%"
    assert plural(1, "answer") == "1 answer"
    assert plural(1364, "customer") == "1,364 customers"
    assert day(date(1997, 6, 3)) == "3 Jun 1997"
    assert money((Money(12345, "EUR"), Money(100, "JPY"))) == "123.45 EUR + 100 JPY"
    assert tied("46 % in May 1998") == "46\u202f% in\u00a0May\u00a01998"


def test_the_second_of_two_periods_names_its_year_only_if_it_is_another() -> None:
    assert when_after(month(1997, 6), month(1997, 5)) == "in June"
    assert when_after(month(1998, 1), month(1997, 12)) == "in January 1998"
    weeks = [Period("week", date(2024, 1, 8), date(2024, 1, 14)), Period("week", date(2024, 1, 15), date(2024, 1, 21))]
    assert when_after(weeks[1], weeks[0]) == "in week 3"
    assert when(Period("day", date(2024, 3, 5), date(2024, 3, 5))) == "on 5 March 2024"
    years = [Period("year", date(y, 1, 1), date(y, 12, 31)) for y in (1997, 1998)]
    assert when_after(years[1], years[0]) == "in 1998"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""), (True, "yes"), (False, "no"), (1364, "1,364"), (14.5, "14.5"), (3.0, "3"),
        (date(1997, 6, 1), "1997-06-01"), (datetime(1997, 6, 1, 9, 30), "1997-06-01 09:30"), ("C-1042", "C-1042"),
    ],
)  # fmt: skip
def test_cells(value: object, expected: str) -> None:
    assert cell(value) == expected
