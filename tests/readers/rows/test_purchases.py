"""Orders rolled up from their rows, and identities that hold however often a file is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import duckdb
import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.readers.rows.purchases import WRITTEN_AT
from tests.readers.rows.tables import ORIGIN, Taken, orders, orders_scan, take, values


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def test_parts_of_an_identity_never_run_into_each_other(connection: duckdb.DuckDBPyConnection) -> None:
    parts = (["'ab'", "'c'"], ["'a'", "'bc'"], ["'a'", "NULL", "'bc'"], ["NULL", "'abc'"])
    ids = [values(connection, f"SELECT {ORIGIN.fact_id('purchase', *p)}")[0] for p in parts]
    assert {len(i) for i in ids} == {16}
    assert len(set(ids)) == 4


def test_another_kind_or_source_is_another_identity(connection: duckdb.DuckDBPyConnection) -> None:
    till = replace(ORIGIN, source="till")
    ids = {values(connection, f"SELECT {o.fact_id(kind, '7')}")[0] for o in (ORIGIN, till) for kind in ("purchase", "line")}
    assert len(ids) == 4
    assert ORIGIN.fact_id("line", "7") == replace(ORIGIN, import_id="000002").fact_id("line", "7")


def test_a_time_is_told_as_it_was_written(connection: duckdb.DuckDBPyConnection) -> None:
    rows = """(VALUES (TIMESTAMP '2024-01-05 10:00', NULL, false), (TIMESTAMP '2024-01-05', NULL, true),
      (NULL, TIMESTAMP '2024-01-05 10:00', false)) AS t(occurred_local, occurred_utc, day_only)"""
    assert values(connection, f"SELECT {WRITTEN_AT} FROM {rows}") == ["1704448800000000", "19727d", "1704448800000000Z"]


def test_a_purchase_without_an_id_is_the_md5_of_its_customer_apart_from_its_time_and_amount(engine: DuckDBEngine) -> None:
    """Worked by another way, byte by byte: what is written once must be found again by every later version."""
    (bought,) = orders(engine, "Ana|2024-01-05 10:00|12.34").purchases
    text = f"purchase\x1f{ORIGIN.source}\x1fAna\x1f".encode()
    digest = int.from_bytes(hashlib.md5(text, usedforsecurity=False).digest(), "little")
    assert bought["fact_id"] == (digest ^ (1_704_448_800_000_000 << 64 | 1234)).to_bytes(16, "big")


def test_a_day_an_instant_a_clock_time_and_a_fraction_are_other_purchases(engine: DuckDBEngine) -> None:
    written = ("2024-01-05|5.00", "2024-01-05T00:00:00Z|5.00", "2024-01-05 00:00:01|5.00", "2024-01-05 00:00:01|5.001",
               "2024-01-05 00:00:01|5.00 CHF", "2024-01-05 00:00:01|5.00 CHF")  # fmt: skip
    bought = orders(engine, *(f"Ana|{when}" for when in written), time_zone="UTC").purchases
    assert len({p["fact_id"] for p in bought}) == len(written)


HEADER = "order,customer,date,product,quantity,unit_price,discount,tax,place"
LINES = (
    "1|Ana|2024-01-05 10:00|mug|2|5.00|1.00|1.50|Vilnius",
    "1|Ana|2024-01-05 10:00|mug|2|5.00|1.00|1.50|Vilnius",
    "1||2024-01-05 10:02|cup|1|3.00|||Vilnius",
    "1|Ana|2024-01-05 10:00|POST|1|4.90|||Vilnius",
    "2|Bo|2024-01-06 10:00|POST|1|4.90|||Kaunas",
)


@pytest.fixture(scope="module")
def taken(engine: DuckDBEngine) -> Taken:
    return take(engine, orders_scan(engine, [LINES], HEADER, "purchase_lines"))


def test_lines_add_up_to_an_order(taken: Taken) -> None:
    (order,) = taken.purchases  # postage alone is no purchase
    # Twice (2 x 5.00 - 1.00), and 3.00.
    assert (order["order_id"], order["customer_id"], order["amount_minor"], order["n_lines"]) == ("1", "Ana", 2100, 3)
    assert (order["discount_minor"], order["tax_minor"], order["shipping_minor"]) == (200, 300, 490)
    assert (f"{order['occurred_at']:%H:%M}", order["place"]) == ("10:00", "Vilnius")


def test_equal_lines_are_two_lines_with_names_of_their_own(taken: Taken) -> None:
    mugs = [x for x in taken.lines if x["product_id"] == "mug"]
    assert [(x["quantity"], x["amount_minor"], x["discount_minor"], x["customer_id"]) for x in mugs] == [
        (2.0, 900, 100, "Ana")
    ] * 2
    assert len({x["line_id"] for x in mugs}) == len({x["fact_id"] for x in mugs}) == 2


def test_rows_of_no_order_are_numbered_only_where_all_else_is_equal(engine: DuckDBEngine) -> None:
    once = {p["fact_id"] for p in orders(engine, "Ana|2024-01-05|1.00", "Ana|2024-01-05|2.00").purchases}
    again = {p["fact_id"] for p in orders(engine, *["Ana|2024-01-05|1.00"] * 2, "Ana|2024-01-05|2.00").purchases}
    assert once < again
    assert len(again) == 3
