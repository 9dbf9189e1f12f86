"""Stripe: a tea shop's payments, invoices and subscriptions, with the traps that such files are known for."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.readers.exports.shops import file, read

HEADER = (
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,"
    "Converted Currency,Decline Reason,Description,Fee,Refunded date (UTC),Mode,Status,Customer ID,Customer Email,"
    "Disputed Amount,Dispute Status,Invoice ID\n"
)


def payment(
    name: str, at: str = "2024-03-05 10:00:00", amount: str = "20.00", back: str = "0.00", currency: str = "eur",
    captured: str = "true", converted: str | None = None, converted_back: str | None = None, mode: str = "Live",
    status: str = "Paid", who: str = "cus_Anna", email: str = "anna@example.com", lost: str = "", dispute: str = "",
) -> str:  # fmt: skip
    into = amount if converted is None else converted
    into_back = back if converted_back is None else converted_back
    paid_out = f"{into},{into_back},eur" if into else ",,"
    return (
        f"{name},{at},{amount},{back},{currency},{captured},{paid_out},,Tea,0.55,,{mode},{status},{who},{email},{lost},"
        f"{dispute},\n"
    )


def test_a_payment_in_utc_is_of_the_shops_own_day(tmp_path: Path) -> None:
    """Anna paid at half past midnight in Vilnius on 6 March; Stripe writes 22:30 on the fifth."""
    shop = read(tmp_path / "unified_payments.csv", HEADER + payment("ch_1", at="2024-03-05 22:30:00"))
    assert shop.purchases() == [("ch_1", 2000, "EUR")]
    assert shop.rows("SELECT occurred_at, customer_id FROM purchases") == [(datetime(2024, 3, 5, 22, 30), "cus_Anna")]
    assert shop.facts.starts.isoformat() == "2024-03-06"
    assert "1 row is in UTC: its day is that of the shop's own zone" in shop.said()


def test_a_refund_in_part_leaves_the_purchase(tmp_path: Path) -> None:
    shop = read(
        tmp_path / "payments.csv", HEADER + payment("ch_1", back="5.50") + payment("ch_2", back="20.00", status="Refunded")
    )
    assert shop.purchases() == [("ch_1", 2000, "EUR"), ("ch_2", 2000, "EUR")]
    assert shop.refunds() == [("ch_1", 550, "EUR"), ("ch_2", 2000, "EUR")]
    assert "1 payment was given back in part: 5.50 EUR is a refund, and the payment stays a purchase" in shop.said()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (payment("ch_2", mode="Test"), "belongs to a test order: left out"),
        (payment("ch_2", captured="false"), "1 payment was authorised and never captured: no money came"),
        (payment("ch_2", captured="false", converted="", status="Failed"), "belongs to an order that was not paid"),
        (payment("ch_2", status="requires_payment_method"), "belongs to an order that was not paid"),
        (payment("ch_2", status="canceled"), "belongs to an order that was not paid"),
    ],
)
def test_what_brought_no_money_is_no_purchase(tmp_path: Path, row: str, said: str) -> None:
    shop = read(tmp_path / "payments.csv", HEADER + payment("ch_1") + row)
    assert shop.purchases() == [("ch_1", 2000, "EUR")]
    assert said in shop.said()


def test_a_lost_dispute_is_money_given_back(tmp_path: Path) -> None:
    rows = payment("ch_1", lost="20.00", dispute="lost") + payment("ch_2", lost="20.00", dispute="won")
    shop = read(tmp_path / "payments.csv", HEADER + rows)
    assert shop.refunds() == [("ch_1", 2000, "EUR")]
    assert "1 dispute was lost: 20.00 EUR counts as given back" in shop.said()


def test_other_currencies_count_as_what_was_paid_out_for_them(tmp_path: Path) -> None:
    """25.00 USD came in as 23.10 EUR, 10.00 USD went back as 9.40 EUR; a dispute of 12.00 USD, paid out as 11.00, was lost."""
    rows = payment("ch_1") + payment(
        "ch_2", amount="25.00", currency="usd", converted="23.10", back="10.00", converted_back="9.40"
    )
    rows += payment("ch_3", amount="12.00", currency="usd", converted="11.00", lost="12.00", dispute="lost")
    shop = read(tmp_path / "payments.csv", HEADER + rows)
    assert shop.purchases() == [("ch_1", 2000, "EUR"), ("ch_2", 2310, "EUR"), ("ch_3", 1100, "EUR")]
    assert shop.refunds() == [("ch_2", 940, "EUR"), ("ch_3", 1100, "EUR")]
    assert "2 payments came in other currencies: counted as what Stripe paid out for them, 34.10 EUR" in shop.said()


def test_without_a_customer_the_address_tells_who(tmp_path: Path) -> None:
    rows = payment("ch_1", who="", email="Cleo@example.com") + payment("ch_2", who="", email="cleo@example.com")
    shop = read(tmp_path / "payments.csv", HEADER + rows + payment("ch_3") + payment("ch_4", who="", email=""))
    known = dict(shop.rows("SELECT order_id, customer_id FROM purchases"))
    assert known["ch_1"] == known["ch_2"] != known["ch_3"] == "cus_Anna"
    assert known["ch_1"].startswith("e-")
    assert known["ch_4"] is None


def test_no_address_is_shown_as_an_example(tmp_path: Path) -> None:
    import regulars as rg

    (tmp_path / "payments.csv").write_text(HEADER + payment("ch_1", who="", email="cleo@example.com"))
    (form,) = rg.inspect(tmp_path / "payments.csv").forms
    assert {c.field: c.example for c in form.columns}["customer"] == "(an e-mail address)"


def test_an_amount_that_is_none_is_pointed_at(tmp_path: Path) -> None:
    shop = read(tmp_path / "payments.csv", HEADER + payment("ch_1") + payment("ch_2", amount="2O.00"))
    (bad,) = shop.intake.quarantined[0].first
    assert (bad.record, bad.line, bad.reason) == (2, 3, "bad_amount")
    assert "2O.00" in bad.value


def test_what_the_user_says_goes_first(tmp_path: Path) -> None:
    import regulars as rg

    path = tmp_path / "payments.csv"
    path.write_text(HEADER + payment("ch_1", amount="25.00", currency="usd", converted="23.10"))
    facts = rg.read(path, mapping={"amount": "Amount", "currency": "Currency"})
    assert facts.engine.connection.sql("SELECT amount_minor, currency FROM purchases").fetchall() == [(2500, "USD")]  # type: ignore[attr-defined]


def test_invoices_count_when_they_are_paid(tmp_path: Path) -> None:
    """Cleo had 5.00 on her balance: her invoice of 30.00 brought 25.00."""
    shop = read(tmp_path / "invoices.csv", file("stripe_invoices.csv"))
    assert shop.purchases() == [("in_1", 2000, "EUR"), ("in_4", 2500, "EUR")]
    assert shop.rows("SELECT occurred_at, tax_minor FROM purchases WHERE order_id = 'in_1'") == [(datetime(2024, 3, 3, 9), 347)]
    assert "2 rows (50 %)" in shop.said()
    assert "1 invoice was paid in part from a balance (5.00 EUR): counted with what was paid" in shop.said()


def test_subscriptions_are_commitments(tmp_path: Path) -> None:
    """Ben has three seats at 19.00, cancelled on 20 February and ended with his last paid month."""
    shop = read(tmp_path / "subscriptions.csv", file("stripe_subscriptions.csv"))
    steps = shop.rows(
        "SELECT commitment_id, customer_id, event, occurred_at, amount_minor, billing_period FROM commitments ORDER BY ALL"
    )
    assert [s[:4] for s in steps] == [
        ("sub_1", "cus_Anna", "started", datetime(2024, 1, 5, 10)),
        ("sub_2", "cus_Ben", "cancelled", datetime(2024, 2, 20, 12)),
        ("sub_2", "cus_Ben", "ended", datetime(2024, 3, 10, 10)),
        ("sub_2", "cus_Ben", "started", datetime(2024, 1, 10, 10)),
        ("sub_3", "cus_Cleo", "ended", datetime(2024, 2, 2, 9)),
        ("sub_3", "cus_Cleo", "started", datetime(2024, 2, 1, 10)),
    ]
    assert {s[0]: s[4:] for s in steps if s[2] == "started"} == {
        "sub_1": (1900, "month"), "sub_2": (5700, "month"), "sub_3": (19000, "year"),
    }  # fmt: skip
    assert "1 subscription is for several seats" in shop.said()
    assert "1 subscription was never paid for (incomplete)" in shop.said()


def test_the_api_counts_in_the_smallest_coin(tmp_path: Path) -> None:
    """2000 is 20.00 EUR, but 2000 JPY, 2.000 KWD, and 20.00 ISK: Stripe takes the króna in hundredths, ISO 4217 does not."""
    charges = [
        {"id": f"ch_{n}", "object": "charge", "amount": 2000, "amount_refunded": back, "captured": True, "created": 1709634000,
         "currency": currency, "customer": "cus_Anna", "livemode": live, "status": status,
         "billing_details": {"email": "anna@example.com", "address": {"city": "Kaunas"}}}
        for n, (currency, back, live, status) in enumerate(
            [("eur", 550, True, "succeeded"), ("jpy", 0, True, "succeeded"), ("kwd", 0, True, "succeeded"),
             ("isk", 0, True, "succeeded"), ("eur", 0, False, "succeeded"), ("eur", 0, True, "failed")]
        )
    ]  # fmt: skip
    for charge in charges[1:3]:
        del charge["captured"], charge["livemode"]  # whoever keeps charges in a log may keep fewer fields
    answer = {"object": "list", "url": "/v1/charges", "has_more": False, "data": charges}
    shop = read(tmp_path / "charges.json", json.dumps(answer))
    assert shop.purchases() == [("ch_0", 2000, "EUR"), ("ch_1", 2000, "JPY"), ("ch_2", 2000, "KWD"), ("ch_3", 20, "ISK")]
    assert shop.refunds() == [("ch_0", 550, "EUR")]
    assert shop.rows("SELECT DISTINCT occurred_at FROM purchases") == [(datetime(2024, 3, 5, 10, 20),)]
