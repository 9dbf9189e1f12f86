"""Every way of writing a date that people send, as a local time, an instant, and a precision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.mapping import Mapping
from tests.readers.rows.tables import orders, table, take


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def when(engine: DuckDBEngine, *texts: str, **settings: Any) -> dict[str, str]:
    """Each text's time in UTC (with ``day`` where it has no time), or its reason; one reading for all."""
    taken = orders(engine, *(f"{n}|{t}|1" for n, t in enumerate(texts)), "late|2024-02-01 13:00:01|1", **settings)
    told = {texts[int(q["record"]) - 1]: q["reason"] for q in taken.quarantine}
    for p in taken.purchases:
        if p["customer_id"] not in ("late", None):
            told[texts[int(p["customer_id"])]] = f"{p['occurred_at']}" + (" day" if p["occurred_precision"] == "day" else "")
    if taken.purchases and not told.get(texts[0]):
        told[texts[0]] = next(f"{p['occurred_at']}" for p in taken.purchases if p["customer_id"] is None)
    return told


YEAR_FIRST = {
    "2024-03-04": "2024-03-04 12:00:00 day",
    "2024.3.4": "2024-03-04 12:00:00 day",
    "2024/03/04 9:05": "2024-03-04 09:05:00",
    "2024-03-04T10:00:00Z": "2024-03-04 10:00:00",
    "2024-03-04 10:00:00 -0500": "2024-03-04 15:00:00",
    "2024-03-04T10:00:00.123456789+02:00": "2024-03-04 08:00:00.123456",
    "2024/01/05 9:03:12 AM GMT+2": "2024-01-05 07:03:12",
    "2024/01/05 11:03:12 PM GMT-5": "2024-01-06 04:03:12",
    "2024/01/05 9:03:12 AM GMT+5:30": "2024-01-05 03:33:12",
    "2024-01-05 09:03 UTC+10": "2024-01-04 23:03:00",
    "2024-01-05 09:03 +0330": "2024-01-05 05:33:00",
    "07-Jan-2024 08:47 AM EST": "2024-01-07 13:47:00",
    "2024-07-07 08:47 CEST": "2024-07-07 06:47:00",
    "4 March 2024": "2024-03-04 12:00:00 day",
    "March 4, 2024": "2024-03-04 12:00:00 day",
    "Mon, 4 Mar 2024 10:00:00 GMT": "2024-03-04 10:00:00",
    "4th Sept 2024": "2024-09-04 12:00:00 day",
    "04-MAR-24": "2024-03-04 12:00:00 day",
    "20240304": "2024-03-04 12:00:00 day",
    "1709546400": "2024-03-04 10:00:00",
    "1709546400000": "2024-03-04 10:00:00",
    " 2024-03-04 ": "2024-03-04 12:00:00 day",
    "2024-02-30": "bad_date",
    "1969-12-31": "bad_date",
    "2031-01-01": "bad_date",
    "infinity": "bad_date",
    "44562": "bad_date",
    "tomorrow": "bad_date",
}


def test_dates_that_can_be_read_one_way(engine: DuckDBEngine) -> None:
    texts = ["2024-05-05", *YEAR_FIRST]
    found = when(engine, *texts)
    assert {t: found[t.strip()] if t.strip() in found else found[t] for t in YEAR_FIRST} == YEAR_FIRST


DAY_FIRST = {
    "3/4/2024": "2024-04-03 12:00:00 day",
    "3.4.24": "2024-04-03 12:00:00 day",
    "3-4-2024 9:05 PM": "2024-04-03 21:05:00",
    "3/4/2024 9:05 a.m.": "2024-04-03 09:05:00",
    "03/04/2024 09:05:10": "2024-04-03 09:05:10",
    "13/4/2024": "2024-04-13 12:00:00 day",
}


def test_dates_with_the_day_first(engine: DuckDBEngine) -> None:
    found = when(engine, "25/12/2023", *DAY_FIRST)
    assert {t: found[t] for t in DAY_FIRST} == DAY_FIRST


def test_a_column_of_spreadsheet_days(engine: DuckDBEngine) -> None:
    taken = orders(engine, "Ana|45296|1", "Bo|45297.5|1")
    assert [p["occurred_at"] for p in taken.purchases] == [datetime(2024, 1, 5, 12), datetime(2024, 1, 6, 12)]


def test_times_that_are_all_midnight_are_days(engine: DuckDBEngine) -> None:
    taken = orders(engine, "Ana|2024-01-05 00:00:00|1", "Bo|2024-01-06 00:00:00|1")
    assert {(p["occurred_at"].hour, p["occurred_precision"]) for p in taken.purchases} == {(12, "day")}


def test_a_time_in_a_column_of_its_own(engine: DuckDBEngine) -> None:
    taken = orders(engine, "Ana|2024-01-05|10:30|1", header="customer,date,time,amount")
    assert taken.purchases[0]["occurred_at"] == datetime(2024, 1, 5, 10, 30)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("DATE", "2024-01-05", (datetime(2024, 1, 5, 10), "day")),
        ("TIMESTAMP", "2024-01-05 10:30:00", (datetime(2024, 1, 5, 8, 30), "second")),
        ("TIMESTAMPTZ", "2024-01-05 10:30:00+00", (datetime(2024, 1, 5, 10, 30), "second")),
        ("INTEGER", "20240105", (datetime(2024, 1, 5, 10), "day")),
    ],
)
def test_typed_columns_are_taken_as_they_are(
    engine: DuckDBEngine, kind: str, value: str, expected: tuple[datetime, str]
) -> None:
    scan = table(engine.connection, "typed", ["customer", "occurred", "amount"], [[["Ana", value, "1"]]], {"occurred": kind})
    columns = {f: f for f in ("customer", "occurred", "amount")}
    (p,) = take(engine, (scan, Mapping("purchases", "plain", columns)), time_zone="Europe/Vilnius").purchases
    assert (p["occurred_at"], p["occurred_precision"]) == expected


class TestClocksThatChange:
    """Vilnius: at 03:00 on 31 March 2024 clocks went to 04:00; at 04:00 on 27 October back to 03:00."""

    def test_a_time_that_never_was_is_shifted_by_the_gap(self, engine: DuckDBEngine) -> None:
        taken = orders(
            engine, "Ana|2024-03-31 03:30|1", "Bo|2024-03-31 04:30|1", "Cy|2024-03-31 02:59|1", time_zone="Europe/Vilnius"
        )
        # 03:30 never was: it is taken as 04:30, which is 01:30 in UTC.
        assert [(p["customer_id"], f"{p['occurred_at']:%H:%M}") for p in taken.purchases] == [
            ("Ana", "01:30"),
            ("Bo", "01:30"),
            ("Cy", "00:59"),
        ]

    def test_of_a_time_that_came_twice_the_first_is_taken(self, engine: DuckDBEngine) -> None:
        taken = orders(
            engine, "Ana|2024-10-27 03:30|1", "Bo|2024-10-27 04:00|1", "Cy|2024-10-27 02:30|1", time_zone="Europe/Vilnius"
        )
        assert [(p["customer_id"], f"{p['occurred_at']:%H:%M}") for p in taken.purchases] == [
            ("Ana", "00:30"),
            ("Bo", "02:00"),
            ("Cy", "23:30"),
        ]
