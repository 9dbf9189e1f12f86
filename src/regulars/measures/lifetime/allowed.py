"""How far from an edge customers allow: a fit at a boundary knows on one side only where it ends.

Of all parameters as far from the edge, the likeliest are looked for; and of these the ones whose
log-likelihood lies 1.92 below the best, where a likelihood-ratio test at 95 % begins to say no.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from regulars.measures.lifetime.maximise import FURTHEST, Objective, Summit, climb
from regulars.measures.lifetime.model import Edge

Floats = NDArray[np.float64]
DROP, _CLOSE = 1.92, 0.15
"""Half the 95 % quantile of χ² with one degree of freedom, and how nearly it is met."""
_STEP = 1e-5
_TURNS, _BEYOND = 8, 8.0
_LEVEL = 1e-3
"""Where a parameter's logarithm moves what is left at an edge by less, as a share, moving it leads no further away."""


def allowed(summit: Summit, edges: Sequence[Edge], customers: float, parameters: int) -> list[Floats]:
    """The points furthest from each of these ``edges``, and those at edges that the summit only comes near.

    Nothing at all where one of them is not found: an interval that ends short of it would be too narrow.
    """
    found = []
    for edge in edges:
        reached = edge.reached(np.exp(summit.point[:parameters]))
        for way in [1.0] if reached else [1.0, -1.0]:
            point = _furthest(summit, edge, customers, parameters, way)
            if point is None:
                return []
            found.append(point)
    return found


def _furthest(summit: Summit, edge: Edge, customers: float, parameters: int, way: float) -> Floats | None:
    """Pulled ``way`` from the edge (−1: to it), as hard as brings the log-likelihood down by ``DROP``.

    Where that is not met, the nearest point that lies lower; None where none was seen, though there is further to go.
    """
    top, around, pull = summit.around(summit.point)[0], summit.around, 2 * DROP
    weak, strong, lower = 0.0, np.inf, None
    for _ in range(_TURNS):
        point = climb(_pulled(around, edge, way * pull / customers, parameters), summit.point)
        drop = customers * (top - around(point)[0])
        if abs(drop - DROP) < _CLOSE:
            return _on_the_way(summit, point, customers)
        weak, strong, lower = (weak, pull, point) if drop > DROP else (pull, strong, lower)
        pull = _next(pull * float(np.clip(DROP / max(drop, 1e-9), 0.1, 10.0)), weak, strong)
    end = lower is None and _at_the_end(edge, point, parameters, way)
    return _on_the_way(summit, point if end else lower, customers, end=end)


def _at_the_end(edge: Edge, point: Floats, parameters: int, way: float) -> bool:
    """Whether there is nothing further from the edge (−1: nearer to it) within the box: all of it is allowed."""
    _, slope = _away(edge, point, parameters)
    blocked = (np.abs(point) >= FURTHEST) & (way * slope * point > 0)
    return bool((blocked | (np.abs(slope) < _LEVEL)).all())


def _next(pull: float, weak: float, strong: float) -> float:
    """Where the drop grows as the pull does, this pull; between those tried in any case."""
    if weak < pull < strong:
        return pull
    return float(np.sqrt(weak * strong)) if weak > 0 and strong < np.inf else (weak * 10 if strong == np.inf else strong / 10)


def _on_the_way(summit: Summit, point: Floats | None, customers: float, *, end: bool = False) -> Floats | None:
    """The last point towards ``point``, or beyond unless it is the ``end``, that the whole hill allows.

    What lies around may be a sample's. None where the whole allows more than ``_BEYOND`` times as far.
    """
    if point is None or summit.around is summit.objective:
        return point

    def place(far: float) -> Floats:
        return np.clip(summit.point + far * (point - summit.point), -FURTHEST, FURTHEST)

    def fallen(far: float) -> float:
        return customers * (summit.height - summit.objective(place(far))[0])

    near, far, drop = 0.0, 1.0, fallen(1.0)
    while drop < DROP - _CLOSE:
        if end or far == _BEYOND:
            return point if end else None
        near, far, drop = far, 2 * far, fallen(2 * far)
    for _ in range(5):
        if drop <= DROP + _CLOSE:
            break
        middle = (near + far) / 2
        between = fallen(middle)
        near, far, drop = (middle, far, drop) if between < DROP - _CLOSE else (near, middle, between)
    return place(far)


def _pulled(hill: Objective, edge: Edge, pull: float, parameters: int) -> Objective:
    def at(point: Floats) -> tuple[float, Floats]:
        height, gradient = hill(point)
        away, slope = _away(edge, point, parameters)
        return height + pull * away, gradient + pull * slope

    return at


def _away(edge: Edge, point: Floats, parameters: int) -> tuple[float, Floats]:
    """The logarithm of what is nothing at the edge, and its derivatives by the point."""
    slope = np.zeros_like(point)
    for i in range(parameters):
        aside = np.zeros(parameters)
        aside[i] = _STEP
        more, less = (edge.left(np.exp(point[:parameters] + way * aside)) for way in (1, -1))
        slope[i] = (np.log(more) - np.log(less)) / (2 * _STEP)
    return float(np.log(edge.left(np.exp(point[:parameters])))), slope
