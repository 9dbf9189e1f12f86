"""Those asked by lot set the fit right."""

from __future__ import annotations

import numpy as np

from regulars.understanding.kinds.correcting import corrector
from regulars.understanding.kinds.replies import Replies
from tests.understanding.kinds.village import HELD


def asked(m: int, by_lot: bool = True) -> Replies:
    levels = np.full((m, 3), 5)
    return Replies(np.arange(m), np.zeros(m, np.int64), np.full(m, -1), levels, levels * 0, np.full(m, by_lot))


def test_what_they_said_less_what_was_expected() -> None:
    everybody = np.ones(100, bool)
    right = corrector(asked(60), everybody, everybody, np.zeros(100, np.int64), HELD)
    said, expected = np.full((60, 8), 0.8), np.full((60, 8), 0.7)
    assert np.allclose(right(said, expected), 0.1)
    assert np.allclose(right(said, expected, np.zeros(60)), 0.0)


def test_each_stands_for_those_in_her_cell_who_did_not_answer() -> None:
    """Cell 0: 30 asked, all answered .9; cell 1: 60 asked, 30 answered .6. Weights 1 and 2: .7, not .75."""
    cell = np.array([0] * 30 + [1] * 60)
    said = asked(60)
    everybody = np.ones(90, bool)
    right = corrector(said, everybody, everybody, cell, HELD)
    values = np.repeat([[0.9], [0.6]], 30, axis=0) * np.ones(8)
    assert np.allclose(right(values, np.zeros((60, 8))), 0.7)


def test_too_few_or_not_by_lot_change_nothing() -> None:
    everybody, cell = np.ones(100, bool), np.zeros(100, np.int64)
    for said in (asked(49), asked(60, by_lot=False)):
        right = corrector(said, everybody, everybody, cell, HELD)
        assert not right(np.ones((said.n, 8)), np.zeros((said.n, 8))).any()
