"""What can be wrong with a row of a declared kind: the name in the quarantine, and its sentence."""

from __future__ import annotations

from dataclasses import dataclass

REASONS: dict[str, str] = {
    "second_header": "the row is a second header, which says how the questions are answered",
    "empty_field": "a column that this kind of fact needs is empty",
    "unknown_word": "the word is none of those that the column may hold, nor a known spelling of one",
    "bad_number": "the value is no number",
    "bad_scale": "the scale is no pair of a lower and a higher number",
    "bad_share": "the value is no share above 0 and up to 1",
    "off_scale": "the score lies outside its scale",
    "no_yes_or_no": "the value is neither yes nor no",
    "of_oneself": "the customer is said to be another one, and is the same",
    "ends_before_it_starts": "the end lies before the beginning",
}

HOW_ANSWERED = ("Response", "Open-Ended Response")
"""What a second header says below a question."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that can be wrong: its reason, the column to point at, that column's value, and when it is so (SQL)."""

    reason: str
    column: str
    value: str
    condition: str
