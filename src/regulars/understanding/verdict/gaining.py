"""What an axis adds to a fair baseline, out of sample."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit, ndtr, ndtri

from regulars.understanding.evidence.evidence import FloatArray
from regulars.understanding.verdict.axes import standard
from regulars.understanding.verdict.cases import Cases
from regulars.understanding.verdict.findings import Gain
from regulars.understanding.verdict.logistic import area_under_curve, cross_fitted, log_loss

FEWEST = 30
"""Cases of either outcome."""
LEAST_ODDS = 1.3
"""The least effect worth finding: the odds, per spread of the trait, beyond the baseline."""
ENOUGH = 0.5
"""Power under which a test says nothing."""
_DRAWS, _FITTED_DRAWS = 200, 24


def gained(cases: Cases, trait: FloatArray, seed: int, level: float = 0.90) -> Gain | None:
    """The log loss that a trait saves beyond the baseline, per case, with an interval over customers.

    In: Cases; ``trait`` (n,) of their customers; ``seed`` of the folds, the same for both fits. Out:
    a Gain in nats per case, ``p`` that there is none; None under 30 cases of either outcome.
    Both are logistic regressions fitted to other customers. Source: Gneiting & Raftery 2007, JASA 102, 359-378.
    """
    happened = int(cases.happened.sum())
    if min(happened, len(cases.happened) - happened) < FEWEST:
        return None
    wider = np.column_stack([cases.baseline, trait[cases.who]])
    chances = [cross_fitted(x, cases.happened, cases.who, np.random.default_rng(seed)) for x in (cases.baseline, wider)]
    losses = [log_loss(c, cases.happened) for c in chances]
    mean, error, customers = by_customer(cases, losses[0] - losses[1])
    reach = float(ndtri((1 + level) / 2)) * error
    ranked = [area_under_curve(c, cases.happened) for c in chances]
    least = power(cases, chances[0], trait, np.random.default_rng(seed), level)
    if mean <= reach and least >= ENOUGH:  # before it is said to have failed: with the size unknown, as it is
        least = power_as_fitted(cases, chances[0], trait, seed, level)
    return Gain(
        cases.behaviour, mean, (mean - reach, mean + reach), float(losses[0].mean()), len(cases.happened), happened, customers,
        float(ndtr(-mean / error)) if error > 0 else 1.0, level, (ranked[0], ranked[1]),
        least,
    )  # fmt: skip


def power(cases: Cases, chances: FloatArray, trait: FloatArray, generator: np.random.Generator, level: float = 0.90) -> float:
    """How often the least effect would be found among these cases, were its size known: an upper bound.

    In: Cases; ``chances`` (cases,) by the baseline; ``trait`` (n,) of customers. Outcomes are drawn with
    the odds moved by 1.3 per spread, and both sets of chances scored on them.
    """
    moved = _with_least_effect(cases, chances, trait)
    either = [log_loss(chances, y) - log_loss(moved, y) for y in (np.zeros(len(moved)), np.ones(len(moved)))]
    found = 0
    for _ in range(_DRAWS):
        mean, error, _customers = by_customer(cases, np.where(generator.random(len(moved)) < moved, either[1], either[0]))
        found += mean > float(ndtri((1 + level) / 2)) * error
    return found / _DRAWS


def power_as_fitted(cases: Cases, chances: FloatArray, trait: FloatArray, seed: int, level: float = 0.90) -> float:
    """How often the least effect would be found with both regressions fitted to other customers, parted once and not five
    times: as far as so few draws can tell, that finds it as often.
    """
    moved, generator = _with_least_effect(cases, chances, trait), np.random.default_rng(seed)
    wider, found = np.column_stack([cases.baseline, trait[cases.who]]), 0
    for draw in range(_FITTED_DRAWS):
        drawn = (generator.random(len(moved)) < moved).astype(np.float64)
        losses = [
            log_loss(cross_fitted(x, drawn, cases.who, np.random.default_rng([seed, draw]), times=1), drawn)
            for x in (cases.baseline, wider)
        ]
        mean, error, _customers = by_customer(cases, losses[0] - losses[1])
        found += mean > float(ndtri((1 + level) / 2)) * error
    return found / _FITTED_DRAWS


def _with_least_effect(cases: Cases, chances: FloatArray, trait: FloatArray) -> FloatArray:
    """(cases,): the chances by the baseline, their odds moved by 1.3 per spread of the trait."""
    odds = logit(np.clip(chances, 1e-6, 1 - 1e-6)) + np.log(LEAST_ODDS) * standard(trait)[cases.who]
    return np.asarray(expit(odds), np.float64)


def by_customer(cases: Cases, saved: FloatArray) -> tuple[float, float, int]:
    """The mean over cases, its standard error clustered by customer, and how many customers."""
    mean = float(saved.mean())
    left = np.bincount(cases.who, saved - mean)  # 0 of customers without a case
    return mean, float(np.sqrt((left**2).sum())) / len(saved), int(np.count_nonzero(np.bincount(cases.who)))
