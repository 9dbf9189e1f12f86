"""The intake of a reading: sums that add up, worked by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.intake import Takings
from tests.readers.rows.tables import Taken, orders_scan, take

LINES = (
    "1|Ana|2024-01-05|mug|2|1.005",
    "1|Ana|2024-01-05|mug|2|1.005",
    "1|Ana|2024-01-05|POST|1|4.90",
    "2||2024-01-06|mug|3|1.335",
    "C1|Ana|2024-01-07|mug|-1|1.005",
    "3|Bo|2024-01-07|mug|some|1.00",
)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def read(engine: DuckDBEngine, **policies: str) -> Taken:
    scan = orders_scan(engine, [LINES], "order,customer,date,product,quantity,unit_price", "purchase_lines")
    return take(engine, scan, policies=policies)


def test_rows_facts_and_money_add_up(engine: DuckDBEngine) -> None:
    intake = read(engine).intake
    assert intake.sentence() == "6 rows read = 5 used + 0 set aside by policy + 1 quarantined"
    assert intake.facts == {"purchases": 2, "purchase_lines": 4, "refunds": 1, "attributes": 0}
    # Two lines of 2.01; a guest's 4.005, which is 4.00; postage 4.90 beside; 1.005 back, which is 1.00.
    # Rounding took 0.005 of the guest's, and 0.005 of what came back.
    assert intake.takings == (Takings("EUR", 402 + 400 + 490, 402, 400, 490, 100, "0"),)


def test_what_a_policy_drops_moves_from_taken_to_set_aside(engine: DuckDBEngine) -> None:
    intake = read(engine, exact_duplicates="drop", guests="set_aside").intake
    assert intake.sentence() == "6 rows read = 3 used + 2 set aside by policy + 1 quarantined"
    (takings,) = intake.takings
    assert (takings.known_customers_minor, takings.guests_minor) == (201, 0)
    assert takings.set_aside_minor == 201 + 400 + 490


def test_what_was_read_is_told_with_it(engine: DuckDBEngine) -> None:
    intake = read(engine).intake
    assert intake.files == ("orders-1.csv",)
    assert intake.recognised["unit_price"] == "unit_price"
    assert intake.policies["guests"] == "takings_only"
    assert [(q.reason, q.rows) for q in intake.quarantined] == [("bad_quantity", 1)]


def test_what_rounding_took_is_told_to_the_last_digit(engine: DuckDBEngine) -> None:
    scan = orders_scan(engine, [["Ana|2024-01-05|1.002", "Bo|2024-01-05|2.0005"]])
    (takings,) = take(engine, scan).intake.takings
    assert (takings.in_file_minor, takings.residue) == (300, "0.0025")


def test_undated_attributes_are_counted_beside_orders(engine: DuckDBEngine) -> None:
    bought = orders_scan(engine, [["Ana|2024-01-05|1.00"]], name="bought")
    known = orders_scan(engine, [["Ana|city|Vilnius", "|city|Kaunas"]], "customer,name,value", "attributes", name="known")
    taken = take(engine, bought, known)
    assert taken.intake.sentence() == "3 rows read = 2 used + 0 set aside by policy + 1 quarantined"
    assert (taken.intake.facts["purchases"], taken.intake.facts["attributes"]) == (1, 1)
    assert taken.noticed("attributes").startswith("attributes without a date hold from 1970-01-01")
