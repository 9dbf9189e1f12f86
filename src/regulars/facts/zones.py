"""A shop's days, as two small tables, so that no query computes a date.

A day is a whole number: days since 1970-01-01, in the shop's own time zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa

from regulars.words import PERIOD_UNITS, Period, PeriodUnit

_EPOCH = date(1970, 1, 1)
ZONE_DAYS = pa.schema(
    [("utc_day", pa.date32()), ("number_before", pa.int32()), ("turns_at", pa.timestamp("us")), ("number_after", pa.int32())]
)
ZONE_HOURS = pa.schema(
    [("local_day", pa.date32()), ("offset_before", pa.int32()), ("turns_at", pa.timestamp("us")), ("offset_after", pa.int32())]
)
CALENDAR = pa.schema(
    [
        ("unit", pa.string()),
        ("day_number", pa.int32()),
        ("period", pa.int32()),
        ("starts", pa.int32()),
        ("ends", pa.int32()),
        ("complete", pa.bool_()),
    ]
)


def day_number(day: date) -> int:
    """Days since 1970-01-01.

    >>> day_number(date(1970, 1, 2))
    1
    """
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    return _EPOCH + timedelta(days=number)


def local_midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC without a zone mark.

    Where midnight does not exist (clocks go forward at 00:00), the day begins when they went.
    Where it comes twice, the first is taken.
    """
    naive = datetime.combine(day, time())
    before = naive.replace(tzinfo=zone, fold=0)
    utc = before.astimezone(UTC)
    if utc.astimezone(zone).replace(tzinfo=None) != naive:  # a gap: fold 0 uses the old offset, and lands at the change
        later = naive.replace(tzinfo=zone, fold=1).astimezone(UTC)
        utc = _change_between(later, utc, zone)
    return utc.replace(tzinfo=None)


def _change_between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The instant in (low, high] at which the zone's offset changes, to the second."""
    start = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        middle = middle.replace(microsecond=0)
        if middle in (low, high):
            break
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == start else (low, middle)
    return high


def zone_days(first: date, last: date, time_zone: str) -> pa.Table:
    """For each UTC day: the local day before and after local midnight, and when it turns.

    ``first`` and ``last`` are UTC days. Joining a time to its UTC day and comparing it with
    ``turns_at`` gives the local day exactly, whatever the clocks did.
    """
    zone = ZoneInfo(time_zone)
    days = [first + timedelta(days=n) for n in range(-2, (last - first).days + 3)]
    # Of a day that never was (Apia skipped 30 December 2011) the midnight is the next day's: the later holds.
    turns = list({local_midnight(day, zone): day_number(day) for day in days}.items())
    rows = list(_turns_by_utc_day(first, last, turns))
    columns: list[tuple[object, ...]] = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    return pa.table([pa.array(c, type=f.type) for c, f in zip(columns, ZONE_DAYS, strict=True)], schema=ZONE_DAYS)


def _turns_by_utc_day(first: date, last: date, turns: list[tuple[datetime, int]]) -> Iterator[tuple[date, int, datetime, int]]:
    at, utc_day = 0, first
    while utc_day <= last:
        starts = datetime.combine(utc_day, time())
        # A turn at 00:00 UTC belongs to the state before: on the day London's clocks go forward
        # there is one at 00:00 and another at 23:00.
        while turns[at + 1][0] <= starts:
            at += 1
        before = turns[at][1]
        turn, after = turns[at + 1]
        yield (utc_day, before, turn, after) if turn < starts + timedelta(days=1) else (utc_day, before, starts, before)
        utc_day += timedelta(days=1)


def zone_hours(first: date, last: date, time_zone: str) -> pa.Table:
    """For each local day: seconds ahead of UTC before and after the clocks change, and when they do.

    Subtracting ``offset_before`` from a wall clock earlier than ``turns_at``, else ``offset_after``,
    gives UTC: a wall clock that never was (clocks went forward) is shifted by the gap, and of one
    that came twice (clocks went back) the first is taken.
    """
    zone = ZoneInfo(time_zone)
    rows = [_hours_of(first + timedelta(days=n), zone) for n in range((last - first).days + 1)]
    columns: list[tuple[object, ...]] = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    return pa.table([pa.array(c, type=f.type) for c, f in zip(columns, ZONE_HOURS, strict=True)], schema=ZONE_HOURS)


def _hours_of(day: date, zone: ZoneInfo) -> tuple[date, int, datetime, int]:
    low = datetime.combine(day, time(), tzinfo=UTC) - timedelta(hours=16)
    high = low + timedelta(hours=56)
    start = naive = datetime.combine(day, time())
    before, after = (_ahead(naive + timedelta(days=n), zone) for n in (0, 1))
    if before == after:
        return day, before, start, before
    change = _change_between(low, high, zone)
    old, new = (_ahead_at(change - timedelta(seconds=1), zone), _ahead_at(change, zone))
    turns = change.replace(tzinfo=None) + timedelta(seconds=max(old, new))
    return day, old, turns, new


def _ahead(naive: datetime, zone: ZoneInfo) -> int:
    """Seconds ahead of UTC at a wall clock, the first time it shows."""
    offset = naive.replace(tzinfo=zone, fold=0).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def _ahead_at(instant: datetime, zone: ZoneInfo) -> int:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def period_of(day: date, unit: PeriodUnit, week_start: int = 0) -> Period:
    """The calendar period that a day belongs to; ``week_start`` 0 is Monday.

    >>> period_of(date(2024, 2, 29), "quarter").ends
    datetime.date(2024, 3, 31)
    """
    if unit == "day":
        return Period(unit, day, day)
    if unit == "week":
        starts = day - timedelta(days=(day.weekday() - week_start) % 7)
        return Period(unit, starts, starts + timedelta(days=6))
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first_month = (day.month - 1) // months * months
    starts = date(day.year, first_month + 1, 1)
    return Period(unit, starts, _plus_months(starts, months) - timedelta(days=1))


def _plus_months(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


def periods_between(first: date, last: date, unit: PeriodUnit, week_start: int = 0) -> list[Period]:
    """Every period of a unit that touches the days from ``first`` to ``last``."""
    found = [period_of(first, unit, week_start)]
    while found[-1].ends < last:
        found.append(period_of(found[-1].ends + timedelta(days=1), unit, week_start))
    return found


def calendar(first: date, last: date, week_start: int = 0) -> pa.Table:
    """Each day's period, for every unit: consecutive numbers, first and last day, complete or not.

    A period is complete when all its days lie from ``first`` to ``last``. Period numbers count
    from 0 at the first period of the log, so "the next month" is ``period + 1``.
    """
    rows: dict[str, list[object]] = {name: [] for name in CALENDAR.names}
    for unit in PERIOD_UNITS:
        for number, p in enumerate(periods_between(first, last, unit, week_start)):
            days = range(day_number(p.starts), day_number(p.ends) + 1)
            rows["unit"] += [unit] * len(days)
            rows["day_number"] += days
            rows["period"] += [number] * len(days)
            rows["starts"] += [days[0]] * len(days)
            rows["ends"] += [days[-1]] * len(days)
            rows["complete"] += [p.starts >= first and p.ends <= last] * len(days)
    return pa.table(rows, schema=CALENDAR)
