"""The fit: the most probable parameters given the answers, and draws around them (Laplace)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.optimize import minimize

from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.layout import Layout, Parameters, Prior, prior
from regulars.understanding.kinds.likelihood import Sample, objective

FloatArray = NDArray[np.float64]
_STEP = 1e-4


@dataclass(frozen=True)
class Fit:
    """The most probable parameters, as a vector in the layout's order, and what they were fitted with."""

    layout: Layout
    held: Prior
    best: FloatArray
    value: float
    converged: bool
    sample: Sample

    @property
    def parameters(self) -> Parameters:
        return self.layout.named(self.best)

    @cached_property
    def curvature(self) -> FloatArray:
        """That of minus the log posterior at its best, with the answers it was fitted to."""
        return _by_differences(self, self.sample)

    def scores(self, shrunk: FloatArray) -> FloatArray:
        """(n, 4): each customer's place on each axis."""
        return self.layout.scores(shrunk, self.parameters.loadings)


def fit(
    layout: Layout, names: tuple[str, ...], assumptions: Assumptions, sample: Sample, start: FloatArray | None = None
) -> Fit:
    """MAP by quasi-Newton steps with analytic gradients; ``start`` from a fit before makes it quicker."""
    held = prior(layout, names, assumptions)
    begin = layout.vector(_beginning(held)) if start is None else start
    count = len(layout.axes)
    bounds = [(0.0, None)] * count + [(None, None)] * (layout.size - count)
    found = minimize(
        objective, begin, args=(layout, held, sample), jac=True, method="L-BFGS-B", bounds=bounds,
        options={"maxiter": 500, "ftol": 1e-9, "gtol": 1e-5, "maxcor": 30},
    )  # fmt: skip
    return Fit(layout, held, np.asarray(found.x), float(found.fun), bool(found.status == 0), sample)


def _beginning(held: Prior) -> Parameters:
    return replace(held.mean, errors=np.log(held.dirichlet))


def draws(fitted: Fit, sample: Sample, how_many: int, generator: np.random.Generator) -> list[Parameters]:
    """Parameters around the best ones, by the curvature there; loadings stay 0 or more."""
    curvature = hessian(fitted, sample)
    values, vectors = eigh(curvature)
    spread = vectors / np.sqrt(np.maximum(values, 1e-3))
    around = fitted.best + generator.standard_normal((how_many, len(fitted.best))) @ spread.T
    count = len(fitted.layout.axes)
    around[:, :count] = np.maximum(around[:, :count], 0.0)
    return [fitted.layout.named(vector) for vector in around]


def hessian(fitted: Fit, sample: Sample) -> FloatArray:
    """The curvature of minus the log posterior at its best; with the answers it was fitted to, worked out once."""
    return fitted.curvature if sample is fitted.sample else _by_differences(fitted, sample)


def _by_differences(fitted: Fit, sample: Sample) -> FloatArray:
    """The curvature by differences of the gradient."""
    size = len(fitted.best)
    rows = np.empty((size, size))
    for place in range(size):
        ends = [fitted.best.copy(), fitted.best.copy()]
        ends[0][place] -= _STEP
        ends[1][place] += _STEP
        low, high = (objective(end, fitted.layout, fitted.held, sample)[1] for end in ends)
        rows[place] = (high - low) / (2 * _STEP)
    return (rows + rows.T) / 2
