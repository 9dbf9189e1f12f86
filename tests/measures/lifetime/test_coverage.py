"""Intervals hold what they promise, on a few shops; `make soak` takes 200 for each model and asks for 86–94 %."""

from __future__ import annotations

import pytest

from regulars.measures.lifetime.fitting import MODELS
from tests.measures.lifetime.coverage import covered


@pytest.mark.parametrize("model", MODELS)
def test_nine_in_ten(model: str) -> None:
    found = covered(model, 16)
    assert (found.parameters >= 0.6).all()
    assert found.outcome >= 0.6
    assert found.expectation < found.outcome, "an interval for the expectation is not one for the outcome"
