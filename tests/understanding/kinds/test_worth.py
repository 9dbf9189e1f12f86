"""What an answer is worth, for everybody alike and where a shock means something to some alone."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.understanding.kinds.worth import of_answers, of_some, worth_of
from tests.understanding.kinds.village import HELD

TRIPLED = np.log(3.0)


def test_each_has_her_own_shifts() -> None:
    """Odds of 1 to 3, 1 to 1 and 3 to 1, tripled: 1 to 1, 3 to 1 and 9 to 1. Of Ben nothing is shifted."""
    worth = worth_of(HELD.still_come, np.array([[TRIPLED, 0.0, -TRIPLED], [0.0, 0.0, 0.0]]))
    assert worth.shape == (2, 3, 5)
    assert worth[0, 0, 1:4].tolist() == pytest.approx([0.5, 0.75, 0.9])
    assert worth[0, 2, 1:4].tolist() == pytest.approx([0.1, 0.25, 0.5])
    assert worth[0, 1].tolist() == list(HELD.still_come)
    assert worth[1].tolist() == [list(HELD.still_come)] * 3
    assert worth[0].tolist() == worth_of(HELD.still_come, np.array([TRIPLED, 0.0, -TRIPLED])).tolist()


def test_an_answer_is_worth_what_it_is_worth_of_her() -> None:
    """Anna says 2 of rewards and 4 of a rival, Ben 2 of rewards; of what they left out any worth stands."""
    reliance = np.array([[2, 4, 0], [2, 0, 0]])
    shifts = np.array([[TRIPLED, 0.0, 0.0], [0.0, 0.0, 0.0]])
    assert of_answers(worth_of(HELD.still_come, shifts), reliance)[:, 0].tolist() == pytest.approx([0.5, 0.25])
    assert of_answers(worth_of(HELD.still_come), reliance)[:, 0].tolist() == [0.25, 0.25]
    assert of_answers(worth_of(HELD.still_come), reliance)[0, 1] == 0.75


def test_the_shifts_of_some() -> None:
    each = np.arange(6.0).reshape(2, 3)
    alike = np.arange(3.0)
    assert of_some(each, slice(1, 2)).tolist() == [[3.0, 4.0, 5.0]]  # type: ignore[union-attr]
    assert of_some(alike, np.array([1])) is alike
    assert of_some(None, slice(0, 1)) is None
