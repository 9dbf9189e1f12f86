"""A file is a survey, a list of complaints and so on only where its names say so; orders stay orders."""

from __future__ import annotations

import pytest

from regulars.facts.recognition_declared_proofs import is_question, kind_by_names
from tests.facts.tables import SHOPIFY_HEADER


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("question,score,customer,date", "answers"),
        ("respondent id,date,taste", "answers"),
        ("customer,date,nps", "answers"),
        ("case id,customer,date", "complaints"),
        ("ticket id,customer,created at,closed at", "complaints"),
        ("message id,customer,sent at", "contacts"),
        ("campaign,customer,event,date", "contacts"),
        ("customer,purpose,opt in,date", "permissions"),
        ("referrer,referred customer id,date", "advocacy"),
        ("voucher code,customer,redeemed at", "incentives"),
        ("contract number,customer,start date", "commitments"),
        ("membership_id,customer,started,cancelled,price,currency,billing_period", "commitments"),
        ("Member no,Start date,End date,Fee,Billing,Status", "commitments"),
        ("condition,start date,place", "conditions"),
        ("experiment,variant,customer,date,probability", "assignments"),
        ("customer,merged into", "identities"),
    ],
)
def test_names_prove_a_kind(header: str, kind: str) -> None:
    found = kind_by_names(header.split(","))
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "header",
    [
        "customer,date,amount",
        "order id,customer,date,amount,coupon code",
        "order id,customer,date,total,campaign,channel",
        "ticket number,customer,date,amount",
        "customer,date,product,quantity,unit price,rating",
        "customer_id,since,acquired_through,group",
        "customer,date,amount,survey",
        "customer,date,case,amount",
        "customer,subscription,created at,amount",
        "customer,membership_id,created at,cancelled at,product,quantity,price",
        "member no,start date,amount",
        "customer,date,amount,voucher code,valid until",
        "customer,date,amount,experiment,group",
        "customer,date,amount,referred customer id",
        "refund id,order id,customer,refund date,amount,reason",
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
        SHOPIFY_HEADER,
    ],
)
def test_what_may_be_orders_is_left_to_be_orders(header: str) -> None:
    assert kind_by_names(header.split(",")) is None


def test_a_lone_score_is_a_guess() -> None:
    assert kind_by_names(["customer", "date", "nps"]) == ("answers", "guessed")
    assert kind_by_names(["Kunde", "Datum", "Zufriedenheit (1-6)"]) == ("answers", "guessed")
    assert kind_by_names(["Timestamp", "How was it?"]) == ("answers", "recognised")


def test_a_question_is_known_by_its_words() -> None:
    assert all(map(is_question, ("How was the food today", "Ar grįšite?", "Would you come again")))
    assert not any(map(is_question, ("how", "order date", "whole price", "island name here")))
