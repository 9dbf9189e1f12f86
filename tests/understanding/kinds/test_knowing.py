"""What the fit says of customers, and what customers say of themselves."""

from __future__ import annotations

import numpy as np

from regulars.understanding.kinds.knowing import drawn_together, know
from tests.understanding.kinds.village import ANSWERED, HELD, kinds_of, learned, signals


def test_more_than_half_of_those_who_said_nothing_are_told_right() -> None:
    found = learned().known.chances.argmax(axis=1)
    right = (found == kinds_of())[ANSWERED:].mean()
    assert right > 0.5
    assert right > np.bincount(kinds_of()).max() / len(found) + 0.25


def test_who_said_so_is_believed() -> None:
    known = learned().known
    assert (known.chances[:ANSWERED].argmax(axis=1) == kinds_of()[:ANSWERED]).mean() > 0.97
    bonus = kinds_of()[:ANSWERED] == 1
    assert known.persists[:ANSWERED][bonus, 6].mean() < 0.35, "without rewards"
    assert known.persists[:ANSWERED][~bonus, 6].mean() > 0.8


def test_chances_sum_to_one_and_sets_grow() -> None:
    known = learned().known
    assert np.allclose(known.chances.sum(axis=1), 1)
    assert np.allclose(known.persists[:, 7], 1)
    assert (known.persists[:, 0] <= known.persists[:, 7]).all()


def test_many_are_known_in_pieces_as_few_are() -> None:
    found = learned()
    p = found.fitted.parameters
    whole = know(signals().shrunk, found.layout, [p], HELD)
    part = know(signals().shrunk[700:800], found.layout, [p], HELD)
    assert np.allclose(whole.persists[700:800], part.persists)


def test_less_sharpness_leaves_everybody_where_they_are_on_average() -> None:
    chances = np.array([[0.95, 0.05], [0.6, 0.4], [0.1, 0.9]])
    softer = drawn_together(chances, 0.5)
    assert (np.abs(softer - chances.mean(axis=0)) < np.abs(chances - chances.mean(axis=0))).all()
