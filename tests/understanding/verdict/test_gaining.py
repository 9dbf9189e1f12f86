"""What a trait adds is counted per customer, and nothing is added by what says nothing."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.understanding.verdict.cases import Cases
from regulars.understanding.verdict.gaining import by_customer, gained, power, power_as_fitted


def drawn(seed: int, strength: float, n: int = 300) -> tuple[Cases, np.ndarray]:
    generator = np.random.default_rng(seed)
    trait, size = generator.normal(size=n), generator.normal(size=n)
    who = np.repeat(np.arange(n), 2)
    chance = 1 / (1 + np.exp(-size[who] - strength * trait[who]))
    return Cases("redeems", who, (generator.random(2 * n) < chance).astype(np.float64), size[who, None]), trait


def test_what_matters_adds_and_what_does_not_does_not() -> None:
    strong = gained(*drawn(1, 1.0), seed=1)
    assert strong is not None
    assert strong.interval[0] > 0
    assert strong.auc[1] > strong.auc[0]
    false = [found for seed in range(20) if (found := gained(*drawn(seed, 0.0), seed=1)) and found.interval[0] > 0]
    assert len(false) <= 3


def test_a_customer_with_two_cases_is_one_customer() -> None:
    cases = Cases("x", np.array([0, 0, 1, 1]), np.zeros(4), np.zeros((4, 1)))
    mean, error, customers = by_customer(cases, np.array([1.0, 1.0, 3.0, 3.0]))
    # The mean is 2; the customers are off by -2 and +2 in all: √8 ÷ 4.
    assert (mean, error, customers) == pytest.approx((2.0, 8**0.5 / 4, 2))


def test_three_tenths_more_odds_are_found_among_many_cases_and_not_among_few() -> None:
    # With chances near one half, the gain is about β²/8 a case, and its error β/2√n: z = β√n/4.
    found = {}
    for n in (100, 2000):
        cases = Cases("x", np.arange(n), np.zeros(n), np.zeros((n, 1)))
        trait = np.random.default_rng(1).normal(size=n)
        found[n] = power(cases, np.full(n, 0.5), trait, np.random.default_rng(2))
    assert found[100] < 0.3  # z is 0.66, and 1.64 is asked
    assert found[2000] > 0.8  # z is 2.9


def test_with_its_size_unknown_an_effect_is_found_less_often() -> None:
    """Eight columns to be fitted to three hundred cases cost more than the effect saves."""
    generator = np.random.default_rng(3)
    cases = Cases("x", np.arange(300), np.zeros(300), generator.normal(size=(300, 8)))
    trait, even = generator.normal(size=300), np.full(300, 0.5)
    as_fitted = power_as_fitted(cases, even, trait, seed=1)
    assert as_fitted < power(cases, even, trait, np.random.default_rng(2))
    many = Cases("x", np.arange(3000), np.zeros(3000), generator.normal(size=(3000, 1)))
    assert power_as_fitted(many, np.full(3000, 0.5), generator.normal(size=3000), seed=1) > 0.8


def test_too_few_cases_say_nothing() -> None:
    cases, trait = drawn(1, 1.0, n=20)
    assert gained(cases, trait, seed=1) is None
