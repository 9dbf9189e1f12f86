"""A nested order becomes rows: dotted names, and a row for each line."""

from __future__ import annotations

from regulars.readers.json_lines.flat import flat, line_list, rows_of
from regulars.readers.json_lines.objects import decoded

ORDER = decoded(
    '{"id": 1001, "total": "15.00", "billing": {"email": "anna@example.com", "address": {"geo": {"lat": 1}}},'
    ' "tags": ["a", "b"], "lines": [{"sku": "T-1", "qty": 2}, {"sku": "T-2", "qty": 1}], "note": null}'
)


def test_what_belongs_to_the_order_stands_in_its_first_row_alone() -> None:
    first, second = rows_of(ORDER)
    assert first[0]["total"] == ("15.00", "text")
    assert first[1] == {"lines.sku": ("T-1", "text"), "lines.qty": ("2", "number")}
    assert second == ({"id": ("1001", "number")}, {"lines.sku": ("T-2", "text"), "lines.qty": ("1", "number")})


def test_names_are_dotted_three_levels_deep_and_the_rest_stays_json() -> None:
    whole = flat(ORDER)
    assert whole["billing.email"] == ("anna@example.com", "text")
    assert whole["billing.address.geo"] == ('{"lat": "1"}', "text")
    assert whole["tags"] == ('["a", "b"]', "text")
    assert "note" not in whole


def test_an_order_without_lines_is_one_row() -> None:
    assert list(rows_of({"id": "7", "lines": []})) == [({"id": ("7", "text"), "lines": ("[]", "text")}, {})]
    assert line_list({"refunds": [{"id": "1"}]}) is None


def test_half_a_letter_is_replaced() -> None:
    assert flat(decoded('{"name": "\\ud83d"}')) == {"name": ("?", "text")}
