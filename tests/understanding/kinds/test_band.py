"""How far the silent may differ."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.understanding.kinds.band import cells, heaps, moved, silence, spread


def test_odds_of_one_half_doubled() -> None:
    assert moved(np.array([0.5]), 2.0)[0] == pytest.approx(2 / 3)
    assert moved(moved(np.array([0.3]), 2.0), 0.5)[0] == pytest.approx(0.3)


def test_who_answered_is_not_silent_who_was_asked_in_vain_is() -> None:
    """Ten behave alike; four were asked and two of them answered: of the others half may be silent."""
    asked = np.array([True] * 4 + [False] * 6)
    answered = np.array([True] * 2 + [False] * 8)
    found = silence(np.full(10, 0.5), answered, asked)
    assert found.silent.tolist() == [0, 0, 1, 1] + [0.5] * 6


def test_nobody_known_to_be_asked_leaves_all_others_silent() -> None:
    found = silence(np.full(4, 0.5), np.array([True, False, False, False]), np.zeros(4, bool))
    assert found.silent.tolist() == [0, 1, 1, 1]


def test_the_band_by_hand() -> None:
    """Two speak, of whom one stays; two are silent and expected to be as one half: between 1/3 and 2/3 of them."""
    quiet = silence(np.full(4, 0.5), np.array([True, True, False, False]), np.ones(4, bool))
    together = heaps(np.array([[1.0], [0.0], [0.5], [0.5]]), spread(np.ones(4), quiet))
    found = together.with_odds(np.array([1.0, 2.0, 0.5]))
    assert found[:, 0].tolist() == pytest.approx([2.0, 1 + 2 * 2 / 3, 1 + 2 / 3])


def test_what_follows_from_shares_is_moved_as_they_are() -> None:
    """Two silent ones, expected at .5 and .7: what one has more than the other is .2 on average, its odds doubled 1/3."""
    quiet = silence(np.full(2, 0.5), np.zeros(2, bool), np.ones(2, bool))
    together = heaps(np.array([[0.5, 0.7], [0.5, 0.7]]), spread(np.ones(2), quiet), np.array([[-1.0], [1.0]]))
    assert together.with_odds(np.array([1.0, 2.0]))[:, 0].tolist() == pytest.approx([0.4, 2 / 3])


def test_cells_are_tenths() -> None:
    assert np.bincount(cells(np.linspace(0, 1, 1000))).tolist() == [100] * 10
