"""Whether discounts are money or shares of a price."""

from __future__ import annotations

import pytest

from regulars.facts.mapping import SourceColumn
from regulars.facts.recognition import recognise
from regulars.facts.recognition_shares import is_share

Pairs = list[tuple[str, str]]


def sample_of(pairs: Pairs) -> list[dict[str, str | None]]:
    return [{"Discount": off, "Price": price} for off, price in pairs]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("0.2", "30.00"), ("0", "5.00"), ("0.15", "20.00"), ("0,7", "120.00")], True),
        ([("1", "30.00"), ("0.5", "30.00"), ("0.2", "30.00")], True),  # one was given away
        ([("15%", "3.00")], True),
        ([("0.2", "30.00"), ("0.15", "20.00")], False),  # two are no proof
        ([("0.20", "3.50"), ("0.50", "2.80"), ("0.30", "4.10")], False),  # cents off a coffee
        ([("1", "30.00"), ("1", "25.00"), ("1", "20.00")], False),  # a euro off
        ([("0.5", "30.00"), ("2.5", "30.00"), ("0.2", "30.00")], False),
        ([("-0.5", "30.00"), ("-0.2", "30.00"), ("-0.2", "30.00")], False),
        ([("", "30.00"), ("none", "30.00")], False),
    ],
)
def test_a_share_is_told_by_its_values(pairs: Pairs, expected: bool) -> None:
    assert is_share("Discount", sample_of(pairs), "Price") is expected


@pytest.mark.parametrize("name", ["Discount %", "discount_percent", "Rabatt Prozent", "Nuolaidos procentas", "discount rate"])
def test_a_share_is_told_by_its_name(name: str) -> None:
    columns = [SourceColumn(n) for n in ("customer", "date", "quantity", "unit price", name)]
    assert recognise(columns, []).columns["discount_share"] == name


def test_where_both_stand_the_money_is_taken() -> None:
    names = ("customer", "date", "quantity", "unit price", "Discount %", "Discount amount")
    columns = recognise([SourceColumn(n) for n in names], []).columns
    assert columns["discount"] == "Discount amount"
    assert "discount_share" not in columns
