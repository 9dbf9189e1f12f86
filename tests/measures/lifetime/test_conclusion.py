"""From the end of a climb to a fit with its units."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.measures.lifetime.conclusion import Question, conclude, unidentified
from regulars.measures.lifetime.maximise import Summit

ASKED = Question("model", ("rate", "time", "z of buying"), 100, unit_days=7, rate_covariates=("z",))


def test_units_come_back_and_coefficients_stay() -> None:
    summit = Summit(np.array([0.0, np.log(2), -0.3]), -4.0, np.zeros(3), -np.eye(3), lambda _: (-4.0, np.zeros(3)))
    fit = conclude(ASKED, summit, scales=np.array([1.0, 10.0]), shift=-5.0)
    assert fit.values == pytest.approx((1.0, 20.0, -0.3))
    assert fit.log_likelihood == -405
    assert fit.standard_errors["time"] == pytest.approx(0.1)


def test_at_a_boundary_there_is_no_covariance() -> None:
    summit = Summit(np.array([14.0, 0.0, 0.0]), -4.0, np.zeros(3), -np.eye(3), lambda _: (-4.0, np.zeros(3)))
    assert conclude(ASKED, summit, scales=np.ones(2)).covariance is None


def test_nothing_found_is_nan_with_a_reason() -> None:
    fit = unidentified(ASKED, "nobody came", "wait")
    assert np.isnan(fit.values).all()
    assert (fit.verdict.why, fit.verdict.do, fit.unit_days) == ("nobody came", "wait", 7)
