"""What is expected of Anna, and of everybody together."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import MODELS, fit
from regulars.measures.lifetime.gamma_gamma import fit_spend
from regulars.measures.lifetime.prediction import predict
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
def test_each_customers_intervals(shop: Summary, model: str) -> None:
    table = predict(fit(shop, model), shop, horizon_days=180, level=0.9).to_pandas()
    assert (table.purchases_expectation_low <= table.purchases).all()
    assert (table.purchases <= table.purchases_expectation_high).all()
    assert (table.purchases_outcome_low <= table.purchases_expectation_low).all()
    assert (table.purchases_outcome_high == np.ceil(table.purchases_outcome_high)).all()


@EACH
def test_each_customers_money_has_its_intervals(shop: Summary, model: str) -> None:
    table = predict(fit(shop, model), shop, horizon_days=180, spend=fit_spend(shop), margin=0.5, level=0.9).to_pandas()
    assert (table.value_expectation_low < table.value).all()
    assert (table.value < table.value_expectation_high).all()
    assert (table.value_outcome_low < table.value_expectation_low).all()
    # Both ends may lie near 0: most of those who are hardly here any more bring nothing.
    assert (table.value_outcome_low <= table.value_outcome_high).all()
    often = table[table.purchases > 1]
    assert (often.value_outcome_high > often.value_expectation_high).all()


def test_what_has_no_interval_is_null() -> None:
    found = predict(CDNOW, Summary.of([2], [30.43], [38.86]), level=0.9).to_pylist()[0]
    assert found["purchases_expectation_low"] is None
    assert found["purchases_outcome_high"] is None
