"""What is said when a column is missing."""

from __future__ import annotations

from regulars.errors import UnknownColumns
from regulars.facts.recognition_content import looks_of
from regulars.facts.recognition_errors import missing, unknown_column, unknown_field
from tests.facts.tables import table


def test_the_suggestion_names_what_looks_likeliest() -> None:
    columns, rows = table("custmer no,wann,wieviel\nAnna,2024-01-05,3.50\n")
    error = UnknownColumns(**missing(columns, {}, ["customer", "occurred", "amount"], looks_of(columns, rows)))
    assert '--map "customer=custmer no" --map occurred=wann --map amount=wieviel' in str(error)
    assert "Expected: a column for the customer, one for the date and one for the amount" in str(error)


def test_a_field_and_a_column_the_wrong_way_round_are_turned() -> None:
    assert "names the field 'When'; did you mean --map occurred=When" in str(unknown_field("When", "occurred"))
    assert "did you mean occurred" in str(unknown_field("date", "Datum"))
    assert "did you mean place" in str(unknown_field("shop", "Filiale"))


def test_close_names_are_offered_and_far_ones_not() -> None:
    assert "did you mean amount" in str(unknown_field("amout"))
    assert "did you mean" not in str(unknown_field("zzz"))
    assert "did you mean Betrag" in str(unknown_column("amount", "betrg", ["Kunde", "Betrag"]))
    assert "Expected: one of Kunde, Betrag" in str(unknown_column("amount", "xyz", ["Kunde", "Betrag"]))


def test_a_car_s_plate_is_no_amount_and_minutes_are_no_customer() -> None:
    columns, rows = table("Plate,Zone,Duration (min),Start\nABC052,B,50,\nABC031,B,50,\nABC052,B,20,\n")
    said = str(UnknownColumns(**missing(columns, {}, ["customer", "amount"], looks_of(columns, rows))))
    assert "--map customer=Plate" in said
    assert "amount=Plate" not in said
    assert "customer=Duration" not in said
