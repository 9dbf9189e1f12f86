"""Policies: each counts the rows it is about, and does with them what the shop chose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import ConflictingOrders
from tests.readers.rows.tables import Taken, orders, orders_scan, take

HEADER = "order,customer,date,product,description,quantity,unit_price"
SHOP = (
    "1|Ana|2024-01-05 10:00|mug|MUG|2|5.00",
    "1|Ana|2024-01-05 10:00|POST|POSTAGE|1|3.00",
    "2||2024-01-06 10:00|mug|MUG|1|5.00",
    "3|Bo|2024-01-07 10:00|cup|CUP|1|0.00",
    "4||2024-01-08 10:00|cup|damages|-4|0.00",
    "A5||2024-01-09 10:00|B|Adjust bad debt|1|-50.00",
    "6|Cy|2024-01-10 10:00|TEST001|This is a test product.|1|9.00",
    "7|Cy|2024-01-11 10:00|cup|CUP|1|4.00",
    "7|Cy|2024-01-11 10:00|cup|CUP|1|4.00",
    "7|Cy|2024-01-11 10:00|M|Manual|-1|1.50",
    "7|Cy|2024-01-11 10:00|gift_0001_20|GIFT VOUCHER|1|20.00",
)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def shop(engine: DuckDBEngine, **policies: str) -> Taken:
    return take(engine, orders_scan(engine, [SHOP], HEADER, "purchase_lines", "uci"), policies=policies)


def aside(taken: Taken) -> dict[str, int]:
    return {s.policy: s.rows for s in taken.intake.set_aside}


def amounts(taken: Taken) -> dict[str, int]:
    return {p["order_id"]: p["amount_minor"] for p in taken.purchases}


def test_the_defaults_leave_out_what_nobody_bought(engine: DuckDBEngine) -> None:
    taken = shop(engine)
    assert aside(taken) == {"test_orders": 1, "bad_debt": 1, "stock_write_offs": 1}
    assert amounts(taken) == {"1": 1000, "2": 500, "3": 0, "7": 800}
    assert {(x["product_id"], x["role"]) for x in taken.lines if x["role"] != "product"} == {
        ("POST", "shipping"), ("M", "adjustment"), ("gift_0001_20", "voucher"),
    }  # fmt: skip
    assert taken.purchases[0]["shipping_minor"] == 300


def test_the_takings_add_up_by_hand(engine: DuckDBEngine) -> None:
    (takings,) = shop(engine).intake.takings
    # Set aside: postage 3.00, test 9.00, bad debt -50.00, manual -1.50, voucher 20.00.
    assert (takings.known_customers_minor, takings.guests_minor, takings.set_aside_minor) == (1800, 500, -1950)
    assert takings.in_file_minor == 1800 + 500 - 1950


@pytest.mark.parametrize(
    ("policy", "choice", "expected"),
    [
        ("guests", "set_aside", {"1": 1000, "3": 0, "7": 800}),
        ("zero_amounts", "set_aside", {"1": 1000, "2": 500, "7": 800}),
        ("test_orders", "keep", {"1": 1000, "2": 500, "3": 0, "6": 900, "7": 800}),
        ("pseudo_products", "count", {"1": 1300, "2": 500, "3": 0, "7": 2800}),
        ("exact_duplicates", "drop", {"1": 1000, "2": 500, "3": 0, "7": 400}),
    ],
)
def test_another_choice_changes_the_orders(engine: DuckDBEngine, policy: str, choice: str, expected: dict[str, int]) -> None:
    assert amounts(shop(engine, **{policy: choice})) == expected


def test_guests_are_said_with_their_share_of_rows_and_takings(engine: DuckDBEngine) -> None:
    taken = orders(engine, "Ana|2024-01-05|6.00", "|2024-01-05|2.00", "guest|2024-01-05|1.00", "NaN|2024-01-05|1.00")
    said = "3 rows (75 %) and 40 % of takings belong to no known customer (guests): in the takings, in no rate"
    assert taken.noticed("guests") == said


class TestUnpaidOrders:
    HEADER = "order,customer,date,amount,status,cancelled,refunded"

    def test_voided_and_cancelled_orders_are_left_out(self, engine: DuckDBEngine) -> None:
        taken = orders(
            engine,
            "1|Ana|2024-01-05|6.00|paid||0",
            "2|Ana|2024-01-06|6.00|voided||0",
            "3|Ana|2024-01-07|6.00|paid|2024-01-08|0",
            "4|Ana|2024-01-08|6.00|refunded|2024-01-09|6.00",
            header=self.HEADER,
        )
        assert aside(taken) == {"unpaid_orders": 2}
        assert [p["order_id"] for p in taken.purchases] == ["1", "4"]
        assert [(r["order_id"], r["amount_minor"]) for r in taken.refunds] == [("4", 600)]


class TestConflicts:
    HEADER = "order,customer,date,amount"
    CALM = tuple(f"{n}|Ana|2024-01-05|1.00" for n in range(100, 130))

    def test_two_files_that_disagree_send_the_order_to_quarantine(self, engine: DuckDBEngine) -> None:
        files = [[*self.CALM, "1|Ana|2024-01-05|6.00"], ["1|Ana|2024-01-05|7.00"]]
        taken = take(engine, orders_scan(engine, files, self.HEADER))
        assert sorted((q["file"], q["value"], q["reason"]) for q in taken.quarantine) == [
            ("orders-1.csv", "1", "conflicting_order"), ("orders-2.csv", "1", "conflicting_order"),
        ]  # fmt: skip
        assert len(taken.purchases) == 30

    def test_or_the_latest_row_holds(self, engine: DuckDBEngine) -> None:
        files = [[*self.CALM, "1|Ana|2024-01-05|6.00"], ["1|Ana|2024-01-06|7.00"]]
        taken = take(engine, orders_scan(engine, files, self.HEADER), policies={"conflicting_orders": "latest"})
        assert amounts(taken)["1"] == 700
        assert [q["file"] for q in taken.quarantine] == ["orders-1.csv"]

    def test_rows_that_agree_are_one_order(self, engine: DuckDBEngine) -> None:
        taken = take(engine, orders_scan(engine, [["1|Ana|2024-01-05|6.00"], ["1|Ana|2024-01-05|6.00"]], self.HEADER))
        assert amounts(taken) == {"1": 600}
        assert taken.noticed("repeated_orders").startswith("1 row repeats an order")

    def test_an_order_of_two_customers_is_a_conflict_even_for_lines(self, engine: DuckDBEngine) -> None:
        calm = [f"{n}|Ana|2024-01-05|mug|MUG|1|1.00" for n in range(100, 130)]
        rows = [*calm, "1|Ana|2024-01-05|mug|MUG|1|1.00", "1|Bo|2024-01-05|cup|CUP|1|1.00"]
        taken = take(engine, orders_scan(engine, [rows], HEADER, "purchase_lines"))
        assert [q.reason for q in taken.intake.quarantined] == ["conflicting_order"]

    def test_where_most_orders_conflict_the_file_may_hold_lines(self, engine: DuckDBEngine) -> None:
        rows = [f"{n}|Ana|2024-01-05|{m}.00" for n in range(5) for m in (1, 2)]
        with pytest.raises(ConflictingOrders, match=r"5 of 5 orders, such as 0, disagree .*\n.*\n.*if a row is a line"):
            take(engine, orders_scan(engine, [rows], self.HEADER))
