"""The fit finds what the village is like."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from regulars.understanding.kinds.fit import draws, fit, hessian
from regulars.understanding.kinds.layout import Layout
from regulars.understanding.kinds.likelihood import Sample, objective
from tests.understanding.kinds.village import HELD, learned, replies, signals


def test_it_stops_where_nothing_pulls() -> None:
    found = learned()
    _, gradient = objective(found.fitted.best, found.layout, found.fitted.held, found.sample)
    assert found.fitted.converged
    assert np.abs(gradient[found.fitted.best > 0]).max() < 0.1


def test_each_axis_speaks_for_its_kind() -> None:
    p = learned().fitted.parameters
    assert (p.slopes.argmax(axis=1) == [3, 0, 1, 2]).all()
    assert (p.own < -1).all(), "who comes for a crutch says she would not come without it"
    assert (np.diag(p.confusion) > 0.85).all(), "nobody was misheard"


def test_an_indicator_that_speaks_against_its_axis_weighs_nothing() -> None:
    given = signals()
    turned = given.shrunk.copy()
    turned[:, 0] *= -1
    said = replies()
    sample = Sample(turned[said.rows], said, np.ones(said.n), 0.05)
    layout = Layout(given.axes, ("true", "bonus", "convenience", "captive"))
    assert fit(layout, given.names, HELD, sample).parameters.loadings[0] == 0.0


def test_draws_lie_around_the_best_and_never_below_zero() -> None:
    found = learned()
    drawn = draws(found.fitted, found.sample, 200, np.random.default_rng(0))
    slopes = np.array([p.slopes for p in drawn])
    assert np.abs(slopes.mean(axis=0) - found.fitted.parameters.slopes).max() < 0.15
    assert min(p.loadings.min() for p in drawn) >= 0.0


def test_curvature_is_that_of_the_answers_it_is_asked_with() -> None:
    """Everybody counted twice bends the likelihood twice as much, and what was held before no more."""
    found = learned()
    fitted, said = found.fitted, found.sample
    once = hessian(fitted, said)
    assert hessian(fitted, said) is once, "worked out once"
    twice, nobody = (hessian(fitted, replace(said, weights=times * said.weights)) for times in (2.0, 0.0))
    assert np.allclose(hessian(fitted, replace(said, weights=said.weights.copy())), once)
    assert np.allclose(twice - once, once - nobody, atol=1e-4)
    assert np.abs(once - nobody).max() > 1
