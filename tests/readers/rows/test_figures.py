"""Sums over groups of rows."""

from __future__ import annotations

from regulars.readers.rows.figures import money_of, rows_of
from regulars.words import Money
from tests.readers.rows.test_sentences import figures, group

GROUPS = (group(3, 900), group(1, -200, "is_refund"), group(2, 500, currency="USD"), group(4, 0, currency="GBP"))


def test_rows_are_counted_and_money_is_by_currency_without_what_came_back() -> None:
    assert rows_of(GROUPS) == 10
    assert money_of(GROUPS) == (Money(900, "EUR"), Money(500, "USD"))


def test_what_was_taken_is_of_one_currency_and_only_for_goods() -> None:
    told = figures(*GROUPS, group(1, 490, role="shipping"))
    assert (told.taken("EUR"), told.taken("USD")) == (900, 500)
