"""Few points that average exactly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaln

from regulars.measures.lifetime.quadrature import beta_nodes, stretch_nodes


@given(st.floats(1e-3, 50), st.floats(1e-3, 20_000), st.integers(0, 30))
def test_moments_of_a_beta_distribution_are_exact(a: float, b: float, power: int) -> None:
    p, share = beta_nodes(np.array(a), np.array(b))
    exact = float(np.exp(betaln(a + power, b) - betaln(a, b)))
    assert float((share * p**power).sum()) == pytest.approx(exact, rel=1e-8, abs=1e-300)


@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (1.0, 1.0), (0.25, 0.75), (1.5, 0.5)])
def test_where_the_general_recurrence_is_nought_by_nought(a: float, b: float) -> None:
    p, share = beta_nodes(np.array(a), np.array(b))
    assert np.isfinite(p).all()
    assert float((share * p).sum()) == pytest.approx(a / (a + b))


def test_pairs_that_repeat_are_worked_once_and_given_to_all() -> None:
    p, _ = beta_nodes(np.array([2.0, 3.0, 2.0]), np.array(1.0))
    assert p.shape == (3, 32)
    assert (p[0] == p[2]).all()


def test_a_stretch_is_averaged() -> None:
    at, share = stretch_nodes(12)
    assert float(share @ at**7) == pytest.approx(1 / 8)
