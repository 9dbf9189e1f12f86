"""Dates of the Persian calendar: against another way to reckon them, and days that everyone knows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

import regulars as rg
from regulars.errors import AmbiguousDates
from regulars.readers.rows.persian import FIRST_YEAR, LAST_YEAR, instant
from tests.readers.exports.shops import read

# The years in which the run of leap years breaks (Borkowski 1996, table 2), as far as they are needed here.
BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635)


def new_year(year: int) -> date:
    """1 Farvardin by Borkowski's breaks: another way than the rule of 33 years."""
    passed = next(n for n, (_, end) in enumerate(pairwise(BREAKS)) if year < end)
    leaps = -14 + sum((b - a) // 33 * 8 + (b - a) % 33 // 4 for a, b in pairwise(BREAKS[: passed + 1]))
    since = year - BREAKS[passed]
    leaps += since // 33 * 8 + (since % 33 + 3) // 4
    common = year + 621
    return date(common, 3, 20 + leaps - (common // 4 - (common // 100 + 1) * 3 // 4 - 150))


def read_as(value: str) -> datetime | None:
    ((found,),) = duckdb.connect().execute(f"SELECT {instant('v')} FROM (SELECT CAST(? AS VARCHAR) AS v)", [value]).fetchall()
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1357/11/22", date(1979, 2, 11)),
        ("1402/11/05", date(2024, 1, 25)),
        ("1403/01/01", date(2024, 3, 20)),
        ("1403/12/30", date(2025, 3, 20)),  # a leap year's last day
        ("1399-12-30", date(2021, 3, 20)),
        ("1300/1/1", date(1921, 3, 21)),
        ("5/11/1402", date(2024, 1, 25)),
    ],
)
def test_known_days(written: str, day: date) -> None:
    assert read_as(written) == datetime(day.year, day.month, day.day)


def test_every_day_of_a_hundred_and_fifty_years_in_turn() -> None:
    """The days that the rule calls valid follow each other without gap from new year to new year."""
    days = [f"{y}/{m:02}/{d:02}" for y in range(FIRST_YEAR, LAST_YEAR + 1) for m in range(1, 13) for d in range(1, 32)]
    rows = duckdb.connect().execute(f"SELECT v, {instant('v')} FROM (SELECT unnest(?) AS v)", [days]).fetchall()
    found = [(v, at.date()) for v, at in rows if at is not None]
    assert all(b - a == timedelta(days=1) for (_, a), (_, b) in pairwise(found))
    firsts = {int(v[:4]): day for v, day in found if v.endswith("/01/01")}
    assert firsts == {y: new_year(y) for y in range(FIRST_YEAR, LAST_YEAR + 1)}
    assert found[-1][1] == new_year(LAST_YEAR + 1) - timedelta(days=1)


@pytest.mark.parametrize("written", ["1402/12/30", "1402/07/31", "1402/13/01", "1299/01/01", "1451/01/01", "1402/1/1 25:00"])
def test_what_is_no_day_is_none(written: str) -> None:
    assert read_as(written) is None


def test_a_shop_in_tehran(tmp_path: Path) -> None:
    """Persian digits and names; Ali's second visit has a time: 3:30 ahead of UTC, it is 06:35 there."""
    text = (
        "مشتری,تاریخ,مبلغ\nعلی ۱,۱۴۰۲/۱۱/۰۵,۲۰۰۰۰۰\nزهرا ۲,۱۴۰۲/۱۲/۲۹,۳۰۰۰۰۰\n"
        "علی ۱,۱۴۰۳/۰۱/۰۱ ۱۰:۰۵,۲۵۰۰۰۰\nعلی ۱,۱۴۰۲/۱۲/۳۰,۱۰۰۰\n"
    )
    shop = read(tmp_path / "shop.csv", text, currency="IRR", time_zone="Asia/Tehran")
    days = shop.rows("SELECT occurred_at, amount_minor FROM purchases ORDER BY 1")
    assert [at.date() for at, _ in days] == [date(2024, 1, 25), date(2024, 3, 19), date(2024, 3, 20)]
    assert days[-1][0] == datetime(2024, 3, 20, 6, 35)
    assert [q.reason for q in shop.intake.quarantined] == ["bad_date"]  # 1402 is no leap year
    assert "are of the Persian calendar (Jalali): 1402/11/05 is 2024-01-25" in shop.said()


def test_two_calendars_in_one_column_are_told(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("customer,date,amount\nA,1402/11/05,5\nB,2024/01/25,5\nC,1402/11/06,5\nD,2024/01/26,5\n", encoding="utf-8")
    with pytest.raises(AmbiguousDates, match="of two calendars: 2 are like 1402/11/05"):
        rg.read(path)


def test_one_slip_of_a_year_is_one_bad_row(tmp_path: Path) -> None:
    rows = "".join(f"A,2024-01-{n:02},5\n" for n in range(1, 21))
    shop = read(tmp_path / "shop.csv", f"customer,date,amount\n{rows}B,1402-01-05,5\n")
    assert (shop.intake.rows_used, shop.intake.rows_quarantined) == (20, 1)
