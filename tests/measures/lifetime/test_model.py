"""What models share: a gamma function for each distinct count, and a first guess of the rates."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from regulars.measures.lifetime.beta_geometric import BG_NBD
from regulars.measures.lifetime.model import at_counts, start_of_buying
from regulars.measures.lifetime.summary import Summary

THREE = Summary.of([1, 5, 1], [2, 3, 4], [10, 10, 10]).histories


def test_a_function_is_computed_once_for_each_count() -> None:
    seen: list[int] = []

    def square(values: NDArray[np.float64]) -> NDArray[np.float64]:
        seen.append(len(values))
        return values**2

    assert at_counts(square, np.array(1.0), THREE).tolist() == ((THREE.frequency + 1) ** 2).tolist()
    assert at_counts(square, np.array([1.0, 2.0, 3.0]), THREE).shape == (3,)
    assert seen == [2, 3]


def test_the_first_guess_has_the_right_mean_rate() -> None:
    r, alpha = start_of_buying(THREE)
    assert r / alpha == pytest.approx(7 / 30)


def test_a_model_names_its_parts() -> None:
    assert BG_NBD.parameters == ("r", "alpha", "a", "b")
    assert [BG_NBD.parameters[i] for i in BG_NBD.lifetime] == ["a", "b"]
    assert "24(2), 275–284" in BG_NBD.source
