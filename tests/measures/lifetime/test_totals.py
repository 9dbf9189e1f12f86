"""What is expected of groups, and of everybody together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regulars.errors import InputError
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import MODELS, fit
from regulars.measures.lifetime.gamma_gamma import fit_spend
from regulars.measures.lifetime.prediction import predict
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.totals import totals, totals_of
from regulars.measures.lifetime.verdict import CONVERGED

EACH = pytest.mark.parametrize("model", MODELS)
CDNOW = Fit("bg_nbd", ("r", "alpha", "a", "b"), (0.2426, 4.4136, 0.7929, 2.4259), None, -9582.4, 2357, 7, CONVERGED)


@EACH
def test_sums_are_the_sums(shop: Summary, model: str) -> None:
    found, amounts = fit(shop, model), fit_spend(shop)
    each = predict(found, shop, horizon_days=180, spend=amounts, margin=0.4, yearly_discount=0.1)
    groups = np.where(np.arange(len(shop)) % 3 == 0, "thirds", "others")
    by = totals(found, shop, horizon_days=180, groups=groups, spend=amounts, margin=0.4, yearly_discount=0.1)
    assert by["group"].to_pylist() == ["others", "thirds"]
    for column, name in (("still_customer", "still_customers"), ("purchases", "purchases"), ("value", "value")):
        values = each[column].to_numpy()
        assert by[name].to_pylist() == pytest.approx([values[groups == g].sum() for g in ("others", "thirds")])


@EACH
def test_an_outcome_is_less_certain_than_an_expectation(shop: Summary, model: str) -> None:
    row = totals(fit(shop, model), shop, horizon_days=180, spend=fit_spend(shop), level=0.9).to_pylist()[0]
    for name in ("still_customers", "purchases", "value"):
        wide = row[f"{name}_outcome_low"], row[f"{name}_outcome_high"]
        narrow = row[f"{name}_expectation_low"], row[f"{name}_expectation_high"]
        assert wide[0] < narrow[0] < row[name] < narrow[1] < wide[1]


def test_at_a_boundary_intervals_reach_as_far_as_customers_allow() -> None:
    """A hundred who came every day: 700 purchases in a week, give or take what chance and a slower few would change."""
    days = np.arange(101, 201)
    daily = Summary.of(days, days / 7, days / 7)
    found = fit(daily)
    row = totals(found, daily, horizon_days=7).to_pylist()[0]
    assert row["purchases"] == pytest.approx(700, rel=0.01)
    given = totals(replace(found, others=()), daily, horizon_days=7).to_pylist()[0]
    for ends in ("expectation", "outcome"):
        wide, narrow = ([r[f"purchases_{ends}_{e}"] for e in ("low", "high")] for r in (row, given))
        assert wide[0] <= narrow[0] < 700 < narrow[1] <= wide[1]
    assert row["still_customers_outcome_low"] == pytest.approx(100, abs=0.1)


def test_a_fit_without_a_covariance_has_sums_without_intervals() -> None:
    row = totals(CDNOW, Summary.of([2], [30.43], [38.86]), horizon_days=273).to_pylist()[0]
    assert row["purchases"] == pytest.approx(1.226, abs=0.001)
    assert row["purchases_expectation_low"] is None
    assert row["purchases_outcome_high"] is None


def test_one_group_for_each_customer() -> None:
    with pytest.raises(InputError, match="1 groups for 2 customers"):
        totals(CDNOW, Summary.of([0, 0], [0, 0], [5, 5]), groups=["a"])


def test_several_groupings_at_the_price_of_one(shop: Summary) -> None:
    found, odd = fit(shop), np.arange(len(shop)) % 2
    together = totals_of(found, shop, [None, odd])
    assert together[0].equals(totals(found, shop))
    assert together[1].equals(totals(found, shop, groups=odd))
    assert together[1]["group"].to_pylist() == ["0", "1"]
