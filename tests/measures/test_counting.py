"""Counts, rates and what stays empty."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from regulars.facts.intake import Intake, Quarantined
from regulars.measures.counting import estimate, exclusions, rate_columns, spread, unread
from regulars.measures.result import Exclusion
from regulars.measures.retention import DEFINITION
from regulars.settings import Settings
from regulars.words import Estimate, NotEnough
from tests.stories import log


def test_places_outside_are_left_out() -> None:
    assert spread(np.array([-1, 0, 9]), np.array([5, 1, 7]), 3).tolist() == [1, 0, 0]


def test_a_rate_is_empty_under_the_minimum_and_never_nan() -> None:
    columns = rate_columns("rate", np.array([0, 10]), np.array([0, 40]), Settings(minimum_n=30))
    assert columns["rate"].to_pylist() == [None, 0.25]
    assert columns["low"].null_count == 1
    assert columns["enough"].to_pylist() == [False, True]


def test_an_estimate_needs_enough() -> None:
    assert estimate(1, 29, DEFINITION, Settings()) == NotEnough(29, 30, "retention_rate/1")
    found = estimate(747, 2214, DEFINITION, Settings())
    assert isinstance(found, Estimate)
    assert [round(v, 3) for v in (found.value, *found.interval)] == [0.337, 0.318, 0.357]


def test_rows_in_quarantine_are_left_out_by_their_commonest_reason() -> None:
    """Seven rows were read: four used, one without a day, two without a sum."""
    read = log("Anna 2024-01-01 12.00")
    assert unread(read) == Exclusion("rows in quarantine", 0)
    bad = (Quarantined("bad_date", 1, "no day"), Quarantined("bad_amount", 2, "no sum"))
    told = replace(read, intake=Intake((), 7, 4, (), bad, (), ()))
    left_out = Exclusion("rows in quarantine", 3, "most often bad_amount: no sum; `regulars inspect` shows where")
    assert exclusions(told) == (Exclusion("purchases without a known customer", 0), left_out)
    assert left_out.to_json() == {"what": "rows in quarantine", "n": 3, "why": left_out.why}
    alone = replace(told, intake=Intake((), 7, 6, (), bad[:1], (), ()))
    assert unread(alone).why == "all bad_date: no day; `regulars inspect` shows where"
