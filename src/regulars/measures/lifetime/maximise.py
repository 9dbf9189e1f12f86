"""Maximum likelihood on log parameters: a careful climb, then Newton's last steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
Objective = Callable[[Floats], tuple[float, Floats]]
"""Mean log-likelihood of a customer and its gradient, at a point of log parameters."""

MANY, THIN = 30_000, 6_000
"""From how many histories on a sample goes first, and how many it has at least."""
FURTHEST = 14.0
"""How far from 1 a parameter may go, as a logarithm: beyond, nothing can be told apart."""
_STEP = 1e-4
_FLAT_ENOUGH, _ALMOST_FLAT = 1e-8, 1e-5
"""Mean gradients from which one, and a few, Newton steps with the true curvature arrive at rounding."""
_ROUNDING = 1e-13


@dataclass(frozen=True, slots=True, eq=False)
class Summit:
    """Where the climb ended: the point, the mean log-likelihood there, its gradient and Hessian.

    ``objective`` is the hill itself, to look around from there.
    """

    point: Floats
    height: float
    gradient: Floats
    hessian: Floats
    objective: Objective

    @property
    def flattest(self) -> float:
        """The smallest curvature in any direction; at or below 0 this is no summit."""
        return float(np.linalg.eigvalsh(-self.hessian)[0])

    def along_the_flattest(self, far: float) -> list[tuple[Floats, float]]:
        """The two points ``far`` away in the flattest direction, and how much lower each is."""
        direction = np.linalg.eigh(-self.hessian)[1][:, 0]
        points = [np.clip(self.point + way * direction, -FURTHEST, FURTHEST) for way in (-far, far)]
        return [(point, self.height - self.objective(point)[0]) for point in points]


def maximise(objective: Objective, start: Floats, *, furthest: float = FURTHEST) -> Summit:
    """The highest point of ``objective`` within the box of ±``furthest`` around the origin."""
    point = climb(objective, start, furthest=furthest)
    return sharpen(objective, point, furthest=furthest)


def maximise_many(objective: Objective, thinned: Objective, start: Floats) -> Summit:
    """The same where ``objective`` is dear: most of the way is climbed on a ``thinned`` sample of the customers.

    Its curvature there leads on, since the whole hill is curved almost alike: a gradient a step.
    """
    near = climb(thinned, start)
    return sharpen(objective, approach(objective, near, hessian(thinned, near)))


def approach(objective: Objective, point: Floats, curvature: Floats, *, steps: int = 12) -> Floats:
    """Newton's steps with a borrowed curvature, while each makes the ground flatter; a plain climb where that fails."""
    height, gradient = objective(point)
    for _ in range(steps):
        steep = np.abs(gradient).max()
        forward = _newton(gradient, curvature)
        if steep < _FLAT_ENOUGH or forward is None:
            break
        next_point = np.clip(point + forward, -FURTHEST, FURTHEST)
        next_height, gradient = objective(next_point)
        if next_height < height - _ROUNDING * abs(height) or np.abs(gradient).max() > steep / 2:
            return climb(objective, point) if steep > _ALMOST_FLAT else point
        point, height = next_point, next_height
    return point if np.abs(gradient).max() < _ALMOST_FLAT else climb(objective, point)


def climb(objective: Objective, start: Floats, *, furthest: float = FURTHEST) -> Floats:
    """Near the summit, by bounded quasi-Newton steps with the exact gradient."""

    def below(point: Floats) -> tuple[float, Floats]:
        height, gradient = objective(point)
        return -height, -gradient

    box = [(-furthest, furthest)] * len(start)
    options = {"maxiter": 300, "ftol": 1e-13, "gtol": 1e-7}
    found = minimize(below, start, jac=True, method="L-BFGS-B", bounds=box, options=options)
    return np.asarray(found.x, dtype=np.float64)


def sharpen(objective: Objective, point: Floats, *, furthest: float = FURTHEST, steps: int = 8) -> Summit:
    """Newton's steps from a near point; each must climb, and the last Hessian is kept."""
    height, gradient = objective(point)
    for _ in range(steps):
        curvature = hessian(objective, point)
        forward = _newton(gradient, curvature)
        if forward is None or np.abs(gradient).max() < 1e-12:
            break
        next_point = np.clip(point + forward, -furthest, furthest)
        next_height, next_gradient = objective(next_point)
        if not next_height >= height - 1e-14 * abs(height):
            break
        moved = float(np.abs(next_point - point).max())
        point, height, gradient = next_point, next_height, next_gradient
        if moved < 1e-5:  # the Hessian moves as little, and the point is now exact to rounding
            break
    return Summit(point, height, gradient, curvature, objective)


def _newton(gradient: Floats, curvature: Floats) -> Floats | None:
    """Newton's step, shortened to 1 in every direction; nothing where the ground is not curved down."""
    values, directions = np.linalg.eigh(-curvature)
    if values[0] <= 0:
        return None
    step = directions @ ((directions.T @ gradient) / values)
    return np.asarray(step / max(1.0, float(np.abs(step).max())))


def hessian(objective: Objective, point: Floats) -> Floats:
    """Second derivatives by central differences of the exact gradient (error about 1e-8)."""
    rows = []
    for i in range(len(point)):
        aside = np.zeros_like(point)
        aside[i] = _STEP
        rows.append((objective(point + aside)[1] - objective(point - aside)[1]) / (2 * _STEP))
    square = np.array(rows)
    return (square + square.T) / 2
