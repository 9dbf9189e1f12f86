"""The steps that the report speaks of are whole, over everybody, and rest on enough customers."""

from __future__ import annotations

from datetime import date

from regulars.interfaces.report.steps import Step, a_year_before, change
from regulars.words import Period
from tests.interfaces.report.shop import told, too_little


def step(starts: date, retained: int, active_before: int, unit: str = "month") -> Step:
    period = Period(unit, starts, starts)  # type: ignore[arg-type]
    return Step(period, period, active_before, retained, retained / active_before, 0.0, 1.0)


def test_the_bakery_takes_five_steps() -> None:
    assert [(s.before.label, s.period.label, s.retained, s.active_before) for s in told().steps] == [
        ("January 2024", "February 2024", 31, 31),
        ("February 2024", "March 2024", 60, 60),
        ("March 2024", "April 2024", 60, 60),
        ("April 2024", "May 2024", 40, 60),
        ("May 2024", "June 2024", 40, 40),
    ]


def test_anna_and_ben_take_none() -> None:
    assert too_little().steps == ()


def test_the_same_month_of_the_year_before() -> None:
    june, july, june_again = step(date(1997, 6, 1), 3, 9), step(date(1997, 7, 1), 3, 9), step(date(1998, 6, 1), 4, 9)
    assert a_year_before([june, july], june_again) is june
    assert a_year_before([july], june_again) is None
    assert a_year_before([june], step(date(2024, 2, 29), 1, 2, "day")) is None


def test_a_week_finds_the_nearest_week_of_the_year_before() -> None:
    before, after = step(date(2023, 1, 9), 3, 9, "week"), step(date(2024, 1, 8), 4, 9, "week")
    assert a_year_before([before], after) is before


def test_the_change_of_cdnow_from_june_to_august_1997() -> None:
    difference, low, high = change(step(date(1997, 6, 1), 747, 2214), step(date(1997, 8, 1), 604, 2180), 0.95)
    assert round(difference, 3) == -0.060
    assert low < difference < high < 0, "746 in 2,214 to 604 in 2,180 is more than chance"
