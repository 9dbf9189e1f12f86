"""Every reason has its sentence, in the quarantine as in the intake."""

from __future__ import annotations

from regulars.readers.declared.problems import REASONS, Problem
from regulars.readers.rows.fields import CODES_OF
from regulars.readers.scan import REASONS as REJECTED


def test_no_reason_is_named_as_one_of_orders_or_of_broken_records() -> None:
    assert not set(REASONS) & (set(CODES_OF) | set(REJECTED))
    assert all(sentence[0].islower() and not sentence.endswith(".") for sentence in REASONS.values())


def test_a_problem_says_where_to_look() -> None:
    assert Problem("off_scale", "Taste", "x_q0", "f_q0 > 5").column == "Taste"
