"""PayPal: what customers paid, apart from all else that moves through an account."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.readers.exports.shops import Read, file, read


def activity(folder: Path) -> Read:
    return read(folder / "Download.CSV", file("paypal_activity.csv"), date_order="mdy")


def test_payments_received_are_purchases_without_their_delivery(tmp_path: Path) -> None:
    """Rasa paid 25.00, 5.00 of it for delivery, and later 1,025.00; Jonas 30.00 and Ann 50.00 dollars."""
    shop = activity(tmp_path)
    assert shop.purchases() == [("TX1", 2000, "EUR"), ("TX10", 102_500, "EUR"), ("TX2", 3000, "EUR"), ("TX6", 5000, "USD")]
    assert shop.rows("SELECT shipping_minor, tax_minor FROM purchases WHERE order_id = 'TX1'") == [(500, 347)]
    assert shop.rows("SELECT min(occurred_at) FROM purchases") == [(datetime(2024, 1, 15, 7, 12, 1),)]


def test_one_payer_is_one_customer_however_the_address_is_written(tmp_path: Path) -> None:
    """rasa@ and Rasa@ are one; the address is not kept."""
    shop = activity(tmp_path)
    assert shop.rows("SELECT count(DISTINCT customer_id), count(*) FROM purchases") == [(3, 4)]
    assert "@" not in str(shop.rows("SELECT * FROM purchases"))


def test_a_refund_undoes_the_payment_it_names_whose_own_status_says_refunded(tmp_path: Path) -> None:
    assert activity(tmp_path).refunds() == [("TX2", 3000, "EUR")]


def test_withdrawals_conversions_and_payments_sent_are_no_sales(tmp_path: Path) -> None:
    """Of ten rows four are none; Bo's 40.00 is pending; fees of 32.50 EUR and 2.00 USD stand apart."""
    shop = activity(tmp_path)
    said = shop.said()
    assert "4 rows are no payments received (transfers, withdrawals, conversions, holds or payments sent): no sales" in said
    assert "4 payments bore fees of PayPal, 32.50 EUR, 2.00 USD: kept out of their amounts" in said
    assert "guest" not in said
    euro, dollar = shop.intake.takings
    assert (euro.known_customers_minor, euro.set_aside_minor, euro.refunds_minor) == (107_500, 4000, 3000)
    assert (dollar.in_file_minor, dollar.known_customers_minor) == (5000, 5000)
