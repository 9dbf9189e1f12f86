"""What is expected of Anna and Ben, taken into other libraries' frames."""

from __future__ import annotations

import pytest

from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.prediction import predict
from regulars.measures.lifetime.prospects import Prospects
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.verdict import CONVERGED

CDNOW = Fit(
    "bg_nbd", ("r", "alpha", "a", "b"), (0.2426, 4.4136, 0.7929, 2.4259), None, -9582.4, 2357, 7, CONVERGED, "Once is for ever"
)


@pytest.fixture
def ahead() -> Prospects:
    return predict(CDNOW, Summary.of([2, 0], [30.43, 0], [38.86, 20], customer_ids=["Anna", "Ben"]), horizon_days=273)


def test_every_row_is_a_customer(ahead: Prospects) -> None:
    assert len(ahead) == 2
    assert ahead.column_names == ["customer_id", "still_customer", "purchases"]
    assert ahead["purchases"].to_pylist()[0] == pytest.approx(1.226, abs=5e-4)
    assert [row["customer_id"] for row in ahead.to_pylist()] == ["Anna", "Ben"]


def test_polars_and_pandas_take_it_as_it_stands(ahead: Prospects) -> None:
    assert ahead.to_polars().rows() == [tuple(row.values()) for row in ahead.to_pylist()]
    assert ahead.to_pandas()["purchases"].tolist() == ahead["purchases"].to_pylist()


def test_it_says_how_far_it_looks_and_what_the_model_cannot_do(ahead: Prospects) -> None:
    assert (ahead.horizon_days, ahead.remark) == (273, "Once is for ever")
