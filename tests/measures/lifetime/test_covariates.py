"""Customers who came through a friend buy more often; members leave less."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.errors import InputError
from regulars.measures.lifetime.covariates import Covariates
from regulars.measures.lifetime.fitting import MODELS, fit, objective
from regulars.measures.lifetime.prediction import predict
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.totals import totals

EACH = pytest.mark.parametrize("model", MODELS)


@pytest.fixture(scope="module")
def friends(shop: Summary) -> Covariates:
    random = np.random.default_rng(5)
    n = len(shop)
    return Covariates.of(
        rate={"friend": random.integers(0, 2, n), "distance": random.normal(size=n)},
        lifetime={"member": random.integers(0, 2, n)},
    )


@EACH
def test_the_gradient_is_the_slope(shop: Summary, friends: Covariates, model: str) -> None:
    h, spread = friends.spread_over(shop)
    at = objective(MODELS[model], h, spread)
    point = np.array([-0.5, 1.8, -0.2, 1.0, 0.3, -0.2, 0.4])
    slope = at(point)[1]
    for i in range(len(point)):
        aside = np.zeros(len(point))
        aside[i] = 1e-6
        assert slope[i] == pytest.approx((at(point + aside)[0] - at(point - aside)[0]) / 2e-6, rel=1e-5, abs=1e-8)


@EACH
def test_what_means_nothing_is_near_nought(shop: Summary, friends: Covariates, model: str) -> None:
    found, plain = fit(shop, model, covariates=friends), fit(shop, model)
    assert found.verdict.ending == "converged"
    assert 0 <= found.log_likelihood - plain.log_likelihood < 8
    for name in friends.names:
        low, high = found.interval(name, 0.99)
        assert low < 0 < high


def test_twice_the_rate_is_found_again() -> None:
    """Half the customers buy twice as often: γ = ln 2 = .69 of buying."""
    random = np.random.default_rng(3)
    n, age = 3000, 60.0
    friend = random.integers(0, 2, n)
    rate = random.gamma(0.8, 1 / 8, n) * 2.0**friend
    life = random.exponential(1 / random.gamma(1.5, 1 / 40, n))
    times = [np.cumsum(random.exponential(1 / r, int(age * r * 3 + 50))) for r in rate]
    seen = [t[t < min(end, age)] for t, end in zip(times, life, strict=True)]
    summary = Summary.of([len(s) for s in seen], [s[-1] if len(s) else 0.0 for s in seen], np.full(n, age))
    found = fit(summary, "pareto_nbd", covariates=Covariates.of(rate={"friend": friend}))
    low, high = found.interval("friend of buying", 0.99)
    assert low < np.log(2) < high
    assert high - low < 0.5


@EACH
def test_predictions_take_the_covariates_too(shop: Summary, friends: Covariates, model: str) -> None:
    found = fit(shop, model, covariates=friends)
    each = predict(found, shop, horizon_days=70, covariates=friends)["purchases"].to_numpy()
    whole = totals(found, shop, horizon_days=70, covariates=friends)
    assert whole["purchases"][0].as_py() == pytest.approx(each.sum())
    with pytest.raises(InputError, match="do not match the fit"):
        predict(found, shop, horizon_days=70)


def test_covariates_that_cannot_be(shop: Summary) -> None:
    with pytest.raises(InputError, match="lengths"):
        Covariates.of(rate={"a": [1, 2]}, lifetime={"b": [1]})
    with pytest.raises(InputError, match="for everybody"):
        fit(shop, covariates=Covariates.of(rate={"one": np.ones(len(shop))}))
    with pytest.raises(InputError, match="for 2 customers"):
        fit(shop, covariates=Covariates.of(rate={"a": [0, 1]}))
    with pytest.raises(InputError, match="finite number"):
        Covariates.of(rate={"a": [0, np.nan]})
