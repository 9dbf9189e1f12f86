"""A result is plain values that travel."""

from __future__ import annotations

import json
import pickle

from regulars.measures.second_purchase import second_purchase
from tests.stories import bakery


def test_it_pickles_and_speaks_json() -> None:
    result = second_purchase(bakery())
    assert pickle.loads(pickle.dumps(result)) == result
    told = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert told["counts"] == {"customers": 60, "returned": 60}
    assert told["figures"]["median_days"]["unit"] == "days"


def test_it_becomes_a_frame() -> None:
    result = second_purchase(bakery())
    assert result.to_polars().height == len(result.table)
    assert "buy a second time" in result._repr_html_()
