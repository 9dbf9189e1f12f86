"""A shop's days: each instant falls into the day that its own wall clock shows, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.facts.zones import calendar, day_number, day_of, local_midnight, period_of, periods_between, zone_days, zone_hours
from regulars.words import PERIOD_UNITS, PeriodUnit

# Odd ones among them: half hours, a change at midnight, a day that never was, a change of half an hour.
ZONES = [
    "UTC", "Europe/Vilnius", "Europe/London", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo", "Asia/Beirut",
    "Pacific/Apia", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Kiritimati",
]  # fmt: skip


def day_by_table(instant: datetime, zone: str) -> int:
    """The local day as a query finds it: join on the day of UTC, compare with one instant."""
    (row,) = zone_days(instant.date(), instant.date(), zone).to_pylist()
    before: int = row["number_before"]
    after: int = row["number_after"]
    return before if instant < row["turns_at"] else after


@given(st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)), st.sampled_from(ZONES))
def test_every_instant_falls_into_the_day_that_its_wall_clock_shows(instant: datetime, zone: str) -> None:
    shown = instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
    assert day_by_table(instant, zone) == day_number(shown)


@pytest.mark.parametrize(
    ("zone", "from_day"),
    [
        ("Europe/London", date(2024, 3, 30)),  # two local midnights in one day of UTC
        ("Europe/London", date(2024, 10, 26)),  # a day of UTC without one
        ("America/Sao_Paulo", date(2018, 11, 3)),  # midnight itself is skipped
        ("Pacific/Apia", date(2011, 12, 29)),  # 30 December 2011 never was
        ("Asia/Beirut", date(2024, 3, 30)),  # clocks go forward at midnight
        ("Africa/Cairo", date(2024, 10, 31)),  # clocks go back at midnight
    ],
)
def test_around_a_change_of_clocks_every_quarter_of_an_hour_is_right(zone: str, from_day: date) -> None:
    start = datetime.combine(from_day, datetime.min.time())
    for quarter in range(4 * 24 * 4):
        instant = start + timedelta(minutes=15 * quarter)
        shown = instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
        assert day_by_table(instant, zone) == day_number(shown), instant


def utc_by_table(local: datetime, zone: str) -> datetime:
    """The instant of a wall clock as an import finds it: join on its day, compare with one wall clock."""
    (row,) = zone_hours(local.date(), local.date(), zone).to_pylist()
    ahead: int = row["offset_before"] if local < row["turns_at"] else row["offset_after"]
    return local - timedelta(seconds=ahead)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)), st.sampled_from(ZONES))
def test_every_wall_clock_is_the_instant_that_it_first_showed(local: datetime, zone: str) -> None:
    first = local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC).replace(tzinfo=None)
    assert utc_by_table(local, zone) == first


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/London", date(2024, 3, 31)),
        ("Europe/Vilnius", date(2024, 10, 27)),
        ("America/Sao_Paulo", date(2018, 11, 4)),
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Australia/Lord_Howe", date(2024, 4, 7)),
        ("Africa/Cairo", date(2024, 10, 31)),
    ],
)
def test_wall_clocks_around_a_change_are_the_instants_they_first_showed(zone: str, day: date) -> None:
    for minute in range(0, 24 * 60, 5):
        local = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
        first = local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC).replace(tzinfo=None)
        assert utc_by_table(local, zone) == first, local


def test_midnight_that_never_was_is_the_moment_the_clocks_went_forward() -> None:
    assert local_midnight(date(2018, 11, 4), ZoneInfo("America/Sao_Paulo")) == datetime(2018, 11, 4, 3, 0)


@pytest.mark.parametrize(
    ("unit", "starts", "ends"),
    [
        ("day", date(2024, 2, 29), date(2024, 2, 29)),
        ("week", date(2024, 2, 26), date(2024, 3, 3)),
        ("month", date(2024, 2, 1), date(2024, 2, 29)),
        ("quarter", date(2024, 1, 1), date(2024, 3, 31)),
        ("year", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_leap_day_lies_in_its_periods(unit: PeriodUnit, starts: date, ends: date) -> None:
    period = period_of(date(2024, 2, 29), unit)
    assert (period.starts, period.ends) == (starts, ends)


def test_a_week_may_start_on_sunday() -> None:
    assert period_of(date(2024, 3, 3), "week", week_start=6).starts == date(2024, 3, 3)
    assert period_of(date(2024, 3, 2), "week", week_start=6).starts == date(2024, 2, 25)


days = st.dates(date(1995, 1, 1), date(2035, 1, 1))


@given(days, st.integers(0, 900), st.sampled_from(PERIOD_UNITS), st.integers(0, 6))
def test_periods_follow_each_other_without_gap_or_overlap(first: date, length: int, unit: PeriodUnit, start: int) -> None:
    last = first + timedelta(days=length)
    found = periods_between(first, last, unit, start)
    assert found[0].starts <= first <= found[0].ends
    assert found[-1].starts <= last <= found[-1].ends
    assert all(b.starts == a.ends + timedelta(days=1) for a, b in pairwise(found))


@given(days)
def test_a_day_survives_its_number(day: date) -> None:
    assert day_of(day_number(day)) == day


def test_a_period_is_complete_when_the_log_covers_all_its_days() -> None:
    rows = calendar(date(2024, 1, 15), date(2024, 3, 31)).to_pylist()
    months = {(r["period"], day_of(r["starts"]), r["complete"]) for r in rows if r["unit"] == "month"}
    assert months == {(0, date(2024, 1, 1), False), (1, date(2024, 2, 1), True), (2, date(2024, 3, 1), True)}
    assert sum(r["unit"] == "month" for r in rows) == 31 + 29 + 31
