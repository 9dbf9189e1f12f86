"""The integral over the unseen moment of leaving, against its closed form."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import hyp2f1

from regulars.measures.lifetime.departure import departures
from regulars.measures.lifetime.summary import Summary


def closed_form(values: NDArray[np.float64], x: float, t: float, age: float) -> float:
    """Fader & Hardie 2005: s/(r+s+x) times the difference of two ₂F₁ (alpha ≥ beta)."""
    r, alpha, s, beta = values.tolist()

    def at(time: float) -> float:
        z = (alpha - beta) / (alpha + time)
        return float(hyp2f1(r + s + x, s + 1, r + s + x + 1, z) / (alpha + time) ** (r + s + x))

    return float(s / (r + s + x) * (at(t) - at(age)))


def test_it_is_the_papers_difference_of_hypergeometric_functions() -> None:
    values = np.array([0.55, 12.0, 0.6, 10.5])
    d = departures(values, Summary.of([2], [30.43], [38.86]).histories)
    assert float(np.exp(d.log_density[0])) == pytest.approx(closed_form(values, 2, 30.43, 38.86), rel=1e-10)


def test_no_time_to_leave_is_no_chance_to_leave() -> None:
    d = departures(np.array([0.55, 12.0, 0.6, 10.5]), Summary.of([2], [30], [30]).histories)
    assert d.log_density[0] == -np.inf
    assert d.log_buying[0] == pytest.approx(np.log(42))


def test_ten_thousand_purchases_do_not_overflow() -> None:
    d = departures(np.array([1.0, 5.0, 1.0, 5.0]), Summary.of([10_000], [20], [39]).histories)
    assert np.isfinite([d.log_density[0], d.inverse_leaving[0]]).all()
