"""The currency that a column's name says."""

from __future__ import annotations

import pytest

from regulars.facts.mapping import SourceColumn
from regulars.facts.recognition import recognise
from regulars.facts.recognition_currency import currency_in, without_currency


@pytest.mark.parametrize("name", ["Amount USD", "amount_usd", "Amount (USD)", "USD amount", "Paid, usd"])
def test_a_code_is_found_wherever_it_stands(name: str) -> None:
    assert currency_in(name) == "USD"
    assert "usd" not in without_currency(name).casefold()


@pytest.mark.parametrize("name", ["Amount", "Industry", "USDA", "$value", "Рубашка", "EUR/USD", "Suma", "Trysil", "Total paid"])
def test_what_is_no_code_or_two_says_nothing(name: str) -> None:
    assert currency_in(name) == ""


@pytest.mark.parametrize("name", ["Betrag (CHF)", "Kwota PLN", "Total £", "сумма, RUB", "Сумма, руб.", "Subtotal ($)"])
def test_a_column_is_known_without_the_currency_in_its_name(name: str) -> None:
    columns = [SourceColumn(n) for n in ("customer", "date", name)]
    found = recognise(columns, [{"customer": "A", "date": "2024-01-05", name: "5.00"}])
    assert {found.columns.get("amount"), found.columns.get("total")} & {name}
    assert "guessed" not in found.certainty.values()
