"""What holds for every row of a file of orders."""

from __future__ import annotations

import pytest

from regulars.facts.mapping import FIELD_NAMES, SourceColumn, mapping_from_toml
from regulars.facts.recognition import recognise_all
from regulars.facts.recognition_constants import constant_columns, constants_in, is_constant, of_the_file
from tests.facts.tables import table

VISITS = "member,check in,=0,=Kaunas\nM1,2024-03-05,0,Kaunas\nM2,2024-03-06,0,Kaunas\n"
SENT = "message id,customer,sent at,channel,=0,=Kaunas\nM1,C1,2024-03-05,email,0,Kaunas\n"


def test_a_second_equals_sign_says_what_holds_for_every_row() -> None:
    assert is_constant("purpose", "=marketing")
    assert is_constant("place", "=Kaunas")
    assert is_constant("scale:How was it?", "=1-5")
    assert not is_constant("purpose", "why")
    assert not is_constant("colour", "=red")


def test_orders_have_a_column_for_each_constant_and_other_kinds_none() -> None:
    said = {"amount": "=0", "place": "=Kaunas", "purpose": "=marketing", "occurred": "Day", "customer": "=Anna"}
    assert constant_columns(said) == ("=0", "=Kaunas"), "one customer for every row would be a mistake"
    every = {name: f"={name}" for name in FIELD_NAMES}
    assert {"=amount", "=place", "=currency", "=occurred", "=category"} < set(constant_columns(every))
    assert constant_columns(None) == constant_columns({}) == ()
    assert [c.name for c in of_the_file([SourceColumn("day"), SourceColumn("=0")])] == ["day"]


@pytest.mark.parametrize(
    "text",
    ['[mapping]\namount = "=0"\noccurred = "check in"', '[[mapping]]\nkind = "purchases"\ncolumns = { amount = "=0" }'],
)
def test_a_mapping_that_was_saved_says_it_too(text: str) -> None:
    assert constant_columns(mapping_from_toml(text)) == ("=0",)


def test_visits_without_money_are_purchases_of_nothing() -> None:
    (mapping,) = recognise_all([table(VISITS)], {"amount": "=0", "place": "=Kaunas"})
    assert (mapping.kind, mapping.columns["amount"], mapping.columns["place"]) == ("purchases", "=0", "=Kaunas")
    assert mapping.certainty["amount"] == "given"
    assert constants_in(mapping) == {"amount", "place"}


def test_a_file_of_another_kind_beside_them_takes_what_it_has_and_sees_no_other_column() -> None:
    visits, sent = recognise_all([table(VISITS), table(SENT)], {"amount": "=0", "place": "=Kaunas", "purpose": "=marketing"})
    assert (visits.kind, sent.kind) == ("purchases", "contacts")
    assert not [c for c in (*sent.columns.values(), *sent.ignored, *sent.attributes) if c.startswith("=")]
