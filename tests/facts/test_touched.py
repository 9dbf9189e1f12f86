"""Whose purchases or names changed between two looks at parts, and what they did then and now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.facts.touched import SUPERSEDED, Look, touched
from regulars.facts.zones import day_number
from regulars.settings import Settings
from tests.stories import purchase, table_of

UTC, FIRST = ZoneInfo("UTC"), date(2024, 1, 1)
Sale = tuple[int, str | None, int]


class Parts:
    """Parts in a folder, and looks at some of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = DuckDBEngine(threads=1)

    def purchases(self, name: str, *sales: Sale) -> str:
        said = {"amount_minor": 100, "recorded_at": datetime(2026, 1, int(name))}
        rows = [purchase(n, who, FIRST + timedelta(days=day), UTC, **said) for n, who, day in sales]
        return self._written(name, table_of(KINDS["purchases"], rows))

    def same(self, name: str, *pairs: tuple[str, str]) -> str:
        said = {"occurred_at": datetime(2024, 1, 1), "occurred_precision": "day"}
        rows = [{"fact_id": f"{a}{b}".encode().ljust(16), "customer_id": a, "same_as": b, **said} for a, b in pairs]
        return self._written(name, table_of(KINDS["identities"], rows))

    def replaced(self, name: str, *numbers: int) -> str:
        ids = [purchase(n, None, FIRST, UTC)["fact_id"] for n in numbers]
        columns = [pa.array(ids, pa.binary()), pa.array([datetime(2026, 1, 2)] * len(ids), pa.timestamp("us"))]
        return self._written(name, pa.table(columns, schema=SUPERSEDED))

    def _written(self, name: str, table: pa.Table) -> str:
        file = self.folder / f"{name}.parquet"
        pq.write_table(table, file)
        return str(file)

    def whom(self, then: Mapping[Any, Sequence[str]], now: Mapping[Any, Sequence[str]], last: int = 60) -> list[str]:
        """Who changed, the engine showing the later look."""
        for name, kind in KINDS.items():
            files = now.get((name, "facts"), ())
            self.engine.parts(name, files, kind.schema, now.get((name, "superseded"), ()))
        facts = Facts.over(self.engine, Settings(as_of=FIRST + timedelta(days=last)))
        looks = [Look({k: tuple(v) for k, v in files.items()}, facts.as_of, day_number(facts.as_of)) for files in (then, now)]
        return list(touched(self.engine, looks[0], looks[1], "UTC").to_pylist())

    def days(self, table: str) -> list[tuple[str, int]]:
        start = day_number(FIRST)
        rows = self.engine.connection.execute(f"SELECT customer_id, day_number - {start} FROM {table} ORDER BY ALL").fetchall()
        return [(who, day) for who, day in rows]


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Parts(tmp_path)


BOUGHT, SAME, REPLACED = ("purchases", "facts"), ("identities", "facts"), ("purchases", "superseded")


def test_who_bought_since_is_shown_as_she_was_and_as_she_is(parts: Parts) -> None:
    old = parts.purchases("1", (1, "Anna", 0), (2, "Ben", 2), (3, None, 3))
    new = parts.purchases("2", (4, "Anna", 30), (5, None, 31), (6, "Cleo", 1))
    assert parts.whom({BOUGHT: [old]}, {BOUGHT: [old, new]}) == ["Anna", "Cleo"]
    assert parts.days("touched_then") == [("Anna", 0)]
    assert parts.days("touched_now") == [("Anna", 0), ("Anna", 30), ("Cleo", 1)]


def test_an_order_that_is_another_s_now_touches_both(parts: Parts) -> None:
    old = parts.purchases("1", (1, "Anna", 0), (2, "Ben", 2), (3, "Dan", 4))
    new, gone = parts.purchases("2", (1, "Cleo", 0)), parts.replaced("r2", 1, 2)
    found = parts.whom({BOUGHT: [old]}, {BOUGHT: [old, new], REPLACED: [gone]})
    assert found == ["Anna", "Ben", "Cleo"]
    assert parts.days("touched_then") == [("Anna", 0), ("Ben", 2)]
    assert parts.days("touched_now") == [("Cleo", 0)]


def test_ids_that_became_one_touch_every_name_they_had(parts: Parts) -> None:
    bought = parts.purchases("1", (1, "T-8", 0), (2, "C-1", 2), (3, "Ben", 4), (4, "App", 5))
    before, since = parts.same("s1", ("App", "C-1")), parts.same("s2", ("T-8", "C-1"))
    then = {BOUGHT: [bought], SAME: [before]}
    assert parts.whom(then, {BOUGHT: [bought], SAME: [before, since]}) == ["C-1", "T-8"]
    assert parts.days("touched_then") == [("C-1", 2), ("C-1", 5), ("T-8", 0)]
    assert parts.days("touched_now") == [("C-1", 0), ("C-1", 2), ("C-1", 5)]
    assert parts.whom(then, then) == []
