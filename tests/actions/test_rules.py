"""Points live until the end of a day as the shop's clocks show it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.actions.rewards.ledger.rules import Rules, end_of_day, expires_after
from regulars.errors import SettingsError

VILNIUS = ZoneInfo("Europe/Vilnius")


def test_a_day_of_23_hours_ends_an_hour_earlier() -> None:
    """On 29 March 2026 Vilnius goes from UTC+2 to UTC+3; on 25 October back."""
    assert end_of_day(date(2026, 3, 28), VILNIUS) == datetime(2026, 3, 28, 22)
    assert end_of_day(date(2026, 3, 29), VILNIUS) == datetime(2026, 3, 29, 21)
    assert end_of_day(date(2026, 10, 24), VILNIUS) == datetime(2026, 10, 24, 21)
    assert end_of_day(date(2026, 10, 25), VILNIUS) == datetime(2026, 10, 25, 22)


def test_midnight_that_is_not_there_or_is_there_twice() -> None:
    """Beirut skips from 00:00 to 01:00 on 29 March 2026; Havana has 00:30 twice on 1 November 2026."""
    assert end_of_day(date(2026, 3, 28), ZoneInfo("Asia/Beirut")) == datetime(2026, 3, 28, 22)
    assert end_of_day(date(2026, 10, 31), ZoneInfo("America/Havana")) == datetime(2026, 11, 1, 4)


@pytest.mark.parametrize(
    ("earned", "months", "last_day"),
    [
        (datetime(2026, 8, 31, 9), 6, date(2027, 2, 28)),
        (datetime(2027, 8, 31, 9), 6, date(2028, 2, 29)),
        (datetime(2026, 12, 31, 9), 2, date(2027, 2, 28)),
        (datetime(2026, 1, 31, 23), 12, date(2027, 2, 1)),  # in Vilnius it is February already
    ],
)
def test_a_month_has_as_many_days_as_it_has(earned: datetime, months: int, last_day: date) -> None:
    assert expires_after(earned, VILNIUS, months=months) == end_of_day(last_day, VILNIUS)


@given(at=st.datetimes(datetime(2000, 1, 1), datetime(2035, 1, 1)), months=st.integers(0, 60), days=st.integers(0, 400))
def test_points_live_at_least_to_the_end_of_their_first_day(at: datetime, months: int, days: int) -> None:
    ends = expires_after(at, VILNIUS, months=months, days=days)
    assert ends > at
    assert ends.replace(tzinfo=UTC).astimezone(VILNIUS).time().isoformat() == "00:00:00"


def test_rules_that_make_no_sense_are_refused() -> None:
    with pytest.raises(SettingsError, match="is 'maybe'"):
        Rules(shortfall="maybe")  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="adjust_alone is -1"):
        Rules(adjust_alone=-1)
