"""How far from an edge customers allow: a fit at a boundary knows on one side only where it ends.

Of all parameters as far from the edge, the likeliest are looked for; and of these the ones whose
log-likelihood lies 1.92 below the best, where a likelihood-ratio test at 95 % begins to say no.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from regulars.measures.lifetime.maximise import Objective, Summit, climb
from regulars.measures.lifetime.model import Edge

Floats = NDArray[np.float64]
DROP, _CLOSE = 1.92, 0.15
"""Half the 95 % quantile of χ² with one degree of freedom, and how nearly it is met."""
_STEP = 1e-5
_TURNS = 8


def allowed(summit: Summit, edges: Sequence[Edge], customers: float, parameters: int) -> list[Floats]:
    """The points furthest from each of these ``edges``, and those at edges that the summit only comes near."""
    found = []
    for edge in edges:
        reached = edge.reached(np.exp(summit.point[:parameters]))
        found += [_furthest(summit, edge, customers, parameters, way) for way in ([1.0] if reached else [1.0, -1.0])]
    return found


def _furthest(summit: Summit, edge: Edge, customers: float, parameters: int, way: float) -> Floats:
    """Pulled ``way`` from the edge (−1: to it), as hard as brings the log-likelihood down by ``DROP``."""
    top, around, pull = summit.around(summit.point)[0], summit.around, 2 * DROP
    weak, strong, point = 0.0, np.inf, summit.point
    for _ in range(_TURNS):
        point = climb(_pulled(around, edge, way * pull / customers, parameters), summit.point)
        drop = customers * (top - around(point)[0])
        if abs(drop - DROP) < _CLOSE:
            break
        weak, strong = (pull, strong) if drop < DROP else (weak, pull)
        pull = _next(pull * float(np.clip(DROP / max(drop, 1e-9), 0.1, 10.0)), weak, strong)
    return _on_the_way(summit, point, customers)


def _next(pull: float, weak: float, strong: float) -> float:
    """Where the drop grows as the pull does, this pull; between those tried in any case."""
    if weak < pull < strong:
        return pull
    return float(np.sqrt(weak * strong)) if weak > 0 and strong < np.inf else (weak * 10 if strong == np.inf else strong / 10)


def _on_the_way(summit: Summit, point: Floats, customers: float) -> Floats:
    """The last point towards ``point`` that the whole hill allows: what lies around may be a sample's."""
    if summit.around is summit.objective or customers * (summit.height - summit.objective(point)[0]) <= DROP:
        return point
    near, far = 0.0, 1.0
    for _ in range(5):
        middle = (near + far) / 2
        drop = customers * (summit.height - summit.objective(summit.point + middle * (point - summit.point))[0])
        near, far = (middle, far) if drop < DROP else (near, middle)
    return np.asarray(summit.point + far * (point - summit.point))


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
