"""Did a fit arrive? Converged, at a boundary, or not identified: each with its reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from regulars.measures.lifetime.maximise import FURTHEST, Summit
from regulars.measures.lifetime.model import Edge

Floats = NDArray[np.float64]
Ending = Literal["converged", "at_boundary", "not_identified"]
FLAT = 3.0
"""A log parameter whose standard error exceeds this may be 20 times as large or as small."""
_FAR, _SAME = (2.0, 4.0, 6.0, 8.0, 10.0), 3.0
"""How far an edge is looked for, in logarithms, and the log-likelihood (20 : 1) that tells nothing apart."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a fit ended, why that is said, and what would help."""

    ending: Ending
    why: str
    do: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        return ": ".join([self.ending.replace("_", " "), self.why]) + (f" ({self.do})" if self.do else "")


CONVERGED = Verdict("converged", "the likelihood has one summit here, curved in every direction")
_BOUNDARY_DO = (
    "what is expected may be used, its intervals reach as far from the boundary as these customers allow; parameters have none"
)
_FLAT_DO = "more customers who repeat, and a longer time without them buying, would tell these parameters apart"


def judge(summit: Summit, values: Floats, customers: float, edges: tuple[Edge, ...], names: tuple[str, ...]) -> Verdict:
    """The verdict on a summit: ``values`` are the parameters in units of the mean age."""
    for edge in edges:
        if edge.reached(values):
            return Verdict("at_boundary", edge.meaning, _BOUNDARY_DO)
    if np.abs(summit.point).max() >= FURTHEST - 1e-6:
        name = names[int(np.abs(summit.point).argmax())]
        return Verdict("at_boundary", f"{name} runs to the end of its range", _BOUNDARY_DO)
    if not np.isfinite(summit.height) or summit.flattest * customers < 1 / FLAT**2:
        if beyond := _beyond(summit, len(values), customers, edges):
            return Verdict("at_boundary", beyond.meaning, _BOUNDARY_DO)
        return Verdict(
            "not_identified", "the likelihood is flat: very different parameters fit these customers as well", _FLAT_DO
        )
    if np.abs(summit.gradient).max() > 1e-5:
        return Verdict("not_identified", "the climb did not reach a summit", _FLAT_DO)
    return CONVERGED


def edges_near(summit: Summit, parameters: int, customers: float, edges: tuple[Edge, ...]) -> list[Edge]:
    """The edges that a fit at a boundary has reached, or else the one that it cannot tell from its summit."""
    met = [edge for edge in edges if edge.reached(np.exp(summit.point[:parameters]))]
    beyond = None if met else _beyond(summit, parameters, customers, edges)
    return met if beyond is None else [beyond]


def _beyond(summit: Summit, parameters: int, customers: float, edges: tuple[Edge, ...]) -> Edge | None:
    """The edge that lies in the flattest direction, where these customers cannot tell it from the summit."""
    if not np.isfinite(summit.hessian).all():
        return None
    around = [place for far in _FAR for place in summit.along_the_flattest(far)]
    as_likely = [np.exp(point[:parameters]) for point, drop in around if drop * customers < _SAME]
    return next((edge for values in as_likely for edge in edges if edge.reached(values)), None)
