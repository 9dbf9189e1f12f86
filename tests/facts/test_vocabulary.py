"""Words as people and programs write them."""

from __future__ import annotations

import duckdb
import pytest

from regulars.facts.declared import DECLARED
from regulars.facts.recognition_names import plain_name
from regulars.facts.vocabulary import FALSE_WORDS, TRUE_WORDS, spellings

LISTED = [(k.name, c.name) for k in DECLARED.values() for c in k.columns if c.values]


@pytest.mark.parametrize(("kind", "column"), LISTED)
def test_every_word_of_the_contract_is_a_spelling_of_itself(kind: str, column: str) -> None:
    words = DECLARED[kind].column(column)
    known = spellings(kind, words)
    assert all(known[plain_name(word)] == word for word in words.values)
    assert set(known.values()) == set(words.values)


def test_one_word_means_different_things_of_different_kinds() -> None:
    def meaning(kind: str, word: str) -> str:
        return spellings(kind, DECLARED[kind].column("event"))[word]

    assert meaning("complaints", "closed") == "resolved"
    assert meaning("contacts", "closed") == "dismissed"
    assert meaning("commitments", "closed") == "ended"


def test_yes_and_no_never_meet() -> None:
    assert not set(TRUE_WORDS) & set(FALSE_WORDS)


@pytest.mark.parametrize("word", ["Geöffnet", "Opted-out", "atšaukta", "завершён", "ĻOTI līgums", "й"])
def test_the_engine_makes_a_word_plain_as_we_do(word: str) -> None:
    sql = "SELECT regexp_replace(strip_accents(lower(?)), '[^\\p{L}\\p{N}]', '', 'g')"
    assert duckdb.execute(sql, [word]).fetchone() == (plain_name(word),)
