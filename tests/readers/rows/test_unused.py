"""What an unused column says of sales that failed is told, for their rows count."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.exports.shops import read


def told(tmp_path: Path, *words: str, column: str = "Note of ours") -> str:
    """What is said of a file whose rows say these words in a column of no known name."""
    rows = "".join(f"{n},C{n % 3},2024-01-{n + 10},5.00,{word}\n" for n, word in enumerate(words))
    return read(tmp_path / "sales.csv", f"Order,Customer,Date,Amount,{column}\n{rows}").said()


@pytest.mark.parametrize(
    "word",
    ["Cancelled late", "No-show", "Payment failed", "Started Checkout", "CXL", "Nicht erschienen", "Atšauktas kliento",
     "Neatvyko", "Atcelts vakar", "Клиент не явился", "Nieobecność", "لغو شده"],
)  # fmt: skip
def test_words_of_sales_that_failed_are_told_with_the_way_to_use_them(tmp_path: Path, word: str) -> None:
    said = told(tmp_path, "Fine", word, "Fine")
    assert f"Note of ours is not used and says {word!r} of some rows, which count" in said
    assert '--map "status=Note of ours"' in said


def test_a_column_of_yes_and_no_is_told_by_its_name(tmp_path: Path) -> None:
    said = told(tmp_path, "no", "yes", "no", column="Disputed by bank")
    assert (
        'Disputed by bank marks some rows and is not used: if these are no sales, say --map "returned=Disputed by bank"' in said
    )
    assert "marks some rows" not in told(tmp_path, "no", "no", "no", column="Disputed by bank")
    assert "marks some rows" not in told(tmp_path, "no", "yes", "no", column="Newsletter")


def test_other_words_and_long_texts_are_not_told(tmp_path: Path) -> None:
    assert "is not used" not in told(tmp_path, "Fine", "Card", "Cash")
    assert "is not used" not in told(tmp_path, "Fine", "She cancelled the first one and then came after all", "Fine")
    assert "is not used" not in told(tmp_path, "Active", "Cancelled", "Active", column="Customer state")
