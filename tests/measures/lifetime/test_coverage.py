"""Intervals hold what they promise: many shops whose truth is known, nine in ten should be covered.

The shops are drawn with a seed. Few here; REGULARS_COVERAGE_FITS=150 (with `pytest -s` to see the
table) holds them to 86–94 %.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from regulars.measures.lifetime.fitting import MODELS, fit
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.totals import totals

Floats = NDArray[np.float64]
FITS = int(os.environ.get("REGULARS_COVERAGE_FITS", "16"))
CUSTOMERS, WEEKS, AHEAD = 2000, 52.0, 26.0
TRUTH = {
    "bg_nbd": np.array([0.6, 6.0, 0.8, 2.5]),
    "mbg_nbd": np.array([0.8, 6.0, 0.8, 2.5]),
    "pareto_nbd": np.array([0.8, 8.0, 0.9, 15.0]),
}


def lives(random: np.random.Generator, rate: Floats, ends: Callable[[Floats], Floats], age: Floats) -> tuple[Summary, float]:
    """Purchases of everybody to ``age`` and beyond, until ``ends`` (times at which each may be gone) says so."""
    x, recency, later = np.zeros(len(age)), np.zeros(len(age)), 0.0
    at, who = np.zeros(len(age)), np.arange(len(age))
    while len(who):
        at[who] += random.exponential(1 / rate[who])
        who = who[(at[who] <= age[who] + AHEAD) & (at[who] <= ends(at)[who])]
        seen = who[at[who] <= age[who]]
        x[seen] += 1
        recency[seen] = at[seen]
        later += len(who) - len(seen)
    return Summary.of(x, recency, age), later


def shop(random: np.random.Generator, model: str) -> tuple[Summary, float]:
    """A shop as the model tells it, and its purchases in the weeks ahead."""
    r, alpha, a, b = TRUTH[model]
    age = WEEKS - random.uniform(0, WEEKS / 2, CUSTOMERS)
    rate = np.maximum(random.gamma(r, 1 / alpha, CUSTOMERS), 1e-12)
    if model == "pareto_nbd":
        end = random.exponential(1 / random.gamma(a, 1 / b, CUSTOMERS))
        return lives(random, rate, lambda _: end, age)
    leave, gone = random.beta(a, b, CUSTOMERS), np.full(CUSTOMERS, np.inf)
    if model == "mbg_nbd":
        gone[random.random(CUSTOMERS) < leave] = 0.0

    def ends(at: Floats) -> Floats:
        """Whoever bought now may leave now: what lies beyond this moment never comes."""
        passed = gone.copy()
        leaving = np.isinf(gone) & (random.random(CUSTOMERS) < leave)
        gone[leaving] = at[leaving]
        return passed

    return lives(random, rate, ends, age)


def covered(model: str) -> tuple[Floats, float, float]:
    """Shares of fits whose 90 % interval holds each parameter, and the realised total: outcome, expectation."""
    random = np.random.default_rng(17)
    parameters, outcome, expectation, converged = np.zeros(4), 0.0, 0.0, 0
    for _ in range(FITS):
        summary, later = shop(random, model)
        found = fit(summary, model)
        if found.verdict.ending != "converged":
            continue
        converged += 1
        low, high = np.array([found.interval(name, 0.9) for name in found.names]).T
        parameters += (low <= TRUTH[model]) & (high >= TRUTH[model])
        row = totals(found, summary, horizon_days=7 * AHEAD, level=0.9).to_pylist()[0]
        outcome += row["purchases_outcome_low"] <= later <= row["purchases_outcome_high"]
        expectation += row["purchases_expectation_low"] <= later <= row["purchases_expectation_high"]
    assert converged > 0.9 * FITS
    return parameters / converged, outcome / converged, expectation / converged


@pytest.mark.parametrize("model", MODELS)
def test_nine_in_ten(model: str) -> None:
    parameters, outcome, expectation = covered(model)
    print(f"{model}: {FITS} fits; parameters {parameters.round(3)}, outcome {outcome:.3f}, expectation {expectation:.3f}")
    least, most = (0.86, 0.94) if FITS >= 150 else (0.6, 1.0)
    assert ((parameters >= least) & (parameters <= most)).all()
    assert least <= outcome <= most
    assert expectation < outcome, "an interval for the expectation is not one for the outcome"
