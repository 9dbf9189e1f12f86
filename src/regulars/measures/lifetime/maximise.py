"""Maximum likelihood on log parameters: a careful climb, then Newton's last steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

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
_FLAT_ENOUGH, _ALMOST_FLAT = 1e-7, 1e-5
"""Mean gradients from which one Newton step with the true curvature, and a few, arrive at rounding."""
_ROUNDING = 1e-9
"""How much lower, as a share, a flatter point may seem: at the edges heights are sums of large terms."""
_LEVEL = 1e-5
"""A mean curvature that fewer than ten thousand customers cannot tell from none, nor arithmetic from rounding."""
_ASTRAY = 1e-3
"""The upward curvature, as a share of the largest downward one, that is no rounding: this is no summit's ground."""


@dataclass(frozen=True, slots=True, eq=False)
class Summit:
    """Where the climb ended: the point, the mean log-likelihood there, its gradient and Hessian.

    ``objective`` is the hill itself, ``around`` the same or, where that is dear, a sample's hill tilted
    like it: to look around from there.
    """

    point: Floats
    height: float
    gradient: Floats
    hessian: Floats
    objective: Objective
    around: Objective

    @property
    def flattest(self) -> float:
        """The smallest curvature in any direction; at or below 0 this is no summit."""
        return float(np.linalg.eigvalsh(-self.hessian)[0])

    def along_the_flattest(self, far: float) -> list[tuple[Floats, float]]:
        """The two points ``far`` away in the flattest direction, and how much lower each is."""
        direction = np.linalg.eigh(-self.hessian)[1][:, 0]
        points, top = (
            [np.clip(self.point + way * direction, -FURTHEST, FURTHEST) for way in (-far, far)],
            self.around(self.point)[0],
        )
        return [(point, top - self.around(point)[0]) for point in points]


def maximise(objective: Objective, start: Floats, *, furthest: float = FURTHEST) -> Summit:
    """The highest point of ``objective`` within the box of ±``furthest`` around the origin."""
    point = climb(objective, start, furthest=furthest)
    return sharpen(objective, point, furthest=furthest)


def maximise_many(objective: Objective, thinned: Objective, start: Floats) -> Summit:
    """The same where ``objective`` is dear: most of the way is climbed on a ``thinned`` sample of the customers."""
    summit = sharpen(objective, approach(objective, thinned, climb(thinned, start)))
    return replace(summit, around=tilted(thinned, summit.point, summit.gradient))


def approach(objective: Objective, thinned: Objective, point: Floats, *, steps: int = 12) -> Floats:
    """Near the summit, at the price of a gradient a step; a plain climb where a step does not make the ground flatter.

    The sample's hill and the whole one are curved almost alike, and end at the same edges. So a step
    is Newton's with the sample's curvature; where that is level somewhere, it climbs the sample's
    hill, tilted until it is as steep at ``point`` as the whole hill is there.

    Source: Jordan, Lee & Yang 2019, Journal of the American Statistical Association 114, 668–681.
    """
    (height, gradient), curvature = objective(point), hessian(thinned, point)
    level = float(np.linalg.eigvalsh(-curvature)[0]) < _LEVEL
    for _ in range(steps):
        steep = _steepness(point, gradient)
        if steep < _FLAT_ENOUGH:
            break
        next_point = _led(tilted(thinned, point, gradient), point) if level else _moved(point, _newton(gradient, curvature))
        next_height, gradient = objective(next_point)
        if next_height < height - _ROUNDING * abs(height) or _steepness(next_point, gradient) > steep / 2:
            return climb(objective, point) if steep > _ALMOST_FLAT else point
        point, height = next_point, next_height
    return point


def _led(sample: Objective, point: Floats) -> Floats:
    return sharpen(sample, climb(sample, point)).point


def _moved(point: Floats, forward: Floats | None, furthest: float = FURTHEST) -> Floats:
    return point if forward is None else np.clip(point + forward, -furthest, furthest)


def tilted(sample: Objective, point: Floats, gradient: Floats) -> Objective:
    """The ``sample``'s hill, tilted so that its gradient at ``point`` is this one."""
    tilt = gradient - sample(point)[1]

    def at(aside: Floats) -> tuple[float, Floats]:
        height, slope = sample(aside)
        return height + float(tilt @ (aside - point)), slope + tilt

    return at


def _steepness(point: Floats, gradient: Floats) -> float:
    """How steep the ground still is, where it does not lead out of the box."""
    outward = (np.abs(point) >= FURTHEST) & (gradient * point > 0)
    return float(np.abs(np.where(outward, 0.0, gradient)).max())


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
    """Newton's steps from a near point; each must lead up, and the last Hessian is kept."""
    height, gradient = objective(point)
    for _ in range(steps):
        curvature = hessian(objective, point)
        forward = _newton(gradient, curvature)
        if forward is None or np.abs(gradient).max() < 1e-12:
            break
        next_point = _moved(point, forward, furthest)
        next_height, next_gradient = objective(next_point)
        if not _better(next_height - height, abs(height), np.abs(next_gradient).max() < np.abs(gradient).max()):
            break
        moved = float(np.abs(next_point - point).max())
        point, height, gradient = next_point, next_height, next_gradient
        if moved < 1e-5:  # the Hessian moves as little, and the point is now exact to rounding
            break
    return Summit(point, height, gradient, curvature, objective, objective)


def _better(gain: float, height: float, flatter: bool) -> bool:
    """Whether a step led up, or to flatter ground as high as rounding lets see."""
    return gain >= -1e-14 * height or (flatter and gain >= -_ROUNDING * height)


def _newton(gradient: Floats, curvature: Floats) -> Floats | None:
    """Newton's step, shortened to 1 in every direction; nothing where the ground is curved up.

    Where it is level, as it is at an edge of what can be told, no step leads anywhere.
    """
    values, directions = np.linalg.eigh(-curvature)
    curved = values > _LEVEL
    if values[0] < -_ASTRAY * values[-1] or not curved.any():
        return None
    step = directions[:, curved] @ ((directions.T @ gradient)[curved] / values[curved])
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
