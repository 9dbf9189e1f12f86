"""A quick refit is nearly the fit itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from regulars.understanding.kinds.fit import fit
from regulars.understanding.kinds.knowing import know
from regulars.understanding.kinds.refitting import refit, step_of
from tests.understanding.kinds.village import HELD, learned, signals


def test_answers_drawn_anew_give_what_a_whole_fit_gives() -> None:
    found = learned()
    weights = np.random.default_rng(1).multinomial(
        found.sample.replies.n, np.full(found.sample.replies.n, 1 / found.sample.replies.n)
    )
    sample = replace(found.sample, weights=weights.astype(float))
    quick = refit(found.fitted, sample, step_of(found.fitted, found.sample))
    whole = fit(found.layout, signals().names, HELD, sample).parameters
    shares = [know(signals().shrunk, found.layout, [p], HELD).persists.mean(axis=0) for p in (quick, whole)]
    assert np.abs(shares[0] - shares[1]).max() < 0.01


def test_the_same_answers_move_nothing() -> None:
    found = learned()
    same = refit(found.fitted, found.sample, step_of(found.fitted, found.sample))
    assert np.abs(found.layout.vector(same) - found.fitted.best).max() < 0.05
