"""Logistic regression with a small ridge, and its honest use: each case predicted by a fit that never saw its customer."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from regulars.understanding.evidence.evidence import FloatArray, IntArray

_RIDGE, _STEPS, _FOLDS = 1.0, 50, 10


def fitted(x: FloatArray, y: FloatArray, start: FloatArray | None = None) -> FloatArray:
    """Intercept and slopes (1 + K,) that make y most likely, slopes held by a ridge of 1; x standardised.

    ``start``: those of a fit to much the same cases, which takes fewer steps to the same end.

    Source: Cessie & Houwelingen 1992, Applied Statistics 41, 191-201.
    """
    design = np.column_stack([np.ones(len(y)), x])
    ridge = np.diag([1e-6, *[_RIDGE] * x.shape[1]])
    weights = np.zeros(design.shape[1]) if start is None else start.copy()
    for _ in range(_STEPS):
        chance = expit(design @ weights)
        slope = design.T @ (y - chance) - ridge @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def cross_fitted(x: FloatArray, y: FloatArray, who: IntArray, generator: np.random.Generator, times: int = 5) -> FloatArray:
    """(cases,): each case's chance, averaged over repetitions, from fits to other customers' cases."""
    spread = x.std(axis=0)
    scaled = (x - x.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    chances, all_told = np.zeros(len(y)), fitted(scaled, y)
    for _ in range(times):
        fold = generator.integers(0, _FOLDS, int(who.max()) + 1)[who]
        for number in np.unique(fold):
            inside = fold == number
            weights = fitted(scaled[~inside], y[~inside], all_told)
            chances[inside] += expit(weights[0] + scaled[inside] @ weights[1:]) / times
    return chances


def log_loss(chances: FloatArray, y: FloatArray) -> FloatArray:
    """(cases,): minus the logarithm of the chance given to what happened."""
    chance = np.clip(chances, 1e-12, 1 - 1e-12)
    return np.asarray(-np.where(y > 0, np.log(chance), np.log1p(-chance)), np.float64)


def area_under_curve(chances: FloatArray, y: FloatArray) -> float:
    """The chance that a case which happened was ranked above one that did not; ties count half.

    Source: Hanley & McNeil 1982, Radiology 143, 29-36.

    >>> area_under_curve(np.array([0.1, 0.4, 0.35, 0.8]), np.array([0.0, 0, 1, 1]))
    0.75
    """
    happened = int(y.sum())
    _, place, alike = np.unique(chances, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(alike) - (alike - 1) / 2)[place]
    return float((ranks[y > 0].sum() - happened * (happened + 1) / 2) / (happened * (len(y) - happened)))
