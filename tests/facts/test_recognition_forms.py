"""Known forms of export."""

from __future__ import annotations

from regulars.facts.mapping import FIELD_NAMES
from regulars.facts.recognition_forms import KNOWN_FORMS, known_form
from tests.facts.tables import SHOPIFY_HEADER


def test_a_form_is_known_by_its_proof_alone() -> None:
    found = known_form(SHOPIFY_HEADER.split(","))
    assert found
    assert found[0].name == "shopify"
    assert known_form(["Name", "Email", "Total"]) is None


def test_a_form_names_only_fields_that_there_are_and_columns_that_are_present() -> None:
    assert all(set(f.fields) <= set(FIELD_NAMES) for f in KNOWN_FORMS)
    found = known_form(["Name", "Email", "Financial Status", "Lineitem name", "Lineitem price", "Lineitem quantity", "Paid at"])
    assert found
    assert found[1]["occurred"] == "Paid at", "where the time of creation is missing, the time of payment is taken"
    assert "shipping" not in found[1]
