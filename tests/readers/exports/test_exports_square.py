"""Square: a stall's transactions and items, with tips, gift cards, tax, refunds and a till five hours behind Greenwich."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.readers.exports.shops import file, read

NEW_YORK = {"currency": "USD", "time_zone": "America/New_York"}


def test_a_transaction_is_its_goods_with_their_tax(tmp_path: Path) -> None:
    """Dee paid 31.16: 27.00 for goods, 2.16 of tax, and 2.00 of tip. Somebody unknown bought a table for 1,296.00."""
    shop = read(tmp_path / "transactions.csv", file("square_transactions.csv"), **NEW_YORK)
    assert shop.purchases() == [("SQA1", 2916, "USD"), ("SQB2", 1296, "USD"), ("SQD4", 129_600, "USD")]
    assert shop.rows(
        "SELECT discount_minor, tax_minor, place, staff_id, customer_id FROM purchases WHERE order_id = 'SQA1'"
    ) == [(300, 216, "Kaunas Street", "S-1", "CUST1")]
    assert "1 payment has a tip, 2.00: no takings for goods, left out of its amount" in shop.said()


def test_the_tills_evening_is_the_shops_evening(tmp_path: Path) -> None:
    """21:50 on 4 March in New York is 02:50 on the fifth in Greenwich; in 03/04/2024 the month stands first."""
    shop = read(tmp_path / "transactions.csv", file("square_transactions.csv"), **NEW_YORK)
    assert shop.rows("SELECT min(occurred_at) FROM purchases") == [(datetime(2024, 3, 5, 2, 50, 48),)]
    assert shop.facts.starts.isoformat() == "2024-03-04"
    assert "5 rows name their time zone: each is an instant" in shop.said()


def test_a_gift_card_sold_is_no_purchase_and_one_used_is(tmp_path: Path) -> None:
    """Dee bought a card for 50.00, and a guest one for 25.00 beside a table; Eli paid for a print with a card."""
    shop = read(tmp_path / "transactions.csv", file("square_transactions.csv"), **NEW_YORK)
    assert "SQC3" not in [order for order, _, _ in shop.purchases()]
    assert "2 payments sold gift cards, 75.00: no goods yet, kept out of the takings" in shop.said()
    assert "1 payment was made with a gift card, 12.96: goods were bought, it counts" in shop.said()
    (takings,) = shop.intake.takings
    # 29.16 + 12.96 known, 1,296.00 a guest's, 50.00 for the card.
    assert (takings.known_customers_minor, takings.guests_minor, takings.set_aside_minor) == (4212, 129_600, 5000)


def test_a_refund_undoes_the_transaction_whose_id_it_bears(tmp_path: Path) -> None:
    shop = read(tmp_path / "transactions.csv", file("square_transactions.csv"), **NEW_YORK)
    assert shop.refunds() == [("SQB2", 1296, "USD")]


def test_a_zone_that_is_not_known_is_told(tmp_path: Path) -> None:
    content = file("square_transactions.csv").replace("Eastern Time (US & Canada)", "Lunar Time").replace("03/04/", "03/14/")
    shop = read(tmp_path / "transactions.csv", content, date_order="mdy", **NEW_YORK)
    assert "5 rows have time zones that are not known: their times are read as the shop's own" in shop.said()
    assert shop.facts.starts.isoformat() == "2024-03-05"


def test_items_are_lines_of_transactions(tmp_path: Path) -> None:
    """A mug of 18.00 less 3.00 with 1.20 of tax is 16.20; a print 12.96; a gift card is no goods."""
    shop = read(tmp_path / "items.csv", file("square_items.csv"), **NEW_YORK)
    assert shop.purchases() == [("SQA1", 2916, "USD"), ("SQC3", 3888, "USD")]
    lines = shop.rows(
        "SELECT order_id, product_id, role, quantity, amount_minor, discount_minor FROM purchase_lines ORDER BY ALL"
    )
    assert lines == [
        ("SQA1", "Fern Print Large", "product", 1.0, 1296, 0),
        ("SQA1", "MUG-1", "product", 1.0, 1620, 300),
        ("SQA1", "gift-card", "voucher", 1.0, 2500, 0),
        ("SQC3", "MUG-1", "product", 2.0, 3888, 0),
    ]
    assert "lines have tax beside their net sales" in shop.said()


def test_an_item_that_came_back_is_tied_to_an_order_that_sold_it(tmp_path: Path) -> None:
    """The refund has a transaction of its own: it undoes the latest sale of a mug at 18.00 to Dee."""
    shop = read(tmp_path / "items.csv", file("square_items.csv"), **NEW_YORK)
    assert shop.refunds() == [("SQA1", 1944, "USD")]


def test_amounts_as_other_countries_write_them(tmp_path: Path) -> None:
    content = file("square_items.csv").replace("$36.00", '"36,00 €"').replace("$2.88", '"2,88 €"')
    shop = read(tmp_path / "items.csv", content, **NEW_YORK)
    assert ("SQC3", 3888, "USD") in shop.purchases()
