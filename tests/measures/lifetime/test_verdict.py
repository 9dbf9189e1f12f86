"""How a fit ended, told from the summit it ended on."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from regulars.measures.lifetime.beta_geometric import BG_NBD
from regulars.measures.lifetime.maximise import Summit
from regulars.measures.lifetime.verdict import CONVERGED, judge

Floats = NDArray[np.float64]


def summit(point: list[float], curvature: float = 0.1, slope: float = 0.0) -> Summit:
    """A summit at ``point`` on ground that is flat everywhere but in the direction of r."""
    curved = np.diag([1.0, 1.0, 1.0, curvature])

    def ground(at: Floats) -> tuple[float, Floats]:
        return -4.0 - float(at[0] != point[0]), np.zeros(4)

    return Summit(np.array(point), -4.0, np.full(4, slope), -curved, ground, ground)


@pytest.mark.parametrize(
    ("found", "ending", "why"),
    [
        (summit([0, 0, 0, 0]), "converged", "one summit"),
        (summit([0, 0, -9, 1]), "at_boundary", "no drop-out visible"),
        (summit([0, 0, 9, 9]), "at_boundary", "same chance to leave"),
        (summit([8, 8, 0, 0]), "at_boundary", "buy at the same rate"),
        (summit([-14, 0, 0, 0]), "at_boundary", "r runs to the end of its range"),
        (summit([0, 0, 0, 0], curvature=1e-6), "at_boundary", "nobody seems to stay"),
        (summit([0, 0, -5, 1], curvature=1e-6), "at_boundary", "no drop-out visible"),
        (summit([0, 0, 0, 0], slope=0.1), "not_identified", "did not reach a summit"),
    ],
)
def test_each_ending_gives_its_reason(found: Summit, ending: str, why: str) -> None:
    verdict = judge(found, np.exp(found.point), 1000, BG_NBD.edges, BG_NBD.parameters)
    assert verdict.ending == ending
    assert why in verdict.why
    assert bool(verdict.do) == (ending != "converged")


def test_flat_ground_without_an_edge_in_sight_is_not_identified() -> None:
    plain = lambda _: (-4.0, np.zeros(4))  # noqa: E731
    flat = Summit(np.zeros(4), -4.0, np.zeros(4), -np.diag([1e-7, 1, 1, 1]), plain, plain)
    verdict = judge(flat, np.ones(4), 1000, (), BG_NBD.parameters)
    assert verdict.ending == "not_identified"
    assert "the likelihood is flat" in verdict.why


def test_a_verdict_reads_as_a_sentence() -> None:
    assert str(CONVERGED).startswith("converged: the likelihood has one summit")
    assert CONVERGED.to_json()["ending"] == "converged"
