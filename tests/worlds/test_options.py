"""What cannot be asked of a world is said at once, with what can."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from regulars.errors import UsageError
from regulars.worlds.options import AS_OF, Options


def asked(**changes: Any) -> Options:
    return Options(**{"family": "A", "seed": 1, "customers": 1000, **changes})


def test_two_years_end_with_the_as_of_day() -> None:
    assert asked().weeks == 104
    assert asked().starts == date(2024, 1, 4)
    assert (AS_OF - asked().starts).days == 7 * 104 - 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"family": "Q"}, "There is no family 'Q' of worlds.\nExpected: A (compensatory utility"),
        ({"customers": 99}, "Customers is 99.\nExpected: 100 or more: fewer show nothing but chance"),
        ({"seed": -1}, "Seed is -1.\nExpected: 0 or more"),
        ({"repetitions": 0}, "Repetitions is 0.\nExpected: 1 or more"),
        ({"answers": -5}, "Answers is -5.\nExpected: 0 or more: 0 is a world without a survey"),
        ({"answers_at_till": -1}, "answers_at_till is -1.\nExpected: 0 or more: 0 asks nobody there"),
        ({"years": 0.5}, "Years is 0.5.\nExpected: a number from 1 to 10"),
        ({"misreport": 1.2}, "Misreport is 1.2.\nExpected: a number from 0 to 1"),
        ({"response_odds": 0.0}, "response_odds is 0.0.\nExpected: a number from 0.05 to 20"),
        ({"response_rate": 0.0}, "response_rate is 0.0.\nExpected: a number from 0.01 to 1"),
        ({"asked_twice": -0.1}, "asked_twice is -0.1.\nExpected: a number from 0 to 1"),
        ({"shocks": ("attitude",)}, "Shocks names 'attitude'.\nExpected: any of bonus, convenience, captive"),
        ({"without": ("deal",)}, "Without names 'deal'.\nExpected: any of bonus, convenience, captive, attitude"),
    ],
)
def test_what_cannot_be_is_said(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError) as error:
        asked(**changes)
    assert says in str(error.value)
