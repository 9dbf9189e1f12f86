"""What is known of customers, from a column each or a row each."""

from __future__ import annotations

from datetime import datetime

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.mapping import Mapping
from tests.readers.rows.tables import table, take


def test_a_column_is_an_attribute_that_held_from_the_start() -> None:
    with DuckDBEngine(threads=1) as engine:
        rows = [["Ana", "friend", "Vilnius"], ["Bo", "", "Kaunas"], ["", "web", ""]]
        scan = table(engine.connection, "people", ["id", "acquired_through", "city"], [rows])
        mapping = Mapping("attributes", "plain", {"customer": "id"}, attributes=("acquired_through", "city"))
        taken = take(engine, (scan, mapping))
        found = {(a["customer_id"], a["name"], a["value"]) for a in taken.attributes}
        assert found == {("Ana", "acquired_through", "friend"), ("Ana", "city", "Vilnius"), ("Bo", "city", "Kaunas")}
        assert {a["occurred_at"] for a in taken.attributes} == {datetime(1970, 1, 1)}
        assert taken.intake.sentence() == "3 rows read = 2 used + 0 set aside by policy + 1 quarantined"


def test_a_row_is_an_attribute_from_its_day_on() -> None:
    with DuckDBEngine(threads=1) as engine:
        rows = [["Ana", "tier", "gold", "2024-03-01"], ["Ana", "tier", "silver", "2024-01-01"]]
        scan = table(engine.connection, "tiers", ["customer", "name", "value", "occurred"], [rows])
        mapping = Mapping("attributes", "plain", {f: f for f in ("customer", "name", "value", "occurred")})
        taken = take(engine, (scan, mapping))
        assert [(a["value"], f"{a['occurred_at']:%m}") for a in taken.attributes] == [("silver", "01"), ("gold", "03")]
