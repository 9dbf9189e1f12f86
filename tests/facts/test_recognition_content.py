"""What a column looks like by its values."""

from __future__ import annotations

import pytest

from regulars.facts.mapping import SourceColumn
from regulars.facts.recognition_content import Look, looks_of


def look(*values: str, kind: str = "VARCHAR") -> Look:
    return looks_of([SourceColumn("c", kind)], [{"c": v} for v in values])["c"]


@pytest.mark.parametrize(
    "value",
    ["2024-01-05", "2024-01-05T10:30:00Z", "05.01.2024", "1/5/24", "20240105", "5 Jan 2024", "Jan 5, 2024", "2024/1/5 10:30"],
)
def test_dates_in_their_usual_forms(value: str) -> None:
    assert look(value).is_date


@pytest.mark.parametrize("value", ["10.50", "1,234.50", "1 234,50 €", "$3.10", "EUR 5.00", "(3.50)", "-2.10", "£4"])
def test_money_in_its_usual_forms(value: str) -> None:
    found = look(value)
    assert (found.is_money, found.is_date) == (True, False)


def test_ids_are_codes_and_no_money() -> None:
    for values in (("C-1", "C-2"), ("17850.0", "13047.0"), ("a@b.lt", "b@b.lt"), ("17", "4711")):
        found = look(*values)
        assert (found.is_code, found.is_money) == (True, False), values


def test_a_row_number_counts_up() -> None:
    assert look("1", "2", "3").counts_up
    assert not look("17850", "13047", "17850").counts_up
    assert not look("1", "5000", "90000").counts_up


def test_typed_columns_say_it_themselves() -> None:
    assert look("2024-01-05 00:00:00", kind="TIMESTAMP WITH TIME ZONE").is_date


def test_words_are_none_of_these_and_empty_columns_have_no_look() -> None:
    found = look("Vilnius", "Kaunas")
    assert (found.is_date, found.is_money, found.is_number, found.is_code) == (False, False, False, False)
    assert looks_of([SourceColumn("c")], [{"c": None}, {"c": " "}]) == {}
    assert look("a", "a", "b", "b").distinct == 0.5
