"""What is expected of Anna, and of everybody together."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from regulars.errors import InputError
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import MODELS, fit
from regulars.measures.lifetime.gamma_gamma import fit_spend
from regulars.measures.lifetime.prediction import predict, totals
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.verdict import CONVERGED

EACH = pytest.mark.parametrize("model", MODELS)
CDNOW = Fit("bg_nbd", ("r", "alpha", "a", "b"), (0.2426, 4.4136, 0.7929, 2.4259), None, -9582.4, 2357, 7, CONVERGED)


def test_anna_is_found_by_her_name() -> None:
    known = Summary.of([2, 0], [30.43, 0], [38.86, 38.86], customer_ids=pa.array(["Anna", "Ben"]))
    anna, ben = predict(CDNOW, known, horizon_days=273).to_pylist()
    assert anna == {
        "customer_id": "Anna",
        "still_customer": pytest.approx(0.7266, abs=1e-4),
        "purchases": pytest.approx(1.226, abs=5e-4),
    }
    assert ben["still_customer"] == 1


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


@EACH
def test_each_customers_intervals(shop: Summary, model: str) -> None:
    table = predict(fit(shop, model), shop, horizon_days=180, level=0.9).to_pandas()
    assert (table.purchases_expectation_low <= table.purchases).all()
    assert (table.purchases <= table.purchases_expectation_high).all()
    assert (table.purchases_outcome_low <= table.purchases_expectation_low).all()
    assert (table.purchases_outcome_high == np.ceil(table.purchases_outcome_high)).all()


def test_at_a_boundary_there_are_sums_without_intervals() -> None:
    days = np.arange(101, 201)
    daily = Summary.of(days, days / 7, days / 7)
    row = totals(fit(daily), daily, horizon_days=7).to_pylist()[0]
    assert row["purchases"] == pytest.approx(700, rel=0.01)
    assert row["purchases_expectation_low"] is None
    assert row["purchases_outcome_high"] is None


def test_one_group_for_each_customer() -> None:
    with pytest.raises(InputError, match="1 groups for 2 customers"):
        totals(CDNOW, Summary.of([0, 0], [0, 0], [5, 5]), groups=["a"])
