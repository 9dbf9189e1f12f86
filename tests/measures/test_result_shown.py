"""A result in a notebook: its sentence, its picture or first rows, its definition; nothing in it runs."""

from __future__ import annotations

from regulars.measures.due import due
from regulars.measures.retention import retention
from tests.interfaces.report.shop import hostile, shop


def test_a_rate_shows_its_sentence_its_picture_and_its_definition() -> None:
    shown = retention(shop())._repr_html_()
    assert shown.startswith("<p><b>Of 40 customers active in May 2024")
    assert "<svg" in shown
    assert "retention_rate/1: customers active in both" in shown


def test_a_list_of_customers_shows_its_first_rows_escaped() -> None:
    shown = due(hostile(), within_days=31)._repr_html_()
    assert "<th>customer_id</th>" in shown
    assert "<script" not in shown
    assert "10 of 44 rows" in shown
