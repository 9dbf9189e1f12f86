"""From the end of a climb to a fit with its units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from regulars.measures.lifetime.conclusion import Question, conclude, unidentified
from regulars.measures.lifetime.maximise import Summit
from regulars.measures.lifetime.model import Edge

Floats = NDArray[np.float64]

ASKED = Question("model", ("rate", "time", "z of buying"), 100, unit_days=7, rate_covariates=("z",))


def test_units_come_back_and_coefficients_stay() -> None:
    summit = Summit(np.array([0.0, np.log(2), -0.3]), -4.0, np.zeros(3), -np.eye(3), level, level)
    fit = conclude(ASKED, summit, scales=np.array([1.0, 10.0]), shift=-5.0)
    assert fit.values == pytest.approx((1.0, 20.0, -0.3))
    assert fit.log_likelihood == -405
    assert fit.standard_errors["time"] == pytest.approx(0.1)


def test_at_an_end_that_is_no_known_edge_there_is_no_interval() -> None:
    """The first runs to its end, and nobody knows how far from it these customers allow: an interval would be too narrow."""
    summit = Summit(np.array([14.0, 0.0, 0.0]), -4.0, np.zeros(3), -np.diag([1e-6, 1.0, 4.0]), level, level)
    fit = conclude(ASKED, summit, scales=np.ones(2))
    assert fit.verdict.ending == "at_boundary"
    assert (fit.covariance, fit.others) == (None, ())


def test_at_a_boundary_the_furthest_values_that_are_allowed_stand_beside() -> None:
    """What is nothing at the edge, e, costs 50 e of log-likelihood: 1.92 / 50 is not excluded, and comes back in its units."""
    edge = Edge(lambda v: v[0], 1e-3, "none is left")

    def falling(point: Floats) -> tuple[float, Floats]:
        e = np.exp(point[0])
        return -e / 2 - point[1] ** 2 - point[2] ** 2, np.array([-e / 2, -2 * point[1], -2 * point[2]])

    summit = Summit(np.array([-14.0, 0.0, 0.0]), 0.0, np.zeros(3), -np.diag([0.0, 2.0, 2.0]), falling, falling)
    fit = conclude(replace(ASKED, edges=(edge,)), summit, scales=np.array([10.0, 1.0]))
    assert fit.verdict.why == "none is left"
    ((far, *others),) = fit.others
    assert far == pytest.approx(10 * 1.92 / 50, rel=0.1)
    assert others == pytest.approx([1.0, 0.0], abs=1e-4)
    assert [rival.values for rival in fit.rivals] == list(fit.others)
    # The parameter that ran there is taken as it is: the others' doubt is told, and no parameter's interval.
    assert fit.covariance is not None
    assert np.diag(fit.covariance) == pytest.approx([0, 1 / 200, 1 / 200])
    assert np.isnan(fit.standard_errors["time"])


def level(point: Floats) -> tuple[float, Floats]:
    return -4.0, np.zeros(3)


def test_nothing_found_is_nan_with_a_reason() -> None:
    fit = unidentified(ASKED, "nobody came", "wait")
    assert np.isnan(fit.values).all()
    assert (fit.verdict.why, fit.verdict.do, fit.unit_days) == ("nobody came", "wait", 7)
