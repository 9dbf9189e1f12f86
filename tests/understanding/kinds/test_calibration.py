"""Whether chances can be believed."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.understanding.kinds.calibration import calibration, drawn_from, expected_error, folds, sharpness, slope
from regulars.understanding.kinds.layout import softmax


def honest(m: int, stretch: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Chances, and answers drawn from them after their log odds were divided by ``stretch``."""
    d = np.random.default_rng(7)
    logits = d.normal(size=(m, 3)) * 1.5
    return softmax(logits), drawn_from(softmax(logits / stretch), d)


def test_an_honest_model_has_skill_and_a_slope_of_one() -> None:
    chances, answers = honest(2000)
    base = np.full(chances.shape, 1 / 3)
    found = calibration(chances, base, answers, np.random.default_rng(0))
    assert found.log_skill_interval[0] > 0.1
    assert found.brier_skill_interval[0] > 0.1
    assert found.slope_interval[0] < 1 < found.slope_interval[1]
    assert found.error < 2 * found.error_if_perfect
    assert sharpness(found) == pytest.approx(1.0, abs=0.06)


def test_who_is_too_sure_is_drawn_together() -> None:
    chances, answers = honest(2000, stretch=2.0)
    assert slope(chances, answers) == pytest.approx(0.5, abs=0.07)
    found = calibration(chances, np.full(chances.shape, 1 / 3), answers, np.random.default_rng(0))
    assert sharpness(found) < 0.6
    assert found.error > 2 * found.error_if_perfect


def test_of_a_hundred_and_forty_nine_answers_nothing_is_concluded() -> None:
    """The same skill, which one answer more would show."""
    found = [calibration(c, np.full(c.shape, 1 / 3), a, np.random.default_rng(0)) for c, a in (honest(149), honest(150))]
    assert min(f.log_skill_interval[0] for f in found) > 0.1
    assert [f.surely_better for f in found] == [False, True]


def test_knowing_nobody_has_no_skill() -> None:
    chances, answers = honest(300)
    base = np.full(chances.shape, 1 / 3)
    found = calibration(base, base, answers, np.random.default_rng(0))
    assert found.log_skill == 0.0


def test_the_error_by_hand() -> None:
    """Twenty answers foretold with .9, of which fifteen were right: .15 away."""
    chances = np.tile([0.9, 0.1], (20, 1))
    assert expected_error(chances, np.array([0] * 15 + [1] * 5)) >= 0.15


def test_folds_are_nearly_as_large() -> None:
    assert sorted(np.bincount(folds(13, 5, np.random.default_rng(0)))) == [2, 2, 3, 3, 3]
