"""Intervals hold what they promise, on a few shops; `make soak` takes 600 for each model and asks for 86–94 %."""

from __future__ import annotations

import pytest

from regulars.measures.lifetime.fitting import MODELS
from tests.measures.lifetime.coverage import TRUTH, covered, covered_at_the_edge


@pytest.mark.parametrize("model", TRUTH)
def test_nine_in_ten(model: str) -> None:
    found = covered(model, 16)
    assert (found.parameters >= 0.6).all()
    assert len(found.names) == len(TRUTH[model])
    if model in MODELS or model == "gamma_gamma":
        assert found.outcome is not None
        assert found.expectation is not None
        assert found.outcome >= 0.6
        assert found.expectation < found.outcome, "an interval for the expectation is not one for the outcome"


def test_where_nobody_leaves_totals_are_held_too() -> None:
    found = covered_at_the_edge("mbg_nbd", 5)
    assert (found.outcome or 0) >= 0.6
