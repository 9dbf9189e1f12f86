"""What came back is a refund, tied to the order it undoes where that is found."""

from __future__ import annotations

from typing import Any

from regulars.engines.duckdb import DuckDBEngine
from tests.readers.rows.tables import Taken, orders, orders_scan, take

HEADER = "order,customer,date,product,quantity,unit_price"


def lines(*rows: str, **settings: Any) -> Taken:
    engine = DuckDBEngine(threads=1)
    return take(engine, orders_scan(engine, [list(rows)], HEADER, "purchase_lines", "uci"), **settings)


def test_ana_returns_a_mug_of_her_latest_order_with_enough_mugs() -> None:
    taken = lines(
        "1|Ana|2024-01-05|mug|6|2.00",
        "2|Ana|2024-02-05|mug|3|2.00",
        "3|Ana|2024-03-05|mug|1|2.00",
        "4|Ana|2024-04-05|mug|9|2.00",
        "C9|Ana|2024-03-20|mug|-2|2.00",
    )
    (refund,) = taken.refunds
    assert (refund["order_id"], refund["refund_id"], refund["amount_minor"], refund["quantity"]) == ("2", "C9", 400, 2.0)
    assert [p["amount_minor"] for p in taken.purchases] == [1200, 600, 200, 1800]
    assert taken.noticed("refunds") == "1 refund, 1 of them tied to the order undone"


def test_a_return_of_another_customer_price_or_product_is_tied_to_nothing() -> None:
    taken = lines(
        "1|Ana|2024-01-05|mug|6|2.00",
        "C1|Bo|2024-01-06|mug|-1|2.00",
        "C2|Ana|2024-01-06|mug|-1|2.50",
        "C3|Ana|2024-01-06|cup|-1|2.00",
    )
    assert [r["order_id"] for r in taken.refunds] == [None, None, None]


def test_a_negative_line_of_an_order_with_goods_undoes_that_order() -> None:
    taken = lines("1|Ana|2024-01-05|mug|6|2.00", "1|Ana|2024-01-05|cup|-1|2.00")
    assert [(r["order_id"], r["amount_minor"]) for r in taken.refunds] == [("1", 200)]
    assert taken.purchases[0]["amount_minor"] == 1200


def test_equal_returns_on_one_slip_are_two_refunds() -> None:
    taken = lines("1|Ana|2024-01-05|mug|6|2.00", *["C1|Ana|2024-01-06|mug|-1|2.00"] * 2)
    assert len({r["fact_id"] for r in taken.refunds}) == 2


def test_without_products_the_amount_ties_a_refund_to_its_order() -> None:
    with DuckDBEngine(threads=1) as engine:
        taken = orders(
            engine,
            "1|Ana|2024-01-05|12.00",
            "2|Ana|2024-01-07|9.00",
            "3|Ana|2024-01-09|-12.00",
            header="order,customer,date,amount",
        )
        assert [r["order_id"] for r in taken.refunds] == ["1"]


def test_a_file_of_refunds_names_its_orders() -> None:
    with DuckDBEngine(threads=1) as engine:
        bought = orders_scan(engine, [["1|Ana|2024-01-05|12.00"]], "order,customer,date,amount", name="bought")
        back = orders_scan(
            engine,
            [["R1|1|2024-01-08|2.00|broken", "R2|77|2024-01-08|3.00|"]],
            "refund,order,date,amount,reason",
            "refunds",
            name="back",
        )
        taken = take(engine, bought, back)
        found = [(r["refund_id"], r["order_id"], r["customer_id"], r["amount_minor"], r["reason"]) for r in taken.refunds]
        assert sorted(found) == [("R1", "1", "Ana", 200, "broken"), ("R2", "77", None, 300, None)]


def test_orders_given_back_in_full_can_be_left_out() -> None:
    rows = ("1|Ana|2024-01-05|mug|6|2.00", "2|Ana|2024-02-05|cup|1|3.00", "C1|Ana|2024-01-06|mug|-6|2.00")
    assert [p["order_id"] for p in lines(*rows).purchases] == ["1", "2"]
    taken = lines(*rows, policies={"refunded_orders": "set_aside"})
    assert [p["order_id"] for p in taken.purchases] == ["2"]
    assert [(s.policy, s.rows) for s in taken.intake.set_aside] == [("refunded_orders", 1)]


def test_the_refunds_of_orders_left_out_are_left_out_with_them() -> None:
    rows = (
        "1|Ana|2024-01-05|mug|6|2.00", "2|Ana|2024-02-05|cup|2|3.00",
        "C1|Ana|2024-01-06|mug|-6|2.00", "C2|Ana|2024-02-06|cup|-1|3.00",
    )  # fmt: skip
    taken = lines(*rows, policies={"refunded_orders": "set_aside"})
    assert [(r["refund_id"], r["order_id"]) for r in taken.refunds] == [("C2", "2")]
    (takings,) = taken.intake.takings
    assert (takings.in_file_minor, takings.known_customers_minor, takings.set_aside_minor) == (1800, 600, 1200)
    assert takings.refunds_minor == 300
    assert taken.noticed("refunds_left_out") == "1 refund is left out with the order it undoes: 12.00 EUR"
    assert taken.noticed("refunds") == "1 refund, 1 of them tied to the order undone"
    assert not [n for n in lines(*rows).intake.noticed if n.what == "refunds_left_out"]


def test_money_given_back_without_an_orders_id_is_a_refund_of_nobodys_order() -> None:
    """Bo's 25.00 came back whole, of two equal purchases of Ana's on one day 10.00 and 4.00."""
    rows = ["Ana|2024-01-05|20.00|0", "Bo|2024-01-06|25.00|25.00", "Ana|2024-01-07|30.00|10.00", "Ana|2024-01-07|30.00|-4.00"]
    with DuckDBEngine(threads=1) as engine:
        taken = take(engine, orders_scan(engine, [rows], "customer,date,amount,refunded", "purchases", "plain"))
        back = sorted((r["customer_id"], r["amount_minor"], r["order_id"]) for r in taken.refunds)
        ids = {r["fact_id"] for r in taken.refunds}
    assert back == [("Ana", 400, None), ("Ana", 1000, None), ("Bo", 2500, None)]
    assert len(ids) == 3
    assert (taken.intake.takings[0].in_file_minor, taken.intake.takings[0].refunds_minor) == (10500, 3900)
    assert taken.noticed("refunds") == "3 refunds, 0 of them tied to the order undone"


def test_what_came_back_is_the_same_with_a_minus_or_without() -> None:
    """Ben got all of his 20 back, written below zero; Anna 5 of 15."""
    rows = ["Anna|2024-01-05|10.00|0|1", "Ben|2024-01-06|20.00|-20.00|2", "Anna|2024-02-05|15.00|5.00|3"]
    with DuckDBEngine(threads=1) as engine:
        taken = take(engine, orders_scan(engine, [rows], "customer,date,amount,refunded,order", "purchases", "plain"))
        back = {r["order_id"]: r["amount_minor"] for r in taken.refunds}
    assert back == {"2": 2000, "3": 500}
    assert taken.intake.takings[0].refunds_minor == 2500
