"""What one row of a file is."""

from __future__ import annotations

import pytest

from regulars.errors import NoCustomers, UnknownColumns
from regulars.facts.recognition import recognise
from tests.facts.tables import table


def test_a_row_with_an_order_and_a_product_is_a_line() -> None:
    assert recognise(*table("customer,date,amount,order id,sku")).kind == "purchase_lines"
    assert recognise(*table("customer,date,amount,order id")).kind == "purchases"
    assert recognise(*table("customer,date,amount,sku")).kind == "purchases", "without an order each row stands alone"


def test_refunds_show_themselves_by_name_and_need_no_customer() -> None:
    mapping = recognise(*table("refund_id,order_id,refund_date,amount,reason\n1,2,2024-01-05,3.50,torn\n"))
    assert mapping.kind == "refunds"
    wanted = {"refund": "refund_id", "order": "order_id", "occurred": "refund_date", "amount": "amount", "reason": "reason"}
    assert mapping.columns == wanted
    assert recognise(*table("order,returned_at,refund_amount")).columns["amount"] == "refund_amount"


def test_in_refunds_the_refunds_own_date_is_meant() -> None:
    assert recognise(*table("order id,order date,refund date,amount,customer")).columns["occurred"] == "refund date"


def test_a_file_of_customers_has_each_once() -> None:
    mapping = recognise(*table("customer,city,acquired_through,email\nAnna,Vilnius,friend,a@b.lt\nBo,Kaunas,ad,b@b.lt\n"))
    assert (mapping.kind, mapping.attributes, mapping.personal) == ("attributes", ("city", "acquired_through"), ("email",))
    assert mapping.columns == {"customer": "customer"}


def test_attributes_may_say_since_when() -> None:
    mapping = recognise(*table("customer,since,city\nAnna,2024-01-05,Vilnius\nBo,2024-01-06,Kaunas\n"))
    assert (mapping.columns, mapping.attributes) == ({"customer": "customer", "occurred": "since"}, ("city",))


def test_attributes_may_be_long() -> None:
    mapping = recognise(*table("customer,attribute,value,date\nAnna,city,Vilnius,2024-01-05\nAnna,tier,gold,2024-01-05\n"))
    assert mapping.kind == "attributes"
    assert mapping.columns == {"customer": "customer", "occurred": "date", "name": "attribute", "value": "value"}
    assert mapping.attributes == ()


def test_a_kind_can_be_given() -> None:
    rows = "customer,total orders,city\nAnna,3,Vilnius\n"
    assert recognise(*table(rows), {"kind": "attributes"}).attributes == ("total orders", "city")
    with pytest.raises(NoCustomers):
        recognise(*table("city,tier\nVilnius,gold\n"), {"kind": "attributes"})


def test_visits_with_money_are_purchases_though_each_customer_comes_once() -> None:
    assert recognise(*table("customer,am,wieviel\nAnna,2024-01-05,3.50\nBo,2024-01-06,4.10\n")).kind == "purchases"


def test_an_amount_in_words_makes_no_file_of_customers() -> None:
    with pytest.raises(UnknownColumns, match="No column is known to say how much"):
        recognise(*table("customer,date,amount\nAna,2024-01-05,ten\nBo,2024-01-06,free\n"))
    assert recognise(*table("customer,date,spent\nAna,2024-01-05,little\nBo,2024-01-06,much\n")).kind == "attributes"
