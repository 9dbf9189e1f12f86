"""Shops' files whose columns mark what came back or never happened, by yes and no."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.exports.shops import Read, read

SALES = """Order ID,Customer ID,Date,Amount,{name}
1001,Ana,2024-01-05,20.00,{no}
1002,Bo,2024-01-06,30.00,{yes}
1003,Ana,2024-02-07,25.00,{no}
1004,Cid,2024-02-08,40.00,{no}
"""


@pytest.mark.parametrize(
    ("name", "yes", "no"),
    [
        ("Refunded", "yes", "no"),
        ("refunded", "1", "0"),
        ("Returned", "TRUE", "FALSE"),
        ("is_void", "Y", "N"),
        ("Voided", "x", ""),
        ("Refund", "yes", "no"),  # no other row is the sale that it could undo
        ("Storniert", "ja", "nein"),
        ("Zwrot", "tak", "nie"),
        ("Возвращен", "да", "нет"),
    ],
)
def test_a_sale_that_is_marked_as_given_back_is_no_sale(tmp_path: Path, name: str, yes: str, no: str) -> None:
    """Bo's 30 of 115 came back: 85 count."""
    shop = read(tmp_path / "sales.csv", SALES.format(name=name, yes=yes, no=no))
    assert [(order, minor) for order, minor, _ in shop.purchases()] == [("1001", 2000), ("1003", 2500), ("1004", 4000)]
    assert shop.refunds() == []
    assert shop.intake.takings[0].set_aside_minor == 3000


def test_a_row_that_is_marked_as_a_refund_undoes_the_sale_before_it(tmp_path: Path) -> None:
    """Bo bought for 30 and got 30 back, Ana 10 of her 25, written without a minus."""
    text = (
        "customer,date,amount,is_refund\nAna,2024-01-05,20.00,0\nBo,2024-01-06,30.00,0\nBo,2024-01-09,30.00,1\n"
        "Ana,2024-02-07,25.00,0\nAna,2024-02-08,10.00,1\n"
    )
    shop = read(tmp_path / "till.csv", text)
    assert sorted(minor for _, minor, _ in shop.purchases()) == [2000, 2500, 3000]
    assert sorted(minor for _, minor, _ in shop.refunds()) == [1000, 3000]


def test_a_mark_called_refund_is_a_refund_where_the_sale_stands_beside_it(tmp_path: Path) -> None:
    """Receipt 2 stands twice: sold, and given back."""
    text = "Receipt,Member,Date,Total,Refund\n1,Ana,2024-01-05,20.00,\n2,Bo,2024-01-06,30.00,\n2,Bo,2024-01-06,30.00,x\n"
    shop = read(tmp_path / "till.csv", text)
    assert [(order, minor) for order, minor, _ in shop.purchases()] == [("1", 2000), ("2", 3000)]
    assert [(order, minor) for order, minor, _ in shop.refunds()] == [("2", 3000)]


@pytest.mark.parametrize(
    "name", ["Refund", "Refunded amount", "Amount refunded", "Refund amount", "Returned amount", "Refunded"]
)
def test_money_in_a_column_of_refunds_is_taken_off(tmp_path: Path, name: str) -> None:
    text = SALES.format(name=name, yes="10.00", no="0.00")
    shop = read(tmp_path / "sales.csv", text)
    assert len(shop.purchases()) == 4
    assert [(order, minor) for order, minor, _ in shop.refunds()] == [("1002", 1000)]


def test_one_line_that_came_back_leaves_the_others_of_its_order(tmp_path: Path) -> None:
    """Of Ana's mug 12 and cup 8 the cup came back; Bo sent both of his back."""
    text = (
        "Order,Customer,Date,Product,Quantity,Price,Returned\n1,Ana,2024-01-05,mug,1,12.00,no\n1,Ana,2024-01-05,cup,1,8.00,yes\n"
        "2,Bo,2024-01-06,mug,1,12.00,yes\n2,Bo,2024-01-06,cup,1,8.00,yes\n3,Ana,2024-02-06,pot,1,30.00,no\n"
    )
    shop = read(tmp_path / "lines.csv", text)
    assert [(order, minor) for order, minor, _ in shop.purchases()] == [("1", 1200), ("3", 3000)]


def test_a_status_on_the_first_line_alone_is_the_whole_orders(tmp_path: Path) -> None:
    text = (
        "Order,Customer,Date,Product,Quantity,Price,Status\n1,Ana,2024-01-05,mug,1,12.00,Cancelled\n1,Ana,2024-01-05,cup,1,8.00,\n"
        "2,Bo,2024-01-06,mug,1,12.00,Paid\n2,Bo,2024-01-06,cup,1,8.00,\n"
    )
    shop = read(tmp_path / "lines.csv", text)
    assert [(order, minor) for order, minor, _ in shop.purchases()] == [("2", 2000)]


@pytest.mark.parametrize(
    "status",
    ["Zwrot", "Retoure", "Storno", "Stornierung", "Reso", "Devolución", "Remboursement", "Återköp", "Gutschrift", "Chargeback",
     "Dispute", "cancelled by client", "Cancelled - no payment", "CANCELLED_BY_SELLER", "Storniert (Kunde)",
     "Annulée par le client"],
)  # fmt: skip
def test_an_order_called_off_in_any_of_these_words_is_no_sale(tmp_path: Path, status: str) -> None:
    shop = _with_status(tmp_path, status, "30.00")
    assert [(order, minor) for order, minor, _ in shop.purchases()] == [("1", 2000), ("3", 2500)]
    assert "not known" not in shop.said()


@pytest.mark.parametrize("status", ["Refund requested", "Partially refunded", "Refunded partially", "Gift wrapped"])
def test_a_word_that_is_not_sure_stays_a_sale_and_what_is_unknown_is_told(tmp_path: Path, status: str) -> None:
    shop = _with_status(tmp_path, status, "30.00")
    assert len(shop.purchases()) == 3
    assert ("not known" in shop.said()) is (status != "Partially refunded")


def test_a_sum_below_zero_under_such_a_word_is_a_refund(tmp_path: Path) -> None:
    """The sale stands under its own number: it counts, and so does what came back."""
    shop = _with_status(tmp_path, "Zwrot", "-5.00")
    assert [(order, minor) for order, minor, _ in shop.purchases()] == [("1", 2000), ("3", 2500)]
    assert [minor for _, minor, _ in shop.refunds()] == [500]


def _with_status(folder: Path, status: str, amount: str) -> Read:
    rows = f"1,Ana,2024-01-05,20.00,paid\n2,Bo,2024-01-06,{amount},{status}\n3,Ana,2024-02-07,25.00,paid\n"
    return read(folder / "orders.csv", f"Order,Customer,Date,Amount,Status\n{rows}")
