"""Random logs for properties: the same purchases as Facts and as a twin's Log."""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.kinds import KINDS, PURCHASES
from regulars.facts.log import Facts
from regulars.settings import WEEKDAYS, Settings
from tests.measures.twins import Log
from tests.stories import purchase, table_of

# Clocks that change at 01:00 UTC, at local midnight (Cairo skips 00:00), by half an hour, and a day that never was.
ZONES = ("UTC", "Europe/Vilnius", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia", "America/Los_Angeles")
STARTS = (date(2023, 12, 28), date(2024, 2, 27), date(2024, 4, 24), date(2011, 12, 20), date(2020, 12, 24))
UNITS = st.sampled_from(("day", "week", "month", "quarter", "year"))
GROUPS = ("Kaunas", "Vilnius", "(none)")


@dataclass(frozen=True)
class Drawn:
    """One random log, both ways."""

    facts: Facts
    log: Log


@cache
def _engine() -> DuckDBEngine:
    """One engine for all examples: its tables are replaced each time."""
    engine = DuckDBEngine(threads=1)
    atexit.register(engine.close)
    atexit.register(_engine.cache_clear)
    for kind in KINDS.values():
        engine.put(kind.name, kind.schema.empty_table())
    return engine


@st.composite
def logs(draw: st.DrawFn, longest: int = 100) -> Drawn:
    """Up to 40 purchases of up to six customers and guests over some months, in some zone."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    first = draw(st.sampled_from(STARTS))
    minutes = st.integers(0, longest * 1440)
    rows = draw(st.lists(st.tuples(st.integers(0, 5), minutes, st.sampled_from(GROUPS)), min_size=1, max_size=40))
    listed = [(f"C{who}", datetime(first.year, first.month, first.day) + timedelta(minutes=m), g) for who, m, g in rows]
    days = [(c, _local_day(at, zone), g) for c, at, g in listed]
    starts, last = min(d for _, d, _ in days), max(d for _, d, _ in days)
    as_of = draw(st.none() | st.integers(0, (last - starts).days + 40).map(lambda n: starts + timedelta(days=n)))
    week_start = draw(st.sampled_from(WEEKDAYS))
    settings = Settings(time_zone=zone.key, week_start=week_start, as_of=as_of, minimum_n=1)
    purchases = [
        purchase(i, c, at, zone, place=None if g == "(none)" else g) for i, (c, at, g) in enumerate(listed)
    ]  # fmt: skip
    log = Log(tuple(days), starts, as_of or last, WEEKDAYS.index(week_start))
    return Drawn(facts_of_drawn(purchases, settings), log)


def _local_day(at: datetime, zone: ZoneInfo) -> date:
    """The day on the shop's calendar, after what never was on its clocks has been moved."""
    return at.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).date()


def facts_of_drawn(purchases: list[dict[str, Any]], settings: Settings) -> Facts:
    engine = _engine()
    engine.put("purchases", table_of(PURCHASES, purchases))
    return Facts.over(engine, settings)


def everybody(table: Any) -> list[dict[str, Any]]:
    return [row for row in table.to_pylist() if row["group"] is None]


def of_group(table: Any, group: str) -> list[dict[str, Any]]:
    return [row for row in table.to_pylist() if row["group"] == group]


def only(rows: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{n: row[n] for n in names} for row in rows]
