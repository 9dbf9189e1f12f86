"""Time is parted in whole weeks."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.errors import UsageError
from regulars.understanding.verdict.halves import halves_of
from tests.loyalty import tale


def test_the_middle_week_begins_the_second_half_and_a_broken_week_is_left_out() -> None:
    facts = tale(purchases=["Anna 2024-01-01 1.00", "Anna 2024-05-10 1.00"])  # 18 weeks and five days
    halves = halves_of(facts)
    assert halves.first == (date(2024, 1, 1), date(2024, 3, 3))
    assert halves.second == (date(2024, 3, 4), date(2024, 5, 5))
    assert (halves.later, halves.long_enough) == (9, True)
    assert not halves_of(facts, date(2024, 1, 16)).long_enough


def test_a_split_outside_says_which_days_would_do() -> None:
    facts = tale(purchases=["Anna 2024-01-01 1.00", "Anna 2024-05-10 1.00"])
    with pytest.raises(UsageError, match="The split is on 2024-01-03") as told:
        halves_of(facts, date(2024, 1, 3))
    assert told.value.expected == "a day from 2024-01-08 to 2024-04-29"
