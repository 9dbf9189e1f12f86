"""Under a picture stand as many periods as there is room for, and each year once."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.periods import named_periods
from regulars.words import Period
from tests.pictures.drawn import days, months, weeks


def test_a_year_of_months_is_named_month_by_month() -> None:
    assert [name for _, name, _ in named_periods(months(12), 13)] == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def test_five_years_of_months_are_named_by_half_years_with_each_year_once() -> None:
    named = named_periods(months(60), 13)
    assert [n[1] for n in named[:4]] == ["Jan", "Jul", "Jan", "Jul"]
    assert [n[2] for n in named if n[2]] == ["2011", "2012", "2013", "2014", "2015"]


def test_a_log_that_begins_in_december_is_marked_at_january() -> None:
    assert [n[:2] for n in named_periods(months(13, date(2010, 12, 1)), 5)] == [(1, "Jan"), (4, "Apr"), (7, "Jul"), (10, "Oct")]


def test_a_week_of_december_gives_its_place_to_january() -> None:
    assert [n[:2] for n in named_periods(weeks(52, date(2016, 12, 26)), 13)][:2] == [(1, "Jan"), (6, "Feb")]


def test_few_days_are_named_by_date_and_many_by_month() -> None:
    assert named_periods(days(3), 13) == [(0, "1 Jan", "2011"), (1, "2 Jan", ""), (2, "3 Jan", "")]
    assert [n[1] for n in named_periods(days(200), 13)] == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"]


def test_two_years_of_weeks_are_named_by_quarter() -> None:
    assert [n[1] for n in named_periods(weeks(104), 9)][:5] == ["Jan", "Apr", "Jul", "Oct", "Jan"]


def test_quarters_and_years_go_by_their_own_names() -> None:
    quarters = [Period("quarter", p.starts, p.ends) for p in months(12)[::3]]
    years = [Period("year", date(y, 1, 1), date(y, 12, 31)) for y in range(1990, 2021)]
    assert named_periods(quarters, 6) == [(0, "Q1", "2011"), (1, "Q2", ""), (2, "Q3", ""), (3, "Q4", "")]
    assert [n[1] for n in named_periods(years, 8)] == ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]


@pytest.mark.parametrize("row", [days, weeks, months])
@given(number=st.integers(1, 2000), most=st.integers(4, 14))
def test_never_more_names_than_there_is_room_for(row: object, number: int, most: int) -> None:
    assert callable(row)
    periods = row(number)
    named = named_periods(periods, most)
    assert 1 <= len(named) <= most
    assert [n[0] for n in named] == sorted({n[0] for n in named})


def test_no_periods_have_no_names() -> None:
    assert named_periods([], 5) == []
