"""A fit is a plain value: it travels, and says what it does not know."""

from __future__ import annotations

import json
import math
import pickle

import numpy as np
import pytest

from regulars.errors import InputError, NotEnoughData
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.verdict import CONVERGED, Verdict

KNOWN = Fit("sbg", ("alpha", "beta"), (2.0, 4.0), ((0.01, 0.0), (0.0, 0.04)), -100.0, 50, 1.0, CONVERGED)
LOST = Fit("sbg", ("alpha", "beta"), (math.nan, math.nan), None, math.nan, 2, 1.0, Verdict("not_identified", "flat", "wait"))


@pytest.mark.parametrize("fit", [KNOWN, LOST], ids=["known", "lost"])
def test_it_comes_back_from_json_and_from_a_pickle(fit: Fit) -> None:
    text = json.dumps(fit.to_json(), allow_nan=False)
    back = Fit.from_json(json.loads(text))
    assert json.dumps(back.to_json()) == text
    assert repr(pickle.loads(pickle.dumps(fit))) == repr(fit) == repr(back)


def test_standard_errors_are_of_logarithms() -> None:
    assert KNOWN.standard_errors == {"alpha": pytest.approx(0.1), "beta": pytest.approx(0.2)}
    assert list(KNOWN.interval("alpha", 0.95)) == pytest.approx([2 * np.exp(-0.196), 2 * np.exp(0.196)], rel=1e-4)


def test_a_coefficient_is_no_logarithm() -> None:
    fit = Fit("m", ("r", "z of buying"), (1.0, -0.5), ((0.01, 0.0), (0.0, 0.01)), -1.0, 9, 7, CONVERGED, "", ("z",))
    assert list(fit.interval("z of buying", 0.95)) == pytest.approx([-0.696, -0.304], abs=1e-3)
    assert fit.point.tolist() == [0.0, -0.5]


def test_what_is_not_identified_cannot_be_used_by_mistake() -> None:
    assert KNOWN.require() is KNOWN
    assert math.isnan(LOST.standard_errors["alpha"])
    with pytest.raises(NotEnoughData, match="The model sbg is not identified on 2 customers: flat") as refused:
        LOST.require()
    assert "What to do: wait" in str(refused.value)


def test_another_kind_of_json_is_refused() -> None:
    with pytest.raises(InputError, match="lifetime_fit/1"):
        Fit.from_json({"format": "something/2"})
