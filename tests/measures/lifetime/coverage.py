"""Shops whose truth is known, and how often intervals hold it. Everything is drawn with a seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from regulars.measures.lifetime.beta_geometric_bernoulli import Chances, fit_chances
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import MODELS, fit
from regulars.measures.lifetime.gamma_gamma import fit_spend
from regulars.measures.lifetime.shifted_beta_geometric import fit_contracts
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.totals import totals

Floats = NDArray[np.float64]
CUSTOMERS, WEEKS, AHEAD = 2000, 52.0, 26.0
TRUTH = {
    "bg_nbd": np.array([0.6, 6.0, 0.8, 2.5]),
    "mbg_nbd": np.array([0.8, 6.0, 0.8, 2.5]),
    "pareto_nbd": np.array([0.8, 8.0, 0.9, 15.0]),
    "gamma_gamma": np.array([6.0, 4.0, 15.0]),
    "bg_bb": np.array([1.2, 0.75, 0.66, 2.8]),
    "sbg": np.array([0.7, 1.2]),
}
CHANCES, RENEWALS = 10, 8


def lives(random: np.random.Generator, rate: Floats, ends: Callable[[Floats], Floats], age: Floats) -> tuple[Summary, Floats]:
    """Purchases of everybody to ``age`` and beyond, until ``ends`` (times at which each may be gone) says so."""
    x, recency, later = np.zeros(len(age)), np.zeros(len(age)), np.zeros(len(age))
    at, who = np.zeros(len(age)), np.arange(len(age))
    while len(who):
        at[who] += random.exponential(1 / rate[who])
        who = who[(at[who] <= age[who] + AHEAD) & (at[who] <= ends(at)[who])]
        seen = who[at[who] <= age[who]]
        x[seen] += 1
        recency[seen] = at[seen]
        later[who[at[who] > age[who]]] += 1
    return Summary.of(x, recency, age), later


def shop(random: np.random.Generator, model: str, *, leaving: bool = True) -> tuple[Summary, Floats]:
    """A shop as the model tells it, or one that nobody leaves; and each customer's purchases in the weeks ahead."""
    r, alpha, a, b = TRUTH[model]
    age = WEEKS - random.uniform(0, WEEKS / 2, CUSTOMERS)
    rate = np.maximum(random.gamma(r, 1 / alpha, CUSTOMERS), 1e-12)
    if not leaving:
        return lives(random, rate, lambda at: np.full(CUSTOMERS, np.inf), age)
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


def spent(random: np.random.Generator, summary: Summary, later: Floats) -> tuple[Summary, float]:
    """The same customers with amounts as Gamma-Gamma tells them, and what those of the weeks ahead come to."""
    p, q, v = TRUTH["gamma_gamma"]
    pace = random.gamma(q, 1 / v, len(later))
    paid = random.gamma(p * np.maximum(summary.frequency, 1)) / pace / np.maximum(summary.frequency, 1)
    spend = np.where(summary.frequency > 0, paid, np.nan)
    ahead = float(random.gamma(p * np.maximum(later, 1))[later > 0] @ (1 / pace[later > 0]))
    return Summary.of(summary.frequency, summary.recency, summary.age, spend=spend), ahead


def chances(random: np.random.Generator) -> Chances:
    """Customers who had so many chances, as BG/BB tells it."""
    alpha, beta, gamma, delta = TRUTH["bg_bb"]
    lived = random.geometric(np.maximum(random.beta(gamma, delta, CUSTOMERS), 1e-12)) - 1
    taken = random.random((CUSTOMERS, CHANCES)) < random.beta(alpha, beta, CUSTOMERS)[:, None]
    taken &= np.arange(CHANCES) < lived[:, None]
    last = np.where(taken.any(axis=1), CHANCES - taken[:, ::-1].argmax(axis=1), 0)
    return Chances.of(taken.sum(axis=1), last, np.full(CUSTOMERS, CHANCES))


def contracts(random: np.random.Generator) -> Floats:
    """Contracts running at the start and after each renewal, as sBG tells it."""
    alpha, beta = TRUTH["sbg"]
    ended = random.geometric(np.maximum(random.beta(alpha, beta, CUSTOMERS), 1e-12))
    return np.array([float(np.count_nonzero(ended > renewal)) for renewal in range(RENEWALS + 1)])


class Trial(NamedTuple):
    """One fit to one shop: the total that then came, and its row of ``totals``, if it promises one."""

    fit: Fit
    came: float = np.nan
    row: dict[str, float] | None = None
    name: str = "purchases"

    @property
    def told(self) -> bool:
        """Whether it gives its total an interval."""
        return self.row is not None and self.row[f"{self.name}_outcome_low"] is not None

    def held(self, ends: str) -> bool:
        return self.row is not None and self.row[f"{self.name}_{ends}_low"] <= self.came <= self.row[f"{self.name}_{ends}_high"]


def tried(random: np.random.Generator, model: str, *, leaving: bool = True) -> Trial:
    """A shop made up as the model tells it, and the fit to it; for Gamma-Gamma the buying is MBG/NBD's."""
    if model == "bg_bb":
        return Trial(fit_chances(chances(random)))
    if model == "sbg":
        return Trial(fit_contracts(contracts(random)))
    buying = model if model in MODELS else "mbg_nbd"
    summary, later = shop(random, buying, leaving=leaving)
    found = fit(summary, buying)
    if found.verdict.ending == "not_identified":
        return Trial(found)
    if model in MODELS:
        return Trial(found, float(later.sum()), totals(found, summary, horizon_days=7 * AHEAD, level=0.9).to_pylist()[0])
    summary, came = spent(random, summary, later)
    amounts = fit_spend(summary)
    row = totals(found, summary, spend=amounts, horizon_days=7 * AHEAD, level=0.9).to_pylist()[0]
    return Trial(amounts, came, row, "value")


class Covered(NamedTuple):
    """Of so many fits, the share whose 90 % interval holds each parameter, and the total that came.

    ``parameters`` counts fits that converged; the totals are None for models that promise none here.
    """

    fits: int
    names: tuple[str, ...]
    parameters: Floats
    outcome: float | None
    expectation: float | None


def covered(model: str, fits: int) -> Covered:
    """Fit so many shops that the model made up, and hold the intervals against the truth."""
    random = np.random.default_rng(17)
    trials = [t for t in (tried(random, model) for _ in range(fits)) if t.fit.verdict.ending == "converged"]
    assert len(trials) > 0.9 * fits
    ends = np.array([[t.fit.interval(name, 0.9) for name in t.fit.names] for t in trials])
    held = (ends[:, :, 0] <= TRUTH[model]) & (ends[:, :, 1] >= TRUTH[model])
    return Covered(len(trials), trials[0].fit.names, held.mean(axis=0), *_held(trials))


def covered_at_the_edge(model: str, fits: int) -> Covered:
    """The same of shops that nobody leaves, whose fits mostly end at a boundary: totals alone, where there is an interval."""
    random = np.random.default_rng(18)
    trials = [t for t in (tried(random, model, leaving=False) for _ in range(fits)) if t.told]
    assert len(trials) > 0.8 * fits
    return Covered(len(trials), (), np.empty(0), *_held(trials))


def _held(trials: list[Trial]) -> tuple[float | None, float | None]:
    if trials[0].row is None:
        return None, None
    outcome, expectation = (float(np.mean([t.held(ends) for t in trials])) for ends in ("outcome", "expectation"))
    return outcome, expectation
