"""The names of columns that are known: each a name, of a field that there is."""

from __future__ import annotations

from regulars.facts.mapping import FIELD_NAMES
from regulars.facts.recognition_names import plain_name
from regulars.facts.recognition_words import REFUND_AMOUNTS, REFUND_TIMES, SINCE, WORDS


def test_every_field_of_names_is_one_that_there_is() -> None:
    assert set(WORDS) <= set(FIELD_NAMES)


def test_no_name_is_empty() -> None:
    for names in (*WORDS.values(), REFUND_AMOUNTS, REFUND_TIMES, SINCE):
        assert all(plain_name(name) for name in names.split(","))
