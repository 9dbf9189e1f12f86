"""Wilson's interval: values from print, the ends, and the promise that it keeps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, norm

from regulars.estimates.proportion import wilson


def one(successes: int, n: int, level: float = 0.95) -> tuple[float, float]:
    low, high = wilson(np.array([successes]), np.array([n]), level)
    return float(low[0]), float(high[0])


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (747, 2214, 0.3180, 0.3574),  # CDNOW, June 1997
    ],
)
def test_values_from_print(successes: int, n: int, low: float, high: float) -> None:
    assert one(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_nobody_gives_no_interval() -> None:
    assert np.isnan(one(0, 0)).all()


def test_none_and_all_reach_the_ends() -> None:
    assert one(0, 30)[0] == 0
    assert one(30, 30)[1] == 1


@given(st.integers(1, 5000), st.data(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_its_ends_are_the_shares_that_the_score_test_just_keeps(n: int, data: st.DataObject, level: float) -> None:
    successes = data.draw(st.integers(0, n))
    share, z = successes / n, norm.ppf((1 + level) / 2)
    low, high = one(successes, n, level)
    assert 0 <= low <= share <= high <= 1
    for end in {low, high} - {0.0, 1.0}:
        assert abs(share - end) / np.sqrt(end * (1 - end) / n) == pytest.approx(z, rel=1e-6)


def test_on_average_over_all_shares_it_holds_the_truth_as_often_as_it_says() -> None:
    n = 50
    counts = np.arange(n + 1)
    low, high = wilson(counts, np.full(n + 1, n))
    shares = np.linspace(0.01, 0.99, 393)
    held = [binom.pmf(counts, n, p)[(low <= p) & (p <= high)].sum() for p in shares]
    assert np.mean(held) == pytest.approx(0.95, abs=0.005)
    assert min(held) > 0.83, "its known dip near 0 and 1"
