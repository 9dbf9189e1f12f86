"""The likelihood is what it says, and its gradient is that of its value."""

from __future__ import annotations

import numpy as np
from scipy.optimize import approx_fprime

from regulars.understanding.kinds.crutches import KINDS
from regulars.understanding.kinds.layout import Layout, prior
from regulars.understanding.kinds.likelihood import Sample, objective, ordered, reasons_seen, reliance_seen
from regulars.understanding.kinds.replies import Replies
from tests.understanding.kinds.village import HELD


def anybody(kinds: int = 5, m: int = 40) -> tuple[Layout, Sample, np.ndarray]:
    d = np.random.default_rng(3)
    layout = Layout(np.array([0, 0, 1, 2, 3]), KINDS[:kinds])
    said = Replies(
        np.arange(m), d.integers(-1, kinds, m), d.integers(-1, kinds, m), d.integers(0, 6, (m, 3)), d.integers(0, 6, (m, 3)),
        np.ones(m, bool),
    )  # fmt: skip
    at = layout.vector(prior(layout, tuple("abcde"), HELD).mean) + 0.2 * d.normal(size=layout.size)
    return layout, Sample(d.normal(size=(m, 5)), said, d.random(m), 0.1), at


def test_the_gradient_is_that_of_the_value() -> None:
    layout, sample, at = anybody()
    held = prior(layout, tuple("abcde"), HELD)
    slow = approx_fprime(at, lambda v: objective(v, layout, held, sample)[0], 1e-6)
    assert np.abs(objective(at, layout, held, sample)[1] - slow).max() < 1e-3


def test_all_levels_together_are_certain() -> None:
    levels = np.arange(1, 6)
    chances = [ordered(np.array([0.3]), np.array([[-1.0, 0.0, 0.5, 2.0]]), np.array([level]))[0][0] for level in levels]
    assert np.isclose(sum(chances), 1.0)


def test_two_reasons_count_twice() -> None:
    """A true customer says so with .8: twice, .64; who said nothing tells nothing."""
    confusion = np.array([[0.8, 0.2], [0.3, 0.7]])
    none = np.zeros((2, 3), np.int64)
    said = Replies(np.arange(2), np.array([0, -1]), np.array([0, -1]), none, none, np.ones(2, bool))
    assert np.allclose(np.exp(reasons_seen(confusion, said)), [[0.64, 0.09], [1.0, 1.0]])


def test_an_answer_that_hardly_anybody_gives_is_likely_at_random() -> None:
    layout, sample, at = anybody()
    p = layout.named(at)
    far = reliance_seen(p, layout, np.array([[0.0, 0.0, 0.0, 40.0]] * 40), sample)
    low = sample.replies.reliance[:, 0] == 1
    assert (far.meant[low, :, 0] < 1e-3).all(), "who loves us and says she would not come was not listening"


def test_weights_count_people() -> None:
    layout, sample, at = anybody()
    held = prior(layout, tuple("abcde"), HELD)
    twice = Sample(sample.shrunk, sample.replies, 2 * sample.weights, 0.1)
    nobody = Sample(sample.shrunk, sample.replies, 0 * sample.weights, 0.1)
    one, two, none = (objective(at, layout, held, s)[0] for s in (sample, twice, nobody))
    assert np.isclose(two - one, one - none)
