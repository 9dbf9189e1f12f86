"""Chances to give: a donor asked once a year."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import beta

from regulars.errors import InputError
from regulars.measures.lifetime.beta_geometric_bernoulli import Chances, fit_chances, log_likelihood, predict_chances

VALUES = np.array([1.2, 0.75, 0.66, 2.78])
DONORS = Chances.of([0, 1, 2, 3, 6], [0, 2, 6, 4, 6], [6, 6, 6, 5, 6], [50, 20, 10, 9, 20])


def likelihood(x: float, t: float, n: float) -> float:
    """Fader, Hardie & Shang 2010, equation 5, written out."""
    a, b, c, d = VALUES
    total = beta(a + x, b + n - x) / beta(a, b) * beta(c, d + n) / beta(c, d)
    for i in range(int(n - t)):
        total += beta(a + x, b + t - x + i) / beta(a, b) * beta(c + 1, d + t + i) / beta(c, d)
    return float(np.log(total))


def test_the_likelihood_is_the_papers() -> None:
    theirs = [likelihood(*row) for row in zip(DONORS.bought, DONORS.last, DONORS.chances, strict=True)]
    assert log_likelihood(VALUES, DONORS)[0] == pytest.approx(theirs, rel=1e-12)


def test_the_gradient_is_the_slope() -> None:
    slopes = log_likelihood(VALUES, DONORS)[1]
    for i in range(4):
        aside = np.zeros(4)
        aside[i] = 1e-6
        rise = log_likelihood(VALUES + aside, DONORS)[0] - log_likelihood(VALUES - aside, DONORS)[0]
        assert slopes[i] == pytest.approx(rise / 2e-6, rel=1e-6, abs=1e-8)


def test_who_gave_at_the_last_chance_was_there_for_it() -> None:
    still = log_likelihood(VALUES, DONORS)[2]
    assert still[DONORS.last == DONORS.chances] == pytest.approx(1)
    assert (still[DONORS.last < DONORS.chances] < 1).all()


def test_more_chances_bring_more_gifts() -> None:
    found = fit_chances(DONORS)
    next_one, five = (predict_chances(found, DONORS, ahead)[1] for ahead in (1, 5))
    assert (five > next_one).all()
    assert (five < 5).all()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (Chances.of([0, 0], [0, 0], [6, 6]), "nobody of 2 customers bought again"),
        (Chances.of([1, 0], [1, 0], [2, 2]), "at most 2 chances"),
    ],
)
def test_what_cannot_be_told_is_said(data: Chances, why: str) -> None:
    assert why in fit_chances(data).verdict.why


@pytest.mark.parametrize(("x", "t", "n"), [(3, 2, 6), (1, 7, 6), (0, 1, 6), (1, 0, 6), (0.5, 1, 6), (0, 0, 0)])
def test_chances_that_cannot_be(x: float, t: float, n: float) -> None:
    with pytest.raises(InputError, match="bought"):
        Chances.of([x], [t], [n])


def test_empty_columns_are_refused() -> None:
    with pytest.raises(InputError, match="empty or unequal"):
        Chances.of([], [], [])
