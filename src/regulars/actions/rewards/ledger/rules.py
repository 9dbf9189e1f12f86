"""The programme's own choices that the ledger keeps to, and dates as a shop means them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from regulars.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Rules:
    """What a programme decides once.

    ``shortfall``: what happens when refunded points were spent already: ``debt`` is repaid from the
    next points, ``written_off`` is forgiven. ``adjust_alone``: the most points that one person may
    adjust; above it a second person must agree.
    """

    shortfall: Literal["debt", "written_off"] = "debt"
    adjust_alone: int = 1000

    def __post_init__(self) -> None:
        if self.shortfall not in ("debt", "written_off"):
            raise SettingsError(f"shortfall is {self.shortfall!r}", expected="debt or written_off", do="correct it")
        if type(self.adjust_alone) is not int or self.adjust_alone < 0:
            raise SettingsError(f"adjust_alone is {self.adjust_alone!r}", expected="0 or more points", do="correct it")


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """When a local day is over, in UTC: points that expire on a day can be used until its last moment.

    Clocks that jump over midnight, or strike it twice, don't matter: the next day begins when it first begins.

    >>> end_of_day(date(2026, 3, 28), ZoneInfo("Europe/Vilnius"))
    datetime.datetime(2026, 3, 28, 22, 0)
    >>> end_of_day(date(2026, 3, 29), ZoneInfo("Europe/Vilnius"))
    datetime.datetime(2026, 3, 29, 21, 0)
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    return midnight.astimezone(UTC).replace(tzinfo=None)


def expires_after(earned_at: datetime, zone: ZoneInfo, *, months: int = 0, days: int = 0) -> datetime:
    """When points expire that live for so many months and days: at the end of that local day, in UTC.

    A month later than the 31st is the last day of a shorter month. ``earned_at`` is UTC.

    >>> expires_after(datetime(2026, 8, 31, 9), ZoneInfo("Europe/Vilnius"), months=6)
    datetime.datetime(2027, 2, 28, 22, 0)
    """
    local = earned_at.replace(tzinfo=UTC).astimezone(zone).date()
    years, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    last = monthrange(years, month + 1)[1]
    return end_of_day(date(years, month + 1, min(local.day, last)) + timedelta(days=days), zone)
