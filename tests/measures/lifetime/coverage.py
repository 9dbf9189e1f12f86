"""Shops whose truth is known, and how often intervals hold it. Everything is drawn with a seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from regulars.measures.lifetime.fitting import fit
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.totals import totals

Floats = NDArray[np.float64]
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


class Covered(NamedTuple):
    """Of so many fits that converged, the share whose 90 % interval holds each parameter, and the total that came."""

    fits: int
    parameters: Floats
    outcome: float
    expectation: float


def covered(model: str, fits: int) -> Covered:
    """Fit so many shops that the model made up, and hold the intervals against the truth."""
    random = np.random.default_rng(17)
    parameters, outcome, expectation, converged = np.zeros(4), 0.0, 0.0, 0
    for _ in range(fits):
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
    assert converged > 0.9 * fits
    return Covered(converged, parameters / converged, outcome / converged, expectation / converged)
