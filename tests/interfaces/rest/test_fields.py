"""Values that are what they say: whole numbers that are no booleans, times with their zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from regulars.interfaces.rest.bodies import SpendBody
from regulars.interfaces.rest.fields import Day, EntryName, Moment, Named, Text


def test_a_time_says_its_zone_and_becomes_utc() -> None:
    read = TypeAdapter(Moment).validate_python
    assert read("2026-03-05T11:30:00+02:00") == read("2026-03-05T09:30:00Z") == datetime(2026, 3, 5, 9, 30)
    for wrong in (
        "2026-03-05T09:30:00",
        "2026-03-05",
        1_700_000_000,
        "1650-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        None,
        "x" * 99,
    ):
        with pytest.raises(ValidationError):
            read(wrong)


def test_a_day_is_a_day() -> None:
    read = TypeAdapter(Day).validate_python
    assert read("2026-03-29") == date(2026, 3, 29)
    for wrong in ("2026-02-29", "29.03.2026", 20260329, "9999-12-31", "2026-03-29T00:00:00Z"):
        with pytest.raises(ValidationError):
            read(wrong)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (Text, ["o-1", "ąč", "a b"], ["", "a\nb", "a\x00", "x" * 201, 1, True]),
        (Named, ["C-1_x"], ["", "a b", "a/b", "x" * 65, "ą", "a\n"]),
        (EntryName, ["17.3"], ["17", "0.3", "17.0", "-1.1", "1.1.1", "1.1\n", "9" * 13 + ".1"]),
    ],
)
def test_text_has_its_form(kind: Any, right: list[Any], wrong: list[Any]) -> None:
    read = TypeAdapter(kind).validate_python
    assert [read(text) for text in right] == right
    for text in wrong:
        with pytest.raises(ValidationError):
            read(text)


@pytest.mark.parametrize("amount", [True, False, 1.0, "1", 0, -1, 10**12 + 1, None, [1]])
def test_a_boolean_is_no_number_and_neither_is_text(amount: Any) -> None:
    with pytest.raises(ValidationError):
        SpendBody.model_validate({"amount": amount, "reference": "o"})


def test_a_field_that_is_not_known_is_an_error() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        SpendBody.model_validate({"amount": 1, "reference": "o", "ammount": 2})
