"""What an act wrote, as one statement: one row as values, many as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

import pytest

from regulars.stores.operations.one_statement import Form, one_statement

KEYS: Form = ("idempotency_keys", ("key", "digest", "answer", "recorded_at"), False)
AT = datetime(2026, 3, 29, 1, 2, 3, 4)


def row(key: str, answer: Mapping[str, Any]) -> tuple[Any, ...]:
    return (key, "d", answer, AT)


def test_one_row_comes_as_values_and_many_as_arrays() -> None:
    words, values = one_statement([(KEYS, [row("a", {"n": 1})])])
    assert words == 'INSERT INTO idempotency_keys ("key", "digest", "answer", "recorded_at") VALUES ($1, $2, $3, $4)'
    assert values == ["a", "d", '{"n": 1}', "2026-03-29T01:02:03.000004"]
    words, values = one_statement([(KEYS, [row("a", {}), row("b", {})])])
    assert words.endswith("SELECT * FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::timestamp[])")
    assert list(values) == [
        '{"a","b"}',
        '{"d","d"}',
        '{"{}","{}"}',
        '{"2026-03-29T01:02:03.000004","2026-03-29T01:02:03.000004"}',
    ]


def test_parts_are_numbered_through_and_take_the_places_of_older_rows_where_that_is_meant() -> None:
    counter: Form = ("code_counters", ("campaign_id", "scope", "scope_id", "uses"), True)
    words, values = one_statement([(KEYS, [row("a", {})]), (counter, [("spring", "member", "anna", 3)])])
    assert words.startswith("WITH w0 AS (INSERT INTO idempotency_keys")
    assert "VALUES ($5, $6, $7, $8) ON CONFLICT (" in words
    assert words.endswith('DO UPDATE SET "uses" = excluded."uses"')
    assert values[-1] == "3"


def test_nothing_is_nothing_in_either_form() -> None:
    lines: Form = ("lots", ("account_id", "expires_at", "value_minor", "matured"), False)
    assert one_statement([(lines, [(1, None, None, True)])])[1] == ["1", None, None, "True"]
    both = one_statement([(lines, [(1, None, 5, True), (2, AT, None, False)])])[1]
    assert list(both) == ['{"1","2"}', '{NULL,"2026-03-29T01:02:03.000004"}', '{"5",NULL}', '{"True","False"}']


def test_a_column_may_begin_with_nothing_and_hold_what_has_no_hash() -> None:
    _, values = one_statement([(KEYS, [(None, "d", None, None), ("b", "d", {"n": 1}, AT)])])
    assert list(values) == ['{NULL,"b"}', '{"d","d"}', '{NULL,"{\\"n\\": 1}"}', '{NULL,"2026-03-29T01:02:03.000004"}']


def test_a_mapping_is_written_as_an_object_and_anything_else_is_our_bug() -> None:
    assert one_statement([(KEYS, [row("a", MappingProxyType({"n": 1}))])])[1][2] == '{"n": 1}'
    with pytest.raises(TypeError, match="object"):
        one_statement([(KEYS, [row("a", {"what": object()})])])
