"""A thousand contracts, year after year."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import beta

from regulars.errors import InputError
from regulars.measures.lifetime.shifted_beta_geometric import fit_contracts, objective, renewal_rate, survival, survivors

YEARS = [1000, 869, 743, 653, 593]


def test_the_likelihood_is_the_papers() -> None:
    """Fader & Hardie 2007, appendix B: P(T = t) = B(α + 1, β + t − 1)/B(α, β)."""
    a, b = 0.7, 1.2
    ended = -np.diff(YEARS)
    whole = sum(n * np.log(beta(a + 1, b + t) / beta(a, b)) for t, n in enumerate(ended))
    whole += YEARS[-1] * np.log(beta(a, b + 4) / beta(a, b))
    assert objective(survivors(YEARS))(np.log([a, b]))[0] * 1000 == pytest.approx(whole, rel=1e-12)


def test_the_gradient_is_the_slope() -> None:
    at = objective(survivors(YEARS))
    slope = at(np.array([0.1, 0.2]))[1]
    rise = at(np.array([0.1 + 1e-6, 0.2]))[0] - at(np.array([0.1 - 1e-6, 0.2]))[0]
    assert slope[0] == pytest.approx(rise / 2e-6, rel=1e-6)


def test_the_renewal_rate_rises_though_nobody_becomes_more_loyal() -> None:
    found = fit_contracts(YEARS)
    rates = [renewal_rate(found, k) for k in range(1, 6)]
    assert rates == sorted(rates)
    assert survival(found, 5)[1:] == pytest.approx(np.cumprod(rates))


def test_one_chance_for_all_is_a_boundary() -> None:
    found = fit_contracts([1_000_000, 800_000, 640_000, 512_000])
    assert found.verdict.ending == "at_boundary"
    assert "the renewal rate is constant" in found.verdict.why
    assert renewal_rate(found, 9) == pytest.approx(0.8, abs=1e-3)


@pytest.mark.parametrize(("running", "why"), [([9, 9], "nobody of 9 customers left"), ([9, 5], "how rates differ")])
def test_what_cannot_be_told_is_said(running: list[int], why: str) -> None:
    assert why in fit_contracts(running).verdict.why


@pytest.mark.parametrize("running", [[5], [0, 0], [5, 6], [5, -1], []])
def test_a_cohort_that_cannot_be(running: list[int]) -> None:
    with pytest.raises(InputError, match="Contracts running are"):
        fit_contracts(running)
