"""Logistic regression, and chances that never saw the customer they are for."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from regulars.understanding.verdict.logistic import area_under_curve, cross_fitted, fitted, log_loss


def cases(seed: int = 1, n: int = 400) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(n, 3))
    return x, (generator.random(n) < 1 / (1 + np.exp(0.5 - x[:, 0]))).astype(np.float64)


def test_it_agrees_with_a_second_program() -> None:
    x, y = cases()
    other = LogisticRegression(C=1.0, tol=1e-10, max_iter=1000).fit(x, y)
    assert fitted(x, y).tolist() == pytest.approx([other.intercept_[0], *other.coef_[0]], abs=1e-4)


def test_a_customers_own_cases_do_not_teach_about_her() -> None:
    # Each customer does always or never, for no reason that the columns know: nothing can be predicted.
    generator = np.random.default_rng(3)
    who = np.repeat(np.arange(40), 10)
    own = (generator.random(40) < 0.5).astype(np.float64)
    memory = generator.normal(size=(40, 30))
    chances = cross_fitted(memory[who], own[who], who, generator)
    assert log_loss(chances, own[who]).mean() > np.log(2) - 0.01


def test_losses_and_ranks() -> None:
    assert log_loss(np.array([0.5, 0.25]), np.array([1.0, 0.0])).tolist() == pytest.approx([np.log(2), -np.log(0.75)])
    x, y = cases(2)
    assert area_under_curve(x[:, 0].round(), y) == pytest.approx(roc_auc_score(y, x[:, 0].round()))
