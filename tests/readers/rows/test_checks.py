"""What is wrong with rows as a whole is said with numbers, and small things are let pass."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from regulars.errors import ConflictingOrders, MixedCurrencies, NoCustomers, NothingUsable
from regulars.facts.intake import BadRow, Intake, Quarantined
from regulars.readers.rows.checks import check_anything, check_conflicts, check_customers, check_rates
from regulars.settings import Settings
from tests.readers.exports.shops import read


def seen(connection: duckdb.DuckDBPyConnection, orders: int, conflicts: int) -> None:
    said = f"SELECT CAST(100 + k AS VARCHAR) AS order_id, k < {conflicts} AS is_conflict FROM range({orders}) AS r(k)"
    connection.execute(f"CREATE OR REPLACE TABLE orders_seen AS {said}")


@pytest.mark.parametrize(("orders", "conflicts"), [(1, 1), (20, 2), (40, 4), (5, 0)])
def test_one_order_or_a_tenth_of_them_may_contradict_itself(
    connection: duckdb.DuckDBPyConnection, orders: int, conflicts: int
) -> None:
    seen(connection, orders, conflicts)
    check_conflicts(connection)


def test_more_than_a_tenth_is_an_error_with_an_example(connection: duckdb.DuckDBPyConnection) -> None:
    seen(connection, 20, 3)
    with pytest.raises(ConflictingOrders, match=r"^Rows of 3 of 20 orders, such as 100, disagree"):
        check_conflicts(connection)


def test_rates_are_for_every_currency_or_for_none() -> None:
    check_rates(("EUR", "USD"), Settings(), "EUR")
    check_rates(("EUR", "USD"), Settings(rates={"USD": "0.92"}), "EUR")
    with pytest.raises(MixedCurrencies, match=r"amounts in GBP, USD, and no rate for them(.|\n)*such as GBP = '0\.92'"):
        check_rates(("EUR", "GBP", "USD"), Settings(rates={"SEK": "0.09"}), "EUR")


def test_purchases_that_name_nobody_say_how_many_they_are() -> None:
    check_customers(0, 0)
    check_customers(9, 1)
    with pytest.raises(NoCustomers, match=r"^None of 1,500 purchases names a customer\."):
        check_customers(1500, 0)


def intake(rows: int, *quarantined: Quarantined) -> Intake:
    return Intake(("orders.csv",), rows, rows - sum(q.rows for q in quarantined), (), quarantined, (), ())


def test_a_header_alone_is_nothing_to_use() -> None:
    with pytest.raises(NothingUsable, match=r"^orders\.csv has a header and no rows\."):
        check_anything(intake(0))


def test_where_no_date_can_be_read_the_forms_that_were_tried_are_shown() -> None:
    first = tuple(BadRow("orders.csv", n, n, "day", f"{n} marca 2024", "bad_date") for n in range(5, 9))
    with pytest.raises(NothingUsable) as caught:
        check_anything(intake(4, Quarantined("bad_date", 4, "the date is in no known form", first)))
    assert "The first: day is '5 marca 2024', '6 marca 2024', '7 marca 2024'." in str(caught.value)
    assert "Expected: dates such as 2024-03-05, 20240305, 05.03.2024, 3/5/24, 5 Mar 2024 or March 5, 2024" in str(caught.value)
    assert "--map occurred=COLUMN, or another --date-order" in str(caught.value)


def test_a_share_that_is_none_is_told_as_that_and_not_as_an_amount() -> None:
    first = (BadRow("orders.csv", 1, 2, "Off", "half", "bad_discount"),)
    with pytest.raises(NothingUsable, match="The first: Off is 'half'") as caught:
        check_anything(intake(1, Quarantined("bad_discount", 1, "the discount is no share of the price", first)))
    assert "Expected: shares such as 0.2, 20% or 20" in str(caught.value)
    assert "--map discount=COLUMN where it holds money" in str(caught.value)


def test_where_every_row_is_bad_the_commonest_reason_and_its_first_value_are_named() -> None:
    dates = Quarantined("bad_date", 2, "the date is empty", (BadRow("orders.csv", 1, 2, "day", "soon", "bad_date"),))
    amounts = Quarantined("bad_amount", 1, "the amount is empty")
    with pytest.raises(
        NothingUsable,
        match=r"3 rows can be used\. In 2, the date is empty\. The first: day is 'soon'\. Of the others: in 1, the",
    ):
        check_anything(intake(3, amounts, dates))
    check_anything(intake(4, amounts, dates))


TILLS = """Store,Receipt No,Customer ID,Date,Total
Kaunas,1,Ana,2024-01-05,20.00
Kaunas,2,Bo,2024-01-06,30.00
Vilnius,1,Cid,2024-01-05,25.00
Vilnius,2,Dan,2024-01-07,35.00
Vilnius,3,Ana,2024-02-07,35.00
"""


def test_receipts_of_two_shops_with_one_number_are_not_one_order(tmp_path: Path) -> None:
    with pytest.raises(ConflictingOrders, match=r"2 of 3 order numbers, such as 1, stand at several places") as caught:
        read(tmp_path / "tills.csv", TILLS)
    assert '--map "order_within=Store"' in str(caught.value)
    shop = read(tmp_path / "tills.csv", TILLS, mapping={"order_within": "Store"})
    assert [(order, minor) for order, minor, _ in shop.purchases()] == [
        ("Kaunas 1", 2000), ("Kaunas 2", 3000), ("Vilnius 1", 2500), ("Vilnius 2", 3500), ("Vilnius 3", 3500),
    ]  # fmt: skip
    assert shop.rows("SELECT DISTINCT place FROM purchases ORDER BY 1") == [("Kaunas",), ("Vilnius",)]


def test_guests_lines_of_two_shops_with_one_number_are_not_one_order(tmp_path: Path) -> None:
    """Nobody is named, and the days are alike: the shops alone tell."""
    text = "Shop,Receipt,Customer,Date,Product,Quantity,Price\nKaunas,1,,2024-01-05,mug,1,5\nVilnius,1,,2024-01-05,pot,1,9\n"
    with pytest.raises(ConflictingOrders, match="different orders"):
        read(tmp_path / "tills.csv", text + "Vilnius,2,Ana,2024-01-06,pot,1,9\n")


def test_an_order_sent_from_two_shops_on_one_day_to_one_customer_is_one(tmp_path: Path) -> None:
    text = (
        "Store,Order,Customer,Date,Product,Quantity,Price\nKaunas,1,Ana,2024-01-05,mug,1,5\nVilnius,1,Ana,2024-01-05,pot,1,9\n"
    )
    assert [minor for _, minor, _ in read(tmp_path / "orders.csv", text).purchases()] == [1400]


def test_goods_may_come_back_to_another_shop_on_another_day(tmp_path: Path) -> None:
    rows = "Kaunas,1,Ana,2024-01-05,mug,2,5\nVilnius,1,Ana,2024-01-09,mug,-1,5\n"
    shop = read(tmp_path / "orders.csv", f"Store,Order,Customer,Date,Product,Quantity,Price\n{rows}")
    assert [minor for _, minor, _ in shop.purchases()] == [1000]
    assert [minor for _, minor, _ in shop.refunds()] == [500]
