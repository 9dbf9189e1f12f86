"""The fit again on answers drawn anew: quick steps from the best parameters along the curvature there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from regulars.understanding.kinds.fit import Fit, hessian
from regulars.understanding.kinds.layout import Parameters
from regulars.understanding.kinds.likelihood import Sample, objective

FloatArray = NDArray[np.float64]
_STEPS, _CLOSE, _SHORTEST = 8, 0.05, 1 / 16


def step_of(fitted: Fit, sample: Sample) -> FloatArray:
    """The inverse curvature: from a gradient to the step that would undo it."""
    values, vectors = eigh(hessian(fitted, sample))
    return np.asarray((vectors / np.maximum(values, 1e-3)) @ vectors.T)


def refit(fitted: Fit, sample: Sample, step: FloatArray) -> Parameters:
    """The best parameters for a sample much like the fitted one; loadings stay 0 or more."""
    at = fitted.best
    value, gradient = objective(at, fitted.layout, fitted.held, sample)
    for _ in range(_STEPS):
        length, better = 1.0, None
        while better is None and length >= _SHORTEST:
            better = _tried(fitted, sample, at - length * (step @ gradient), value)
            length /= 2
        if better is None:
            break
        gained, (at, value, gradient) = value - better[1], better
        if gained < _CLOSE:
            break
    return fitted.layout.named(at)


def _tried(fitted: Fit, sample: Sample, at: FloatArray, value: float) -> tuple[FloatArray, float, FloatArray] | None:
    """The place, its value and gradient, where it is better than the one before."""
    count = len(fitted.layout.axes)
    inside = np.concatenate([np.maximum(at[:count], 0.0), at[count:]])
    found, gradient = objective(inside, fitted.layout, fitted.held, sample)
    return (inside, found, gradient) if found < value else None
