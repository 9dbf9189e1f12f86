"""Scores as people and form tools write them."""

from __future__ import annotations

import duckdb
import pytest

from regulars.readers.declared.scores import answered, bound, highest, score


def asked(sql: str, text: str) -> object:
    (row,) = duckdb.execute(f"SELECT {sql} FROM (SELECT CAST(? AS VARCHAR) AS v)", [text]).fetchall()
    return row[0] if len(row) == 1 else row


@pytest.mark.parametrize(
    ("text", "number", "top"),
    [
        ("9", 9, None), ("4,5", 4.5, None), ("-2", -2, None), ("9/10", 9, 10), ("4 out of 5", 4, 5), ("4 / 5 stars", 4, 5),
        ("★★★★☆", 4, 5), ("★★★", 3, None), ("5 - Very satisfied", 5, None), ("Extremely likely - 10", 10, None),
        ("Very good (5)", 5, None), ("4 stars", 4, None), ("85%", 85, None), ("10. Extremely", 10, None),
        ("12 minutes", None, None), ("2024-03-05", None, None), ("It was 5", None, None), ("great", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_a_cell_is_a_score_or_more_than_one(text: str, number: float | None, top: float | None) -> None:
    assert (asked(score("v"), text), asked(highest("v"), text)) == (number, top)


@pytest.mark.parametrize(
    ("text", "pair"), [("1-11", (1, 11)), ("0 to 100", (0, 100)), ("-2 – 2", (-2, 2)), ("five", (None, None))]
)
def test_a_scale_in_one_cell_has_two_ends(text: str, pair: tuple[float | None, float | None]) -> None:
    assert (asked(bound("v", 1), text), asked(bound("v", 2), text)) == pair


def test_some_words_are_no_answer() -> None:
    assert [asked(answered("v"), t) for t in ("", "n/a", "Don't know", "9", "no")] == [False, False, False, True, True]
