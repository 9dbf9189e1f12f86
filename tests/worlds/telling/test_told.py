"""Ids, places and who is there."""

from __future__ import annotations

import numpy as np

from tests.worlds.town import Person, lived_and_counted, town


def test_a_few_first_bought_under_the_id_of_a_web_account() -> None:
    """Customer 7 joined in week 3; twelve weeks later the two ids were known to be one."""
    lived = lived_and_counted(town(*[Person(joined=3) for _ in range(9)], weeks=104))
    who, week = np.array([7, 7, 8]), np.array([14, 15, 14])
    assert lived.written_as(who, week).to_pylist() == ["W-000007", "C-000007", "C-000008"]
    assert lived.had_an_old_id().tolist() == [False] * 7 + [True, False]
    assert lived.known_from(np.array([7])).tolist() == [15]


def test_an_old_id_that_nobody_recognised_yet_is_not_used() -> None:
    lived = lived_and_counted(town(*[Person(joined=95) for _ in range(9)], weeks=104))
    assert lived.written_as(np.array([7]), np.array([96])).to_pylist() == ["C-000007"]


def test_places_have_names_and_the_world_ends_with_its_as_of_day() -> None:
    lived = lived_and_counted(town(Person(), Person(joined=5, gone=9)))
    assert lived.place_names(np.array([0, 23])).to_pylist() == ["Place 01", "Place 24"]
    assert lived.place_names(np.array([0, 23]), np.array([True, False])).to_pylist() == ["Place 01", None]
    assert lived.ends_at == lived.clock.at(np.array([104]))[0]
