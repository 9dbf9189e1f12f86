"""Shopify's export of orders: a row is a line, and only an order's first row says what the order is."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.settings import Settings
from regulars.wiring.bringing_in import bring_in
from tests.readers.rows.tables import ORIGIN, Taken

HEADER = """
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,
Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,
Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,
Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,
Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,
Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,
Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,
Tax 1 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,
Next Payment Due At,Payment References""".replace("\n", "").split(",")

TEA = {"Lineitem name": "Green tea", "Lineitem sku": "TEA-1", "Lineitem price": "15.50", "Vendor": "Leaf"}
CUP = {"Lineitem name": "Cup", "Lineitem sku": "CUP-1", "Lineitem price": "10.00", "Vendor": "Clay"}
ANNA, BEN, CARLA = "anna@example.com", "ben@example.com", "carla@example.com"


def first(name: str, email: str, at: str, total: str, line: dict[str, str], quantity: int = 1, **more: str) -> dict[str, str]:
    """An order's first row; ``more`` by column, a blank written as an underscore."""
    plain = dict.fromkeys(("Shipping", "Taxes", "Discount Amount", "Refunded Amount"), "0.00")
    plain |= {"Financial Status": "paid", "Currency": "EUR", "Payment Method": "Shopify Payments", "Source": "web"}
    named = {column.replace("_", " "): value for column, value in more.items()}
    row = next_line(name, email, at, line, quantity)
    return {**plain, **row, "Total": total, "Paid at": at, "Billing Name": "A. Person", **named}


def next_line(name: str, email: str, at: str, line: dict[str, str], quantity: int = 1) -> dict[str, str]:
    """A further row of an order: its name, e-mail address and time again, and nothing else of the order."""
    return {
        "Name": name,
        "Email": email,
        "Created at": at,
        "Lineitem quantity": str(quantity),
        "Lineitem discount": "0.00",
        **line,
    }


LATE, NOON = "2024-03-01 21:30:00 -0500", "2024-03-05 12:00:00 -0500"
EXPORT = (
    # 2 x 15.50 + 10.00 - 1.00 with a code + 4.90 for delivery; tax is within the prices.
    first("#1001", ANNA, LATE, "44.90", TEA, 2, Shipping="4.90", Taxes="6.67", Discount_Amount="1.00", Discount_Code="SPRING"),
    next_line("#1001", ANNA, LATE, CUP),
    first("#1002", BEN, NOON, "15.50", TEA, Financial_Status="voided"),
    first("#1003", CARLA, NOON, "10.00", CUP, Payment_Method="bogus"),
    first("#1004", ANNA.upper(), NOON, "31.00", TEA, 2, Financial_Status="partially_refunded", Refunded_Amount="15.50"),
    first("#1005", "", NOON, "15.50", TEA),
    first("#1006", BEN, NOON, "25.50", TEA, Cancelled_at=NOON),
    next_line("#1006", BEN, NOON, CUP),
    first("#1007", BEN, NOON, "10.00", CUP, Financial_Status="refunded", Cancelled_at=NOON, Refunded_Amount="10.00"),
)  # fmt: skip


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    path: Path = tmp_path_factory.mktemp("shopify") / "orders_export.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER, restval="")
        writer.writeheader()
        writer.writerows(EXPORT)
    with DuckDBEngine(threads=1) as engine:
        brought = bring_in(engine, [path], Settings(), origin=ORIGIN)
        yield Taken(engine, brought.intake)


@pytest.mark.parametrize("home", ["EUR", "JPY"])
def test_a_further_row_is_in_the_currency_of_its_order(tmp_path: Path, home: str) -> None:
    """The currency stands on an order's first row alone; the shop's own is another."""
    rows = (
        first("#1", ANNA, LATE, "25.50", TEA, Currency="USD"),
        next_line("#1", ANNA, LATE, CUP),
        first("#2", BEN, NOON, "1200", CUP, Currency="JPY"),
        next_line("#2", BEN, NOON, {**TEA, "Lineitem price": "200"}),
    )
    with (tmp_path / "orders.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER, restval="")
        writer.writeheader()
        writer.writerows(rows)
    with DuckDBEngine(threads=1) as engine:
        taken = Taken(engine, bring_in(engine, [tmp_path / "orders.csv"], Settings(currency=home), origin=ORIGIN).intake)
        assert taken.intake.sentence() == "4 rows read = 4 used + 0 set aside by policy + 0 quarantined"
        bought = {p["order_id"]: (p["amount_minor"], p["currency"]) for p in taken.purchases}
        lines = sorted(line["amount_minor"] for line in taken.rows("incoming_purchase_lines"))
    assert bought == {"#1": (2550, "USD"), "#2": (1200, "JPY")}
    assert lines == [10, 200, 1000, 1550], "yen have no smaller coin"


@pytest.mark.parametrize("other", ["Gift card", "Tip"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_gift_card_or_a_tip_is_in_the_total_of_its_order(tmp_path: Path, other: str, is_first: bool) -> None:
    """60.00 in all, of which 50.00 for what is no goods, on the order's own row or on the next; and a gift card alone."""
    card = {**TEA, "Lineitem name": other, "Lineitem sku": "", "Lineitem price": "50.00"}
    one, two = (card, CUP) if is_first else (CUP, card)
    rows = (first("#1", ANNA, LATE, "60.00", one), next_line("#1", ANNA, LATE, two), first("#2", BEN, NOON, "50.00", card))
    with (tmp_path / "orders.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER, restval="")
        writer.writeheader()
        writer.writerows(rows)
    with DuckDBEngine(threads=1) as engine:
        taken = Taken(engine, bring_in(engine, [tmp_path / "orders.csv"], Settings(), origin=ORIGIN).intake)
        assert {p["order_id"]: p["amount_minor"] for p in taken.purchases} == {"#1": 6000, "#2": 5000}
        (takings,) = taken.intake.takings
        assert (takings.known_customers_minor, takings.set_aside_minor) == (11000, 0)
        told = taken.noticed("pseudo_products_within")
    assert told.startswith("2 lines are no goods")
    assert told.endswith("within the totals of their orders, and counted there")


def test_every_row_is_accounted_for(taken: Taken) -> None:
    assert taken.intake.sentence() == "9 rows read = 5 used + 4 set aside by policy + 0 quarantined"
    # The test is #1003; unpaid are #1002, and #1006 with both its lines: cancelled, and nothing was paid back.
    assert {s.policy: s.rows for s in taken.intake.set_aside} == {"test_orders": 1, "unpaid_orders": 3}


def test_an_order_is_what_its_first_row_says_without_delivery(taken: Taken) -> None:
    (order,) = [p for p in taken.purchases if p["order_id"] == "#1001"]
    assert (order["amount_minor"], order["shipping_minor"], order["tax_minor"], order["discount_minor"]) == (
        4000,
        490,
        667,
        100,
    )
    assert (order["n_lines"], order["channel"], order["currency"]) == (2, "web", "EUR")


def test_half_past_nine_in_the_evening_in_new_york_is_the_next_day_in_utc(taken: Taken) -> None:
    (order,) = [p for p in taken.purchases if p["order_id"] == "#1001"]
    assert order["occurred_at"] == datetime(2024, 3, 2, 2, 30)


def test_lines_are_kept_with_their_own_price_and_brand(taken: Taken) -> None:
    lines = [(x["product_id"], x["brand"], x["quantity"], x["amount_minor"]) for x in taken.lines if x["order_id"] == "#1001"]
    assert sorted(lines) == [("CUP-1", "Clay", 1.0, 1000), ("TEA-1", "Leaf", 2.0, 3100)]


def test_anna_is_one_customer_however_she_writes_her_address_and_nobody_reads_it(taken: Taken) -> None:
    who = {p["order_id"]: p["customer_id"] for p in taken.purchases}
    assert set(who) == {"#1001", "#1004", "#1005", "#1007"}
    assert who["#1001"] == who["#1004"] != who["#1007"]
    assert who["#1005"] is None
    assert "@" not in str(who)
    assert "Billing Name" not in taken.intake.recognised


def test_what_was_paid_back_is_a_refund_of_its_order(taken: Taken) -> None:
    assert [(r["order_id"], r["amount_minor"]) for r in taken.refunds] == [("#1004", 1550), ("#1007", 1000)]
    assert taken.noticed("refunds") == "2 refunds, 2 of them tied to the order undone"


def test_the_takings_add_up_by_hand(taken: Taken) -> None:
    (takings,) = taken.intake.takings
    # Anna 40.00 + 31.00, Ben 10.00; a guest 15.50; set aside 15.50 + 10.00 + 25.50.
    assert (takings.known_customers_minor, takings.guests_minor, takings.set_aside_minor) == (8100, 1550, 5100)
    assert takings.in_file_minor == 8100 + 1550 + 5100
    assert takings.refunds_minor == 2550
