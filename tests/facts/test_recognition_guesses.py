"""A guess is made only where exactly one column looks like it."""

from __future__ import annotations

import pytest

from regulars.facts.recognition_draft import Draft
from regulars.facts.recognition_guesses import guess_needed
from tests.facts.tables import table


def guessed(text: str, given: dict[str, str] | None = None) -> dict[str, str]:
    draft = Draft(*table(text), given or {})
    guess_needed(draft)
    return draft.columns


def test_a_shop_is_no_customer_and_a_row_number_neither() -> None:
    rows = "".join(f"{n},S{n % 3},K{n % 17 * 7},2024-01-{n % 28 + 1:02},{n}.50\n" for n in range(60))
    assert guessed("nr,wo,wer,am,wieviel\n" + rows) == {"occurred": "am", "amount": "wieviel", "customer": "wer"}


def test_two_dates_are_not_chosen_between() -> None:
    assert "occurred" not in guessed("a,b\n2024-01-05,2024-01-06\n2024-01-07,2024-01-08\n")


def test_whole_numbers_are_money_when_nothing_else_is_left() -> None:
    assert guessed("a,b,c\nK-1,2024-01-05,10\nK-2,2024-01-05,7\nK-1,2024-01-06,12\n")["amount"] == "c"


@pytest.mark.parametrize("name", ["Numer zamówienia", "Receipt Number", "Kassen-Nr.", "order #", "shop id", "№ чека"])
def test_a_number_that_names_something_is_no_money(name: str) -> None:
    assert "amount" not in guessed(f"a,b,{name}\nK-1,2024-01-05,10\nK-2,2024-01-05,7\nK-1,2024-01-06,12\n")


@pytest.mark.parametrize("name", ["Order #", "amazon-order-id", "Rechnung", "Užsakymas", "Numer zamówienia", "SKU"])
def test_a_sale_is_no_customer(name: str) -> None:
    rows = "".join(f"{n % 4},2024-01-{n + 5:02},{n}.50\n" for n in range(9))
    assert guessed(f"{name},day,paid\n{rows}") == {"occurred": "day", "amount": "paid"}
    assert guessed(f"kto,day,paid\n{rows}")["customer"] == "kto"


def test_what_the_user_took_away_stays_away() -> None:
    assert "amount" not in guessed("a,b,c\nK-1,2024-01-05,1.50\nK-2,2024-01-05,2.50\n", {"amount": ""})


def test_a_personal_column_is_never_guessed() -> None:
    assert guessed("phone,b\n37060000001,2024-01-05\n37060000002,2024-01-06\n") == {"occurred": "b"}


@pytest.mark.parametrize("name", ["Duration (min)", "Last four digits", "AccountCode", "tap_time", "Points"])
def test_what_measures_something_is_no_customer(name: str) -> None:
    rows = "".join(f"{n % 4 + 1000},2024-01-{n + 5:02},{n}.50\n" for n in range(9))
    assert "customer" not in guessed(f"{name},day,paid\n{rows}")


@pytest.mark.parametrize("name", ["Stamps", "Points", "taškai", "Баллы", "Tax %", "Nights"])
def test_points_and_stamps_are_no_money(name: str) -> None:
    assert "amount" not in guessed(f"a,b,{name}\nK-1,2024-01-05,10\nK-2,2024-01-05,7\nK-1,2024-01-06,12\n")
