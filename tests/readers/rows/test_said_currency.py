"""A shop's amounts are in the currency that its columns say, and people are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import regulars as rg

FILE = "customer,date,{}\nAna,2024-01-05,20.00\nBo,2024-01-06,30.00\n"


def read(folder: Path, column: str, **settings: Any) -> tuple[set[str], str]:
    """The currencies of the purchases, and what was said."""
    (folder / "orders.csv").write_text(FILE.format(column), encoding="utf-8")
    facts = rg.read(folder / "orders.csv", **settings)
    codes = {code for (code,) in facts.engine.connection.sql("SELECT currency FROM purchases").fetchall()}  # type: ignore[attr-defined]
    assert facts.intake is not None
    return codes, "\n".join(n.sentence for n in facts.intake.noticed)


def test_a_column_that_says_its_currency_is_believed(tmp_path: Path) -> None:
    codes, said = read(tmp_path, "Amount (USD)")
    assert codes == {"USD"}
    assert "amounts are in USD, as the column Amount (USD) says by its name" in said
    assert "names no currency" not in said


def test_a_setting_goes_before_and_the_difference_is_told(tmp_path: Path) -> None:
    codes, said = read(tmp_path, "amount_usd", currency="GBP")
    assert codes == {"GBP"}
    assert "the column amount_usd says USD by its name: read as GBP, as the setting says" in said
    assert "says" not in read(tmp_path, "amount_gbp", currency="GBP")[1]


def test_where_nothing_says_it_that_is_told(tmp_path: Path) -> None:
    codes, said = read(tmp_path, "amount")
    assert codes == {"EUR"}
    assert "2 rows name no currency, and no setting does: read as EUR" in said
