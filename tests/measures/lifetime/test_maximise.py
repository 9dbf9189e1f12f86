"""A hill whose summit, height and curvature are known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from regulars.measures.lifetime.maximise import approach, climb, hessian, maximise, maximise_many, sharpen, tilted

Floats = NDArray[np.float64]
SUMMIT = np.array([1.5, -0.5])


def hill(point: Floats) -> tuple[float, Floats]:
    """−cosh of the distance from the summit, the second direction twice as steep."""
    away = (point - SUMMIT) * [1, 2]
    return -float(np.cosh(away).sum()), -np.sinh(away) * [1, 2]


def ramp(point: Floats) -> tuple[float, Floats]:
    """Rises for ever towards 0: no summit."""
    return -float(np.exp(-point).sum()), np.exp(-point)


def ramp_of_two(point: Floats) -> tuple[float, Floats]:
    return float(point.sum()), np.ones(2)


def test_it_finds_the_summit_to_rounding() -> None:
    found = maximise(hill, np.zeros(2))
    assert found.point == pytest.approx(SUMMIT, abs=1e-9)
    assert found.height == pytest.approx(-2)
    assert found.hessian == pytest.approx(np.diag([-1.0, -4.0]), abs=1e-6)
    assert found.flattest == pytest.approx(1)


def test_it_looks_along_the_flattest_direction() -> None:
    (_, lower), (point, _) = maximise(hill, np.zeros(2)).along_the_flattest(1.0)
    assert abs(point - SUMMIT) == pytest.approx([1, 0], abs=1e-6)
    assert lower == pytest.approx(np.cosh(1) - 1)


def test_a_climb_stops_at_the_end_of_the_box() -> None:
    assert climb(ramp, np.zeros(1), furthest=3.0) == pytest.approx([3.0])


def test_newton_alone_comes_home_from_near() -> None:
    assert sharpen(hill, SUMMIT + 0.1).point == pytest.approx(SUMMIT, abs=1e-9)


def test_a_sample_leads_the_way_up_the_whole_hill() -> None:
    """The sample's summit lies a little aside, and its curvature is a little off."""
    asked: list[Floats] = []

    def dear(point: Floats) -> tuple[float, Floats]:
        asked.append(point)
        return hill(point)

    found = maximise_many(dear, lambda point: hill(point * 1.02), np.zeros(2))
    assert found.point == pytest.approx(SUMMIT, abs=1e-9)
    assert len(asked) < 16, "a Hessian of two parameters is four of them"


def test_where_a_sample_misleads_it_climbs() -> None:
    """A ramp instead of a hill, and a hill that is far too wide: neither makes the ground flatter."""
    assert approach(hill, ramp_of_two, np.zeros(2)) == pytest.approx(SUMMIT, abs=1e-6)

    def flat(point: Floats) -> tuple[float, Floats]:
        return hill(point)[0] / 9, hill(point)[1] / 9

    assert approach(hill, flat, np.zeros(2)) == pytest.approx(SUMMIT, abs=1e-6)


def test_a_sample_knows_the_way_to_an_edge() -> None:
    """One direction has its summit, the other rises to the end of the box: a few gradients, and one Hessian."""
    asked: list[Floats] = []

    def edge(point: Floats) -> tuple[float, Floats]:
        asked.append(point)
        (up, slope), (height, gradient) = ramp(point[1:]), hill(np.array([point[0], SUMMIT[1]]))
        return up + height, np.array([gradient[0], slope[0]])

    def sample(point: Floats) -> tuple[float, Floats]:
        height, gradient = edge(point * [1.05, 1.0])
        asked.pop()
        return height, gradient * [1.05, 1.0]

    found = maximise_many(edge, sample, np.zeros(2))
    assert found.point[0] == pytest.approx(SUMMIT[0], abs=1e-7)
    assert found.point[1] > 9
    assert found.flattest == pytest.approx(0, abs=1e-4)
    assert len(asked) < 20


def test_a_tilted_hill_is_as_steep_as_it_is_told() -> None:
    at = np.array([0.3, 0.1])
    height, gradient = tilted(hill, at, np.array([2.0, 1.0]))(at)
    assert (height, gradient.tolist()) == (hill(at)[0], [2.0, 1.0])
    aside = np.array([0.3001, 0.1])
    assert (tilted(hill, at, np.array([2.0, 1.0]))(aside)[0] - height) / 1e-4 == pytest.approx(2, abs=1e-3)


def test_the_hessian_is_that_of_the_gradient() -> None:
    assert hessian(hill, SUMMIT + 1)[0, 0] == pytest.approx(-np.cosh(1), rel=1e-7)
