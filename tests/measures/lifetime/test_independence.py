"""Gamma-Gamma's assumption, tested: does spend depend on how often people buy?"""

from __future__ import annotations

import numpy as np
import pytest

from regulars.measures.lifetime.gamma_gamma import fit_spend
from regulars.measures.lifetime.independence import independence
from regulars.measures.lifetime.summary import Summary
from regulars.words import Estimate, NotEnough


def shop(n: int, pull: float, seed: int = 1) -> Summary:
    random = np.random.default_rng(seed)
    x = random.integers(1, 12, n)
    own = random.gamma(5.0, 1 / 20.0, n)
    spend = random.gamma(4.0 * x, 1 / own) / x * np.exp(pull * x)
    return Summary.of(x, np.full(n, 5.0), np.full(n, 9.0), spend=spend)


@pytest.mark.parametrize(
    ("summary", "holds", "says"),
    [
        (shop(3000, 0.0), True, "Spend hardly depends on how often people buy"),
        (shop(3000, 0.2), False, "Frequent buyers spend more each time"),
        (shop(3000, -0.2), False, "Frequent buyers spend less each time"),
        (shop(40, 0.0), None, "may depend a little"),
    ],
)
def test_the_verdict_is_in_words(summary: Summary, holds: bool | None, says: str) -> None:
    found = independence(summary, fit_spend(summary))
    assert found.holds is holds
    assert says in found.reading
    assert isinstance(found.correlation, Estimate)
    low, high = found.correlation.interval
    assert low < found.correlation.value < high


def test_the_interval_covers() -> None:
    """No dependence in 40 shops of 200 repeat buyers: about 95 % of intervals hold 0."""
    shops = [shop(200, 0.0, seed) for seed in range(40)]
    found = [independence(s, fit_spend(s)).correlation.require().interval for s in shops]
    assert 0.85 < np.mean([low < 0 < high for low, high in found]) <= 1


def test_too_few_to_tell() -> None:
    few = shop(29, 0.0)
    found = independence(few, fit_spend(few))
    assert isinstance(found.correlation, NotEnough)
    assert (found.holds, found.to_json()["correlation"]["needed"]) == (None, 30)


def test_weights_stand_for_customers() -> None:
    once = shop(50, 0.1)
    twice = Summary.of(once.frequency, once.recency, once.age, spend=once.spend, weight=np.full(50, 2.0))
    one, two = (independence(s, fit_spend(once)).correlation.require() for s in (once, twice))
    assert two.value == pytest.approx(one.value)
    assert two.n == 2 * one.n
