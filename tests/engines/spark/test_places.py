"""Where parts lie, whatever signs their folder's name has."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.engines.spark.places import place


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("/shop/facts/000001.parquet", "file:///shop/facts/000001.parquet"),
        ("/it's 20%/a.parquet", "file:///it's 20%/a.parquet"),
        ("/a [b] {c,d} *?/a.parquet", r"file:///a \[b\] \{c,d\} \*\?/a.parquet"),
        ("s3a://bucket/shop [1]/a.parquet", r"s3a://bucket/shop \[1\]/a.parquet"),
    ],
)
def test_no_sign_is_taken_for_a_pattern(given: str, read: str) -> None:
    assert place(given) == read


def test_a_relative_path_becomes_a_whole_one() -> None:
    assert place("shop/a.parquet") == f"file://{Path.cwd()}/shop/a.parquet"
