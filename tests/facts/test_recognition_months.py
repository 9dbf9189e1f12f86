"""A table with a column for each month is told as that, and no month is taken for the amount."""

from __future__ import annotations

from pathlib import Path

import pytest

import regulars as rg
from regulars.errors import UnknownColumns
from regulars.facts.recognition_months import is_month


@pytest.mark.parametrize(
    "header",
    [
        "Customer,Jan 2024,Feb 2024,Mar 2024",
        "customer_id,2024-01,2024-02,2024-03",
        "Kunde,Jän 24,Mrz 24,Mai 24",
        "Клиент,январь 2024,февраль 2024,март 2024",
        "Account,MRR 2024-01,MRR 2024-02,MRR 2024-03",
        "customer,Q1 2024,Q2 2024,Q3 2024",
        "customer,2024-01-01,2024-02-01,2024-03-01",
    ],
)
def test_a_table_of_months_is_told_and_not_guessed(tmp_path: Path, header: str) -> None:
    path = tmp_path / "mrr.csv"
    path.write_text(f"{header}\nA1,100.00,100.00,120.00\nB2,50.00,-,\nC3,0,80.00,80.00\n", encoding="utf-8")
    with pytest.raises(UnknownColumns, match=r"is a table of months: 3 columns are months or quarters") as caught:
        rg.read(path)
    assert "a row for each customer and month" in str(caught.value)
    assert "Unpivot" in str(caught.value)
    assert "--map kind=attributes" in str(caught.value)


def test_it_can_be_kept_as_attributes(tmp_path: Path) -> None:
    path = tmp_path / "mrr.csv"
    path.write_text("customer,Jan 2024,Feb 2024,Mar 2024\nA1,100,100,120\n", encoding="utf-8")
    assert rg.inspect(path, mapping={"kind": "attributes"}).mappings[0].attributes == ("Jan 2024", "Feb 2024", "Mar 2024")


def test_months_that_hold_words_are_no_such_table(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_text("customer,Jan 2024,Feb 2024,Mar 2024\nA1,gold,gold,silver\nB2,none,gold,gold\n", encoding="utf-8")
    assert rg.inspect(path).mappings[0].kind == "attributes"


@pytest.mark.parametrize("name", ["March", "2024", "Amount", "Order 2024-01", "May", "Sept", "Q5 2024", "1/5/2024"])
def test_other_names_are_no_months(name: str) -> None:
    assert not is_month(name)
