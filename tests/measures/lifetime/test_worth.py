"""What coming purchases are worth, and how that scatters."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.errors import UsageError
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.scene import Ahead
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.verdict import CONVERGED
from regulars.measures.lifetime.worth import Purse

AMOUNTS = Fit("gamma_gamma", ("p", "q", "v"), (6.25, 5.0, 15.44), None, -4055.9, 946, 7, CONVERGED)
ANNA = Summary.of([2], [30], [38], spend=[40.0])
AHEAD = Ahead(np.array([1.0]), np.array([3.0]), np.array([4.0]), np.array([2.7]))
FIRST = np.array([0])


def test_worth_is_margin_times_discounted_purchases_times_amount() -> None:
    purse = Purse.of(AMOUNTS, ANNA, 0.3)
    amount = 6.25 * (15.44 + 2 * 40) / (6.25 * 2 + 5 - 1)
    assert purse.amounts(AMOUNTS.point)[0][0] == pytest.approx(amount)
    assert purse.worth(AHEAD, FIRST, AMOUNTS.point)[0] == pytest.approx(0.3 * 2.7 * amount)


def test_the_scatter_is_that_of_many_lives() -> None:
    """Negative binomial numbers of mean 3 and variance 4, amounts from Anna's own Gamma."""
    random = np.random.default_rng(6)
    own = random.gamma(6.25 * 2 + 5, 1 / (15.44 + 2 * 40), 200_000)
    n = random.negative_binomial(9, 0.75, 200_000)
    spent = np.where(n > 0, random.gamma(6.25 * np.maximum(n, 1), 1 / own), 0)
    whole = Ahead(AHEAD.still, AHEAD.purchases, AHEAD.variance, AHEAD.purchases)
    assert Purse.of(AMOUNTS, ANNA, 1.0).scatter(whole, FIRST)[0] == pytest.approx(spent.var(), rel=0.03)


def test_without_amounts_everybody_is_the_average() -> None:
    purse = Purse.of(AMOUNTS, Summary.of([2], [30], [38]), 1.0)
    assert purse.amounts(AMOUNTS.point)[0][0] == pytest.approx(6.25 * 15.44 / 4)


def test_margins_and_fits_that_cannot_be() -> None:
    with pytest.raises(UsageError, match="Margin is 0"):
        Purse.of(AMOUNTS, ANNA, 0)
    with pytest.raises(UsageError, match="Sbg is not a model of amounts"):
        Purse.of(Fit("sbg", (), (), None, 0.0, 0, 1, CONVERGED), ANNA, 1)
