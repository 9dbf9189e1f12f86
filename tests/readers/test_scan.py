"""What a reader hands on."""

from __future__ import annotations

import duckdb

from regulars.readers.scan import NOTHING_REJECTED, REASONS, BrokenSource, Opened, sample_as_text


def test_nothing_rejected_has_the_columns_of_rejects() -> None:
    described = duckdb.connect().execute(f"DESCRIBE SELECT * FROM {NOTHING_REJECTED}").fetchall()
    assert [d[0] for d in described] == ["file", "record", "line", "column_name", "value", "reason"]


def test_a_sample_is_text_or_nothing() -> None:
    relation = "(SELECT 1 AS n, DATE '2024-01-05' AS day, NULL AS none)"
    assert sample_as_text(relation, duckdb.connect()) == ({"n": "1", "day": "2024-01-05", "none": None},)


def test_every_reason_is_a_sentence_about_the_record() -> None:
    assert set(REASONS) == {"too_few_fields", "too_many_fields", "broken_quote", "record_too_long", "not_text",
                            "nul_byte", "broken_json", "not_an_object", "sums_up"}  # fmt: skip
    assert Opened(()).broken == ()
    assert BrokenSource("a.csv", "it breaks off").file == "a.csv"
