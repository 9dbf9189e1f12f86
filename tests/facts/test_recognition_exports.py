"""Every known export says of each of its columns what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

import regulars as rg
from regulars.facts.mapping import FIELD_NAMES, SOURCE_KINDS, SourceColumn
from regulars.facts.recognition import recognise
from regulars.facts.recognition_exports import EXPORT_FORMS
from regulars.facts.recognition_known import KnownForm
from tests.readers.exports.shops import file, read


@pytest.mark.parametrize("form", EXPORT_FORMS, ids=lambda f: f.name)
def test_a_form_names_fields_that_there_are(form: KnownForm) -> None:
    assert form.kind in SOURCE_KINDS
    assert set(form.fields) <= set(FIELD_NAMES)
    assert {"customer", "occurred", "order", "amount"} <= set(form.fields) | ({"amount"} if "total" in form.fields else set())


@pytest.mark.parametrize("form", EXPORT_FORMS, ids=lambda f: f.name)
def test_its_first_columns_are_recognised_as_it_says(form: KnownForm) -> None:
    columns = [SourceColumn(names[0]) for names in form.fields.values()]
    found = recognise(columns, [])
    assert found.form == form.name
    assert found.columns == {field: names[0] for field, names in form.fields.items()}


def test_recurly_counts_what_succeeded_and_ties_what_came_back(tmp_path: Path) -> None:
    """Of acc-2 one attempt was declined and the next succeeded; of acc-3 a card was tried with 1.00, and nothing bought."""
    shop = read(tmp_path / "transactions.csv", file("recurly_transactions.csv"), currency="USD")
    assert shop.purchases() == [("t1", 2900, "USD"), ("t3", 2900, "USD"), ("t6", 2900, "USD")]
    assert shop.refunds() == [("t1", 2900, "USD")]


def test_chargebees_invoices_count_once_they_are_paid(tmp_path: Path) -> None:
    """Due, voided and not paid are three of five; of INV-3 20.00 came back."""
    shop = read(tmp_path / "invoices.csv", file("chargebee_invoices.csv"))
    assert shop.purchases() == [("INV-1", 2900, "EUR"), ("INV-3", 9900, "EUR")]
    assert shop.refunds() == [("INV-3", 2000, "EUR")]
    assert shop.rows("SELECT DISTINCT customer_id FROM purchases ORDER BY 1") == [("cust_1",), ("cust_3",)]


def test_toasts_payments_are_without_tips_and_voids(tmp_path: Path) -> None:
    """Rasa's 20.00 had a tip of 3.00 beside it; of Jonas's 30.00 10.00 came back; CREDIT is how they paid, no refund."""
    shop = read(tmp_path / "PaymentDetails.csv", file("toast_payments.csv"), currency="USD")
    assert shop.purchases() == [("11", 2000, "USD"), ("12", 3000, "USD")]
    assert shop.refunds() == [("12", 1000, "USD")]


def test_toasts_checks_name_who_ate_and_when(tmp_path: Path) -> None:
    shop = read(tmp_path / "CheckDetails.csv", file("toast_checks.csv"), currency="USD", time_zone="UTC")
    bought = shop.rows("SELECT order_id, customer_id, CAST(occurred_at AS VARCHAR), amount_minor FROM purchases ORDER BY 1")
    assert bought == [
        ("900001", "CU1", "2024-01-15 12:05:00", 1320), ("900002", "CU2", "2024-01-16 19:35:00", 2750),
        ("900003", None, "2024-01-17 19:35:00", 2750),
    ]  # fmt: skip


def test_zendesks_tickets_are_complaints_with_a_time_for_each_step(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text(file("zendesk_tickets.csv"), encoding="utf-8")
    (found,) = rg.inspect(path).mappings
    assert found.kind == "complaints"
    assert found.columns == {
        "case": "Id", "customer": "Requester id", "opened": "Created at", "resolved": "Solved at", "topic": "Subject",
        "severity": "Priority",
    }  # fmt: skip


def test_a_column_of_transfers_and_fees_tells_them_from_sales(tmp_path: Path) -> None:
    """A marketplace pays out what Ana and Bo paid, less its fee: two sales, one refund, and nothing else."""
    text = (
        "Date,Type,Order ID,Buyer,Amount,Currency\n2024-01-05,Sale,1,ana_k,20.00,EUR\n2024-01-05,Fee,1,ana_k,-1.30,EUR\n"
        "2024-01-06,Sale,2,bo77,30.00,EUR\n2024-01-08,Refund,2,bo77,-30.00,EUR\n2024-01-31,Payout,,,-18.70,EUR\n"
    )
    shop = read(tmp_path / "ledger.csv", text)
    assert shop.purchases() == [("1", 2000, "EUR"), ("2", 3000, "EUR")]
    assert shop.refunds() == [("2", 3000, "EUR")]
    assert "2 lines are no goods (adjustment 1, fee 1): kept apart" in shop.said()
