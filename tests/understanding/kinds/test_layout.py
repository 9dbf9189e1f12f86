"""Parameters as one vector and as named arrays."""

from __future__ import annotations

import numpy as np

from regulars.understanding.kinds.layout import Layout, prior, softmax
from tests.understanding.kinds.village import HELD

LAYOUT = Layout(np.array([0, 0, 3]), ("true", "bonus", "convenience", "captive", "deal"))


def test_a_vector_and_its_names_are_the_same() -> None:
    vector = np.arange(LAYOUT.size, dtype=float)
    assert (LAYOUT.vector(LAYOUT.named(vector)) == vector).all()
    assert LAYOUT.named(vector).slopes.shape == (5, 4)


def test_scores_add_up_indicators_of_an_axis() -> None:
    """Two indicators of rewards with weights .5 and 1, one of attitude with 2."""
    scores = LAYOUT.scores(np.array([[1.0, 2.0, 3.0]]), np.array([0.5, 1.0, 2.0]))
    assert scores.tolist() == [[2.5, 0.0, 0.0, 6.0]]


def test_cuts_ascend_whatever_the_gaps() -> None:
    p = LAYOUT.named(np.random.default_rng(0).normal(size=LAYOUT.size))
    assert (np.diff(p.cuts, axis=1) > 0).all()
    assert np.allclose(p.confusion.sum(axis=1), 1)


def test_who_comes_for_a_crutch_is_surer_to_go_without_it() -> None:
    mean = prior(LAYOUT, ("a", "b", "c"), HELD).mean
    shifts = LAYOUT.shifts(mean)
    assert shifts[1].tolist() == [-1.5, 0.0, 0.0], "bonus, without rewards"
    assert shifts[0].tolist() == shifts[4].tolist() == [0.5, 0.5, 0.5], "true and deal need no crutch"
    assert mean.loadings.tolist() == [0.5, 0.5, 0.5]


def test_shares_sum_to_one_even_far_out() -> None:
    assert softmax(np.array([[1000.0, 0.0]])).tolist() == [[1.0, 0.0]]
