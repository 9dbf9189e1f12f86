"""Week by week: Anna and Ben are new on 1 January, Cleo on 8 January."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from regulars.facts.zones import day_number
from regulars.measures.lifetime.beta_geometric import BG_NBD
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import fit
from regulars.measures.lifetime.prediction import predict
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.tracking import TRACKING, calibration_table, tracking_table
from regulars.measures.lifetime.verdict import CONVERGED
from tests.stories import log

CDNOW = Fit("bg_nbd", ("r", "alpha", "a", "b"), (0.2426, 4.4136, 0.7929, 2.4259), None, -9582.4, 2357, 7, CONVERGED)


def test_newcomers_and_returns_by_day() -> None:
    facts = log("Anna 2024-01-01 1", "Ben 2024-01-01 1", "Anna 2024-01-08 1", "Cleo 2024-01-08 1", "Dan 2024-01-20 1")
    days = facts.run(TRACKING, until=day_number(date(2024, 1, 14))).sort_by("day_number").to_pylist()
    assert [(d["newcomers"], d["returns"]) for d in days] == [(2, 0), (1, 1)]


def test_expected_returns_are_every_newcomers_own() -> None:
    first = day_number(date(2024, 1, 1))
    days = pa.table({"day_number": [first, first + 7], "newcomers": [2, 1], "returns": [0, 1]})
    table = tracking_table(CDNOW, days, date(2024, 1, 14), date(2024, 1, 30)).to_pylist()
    assert [r["week_ends"] for r in table] == [date(2024, 1, d) for d in (7, 14, 21, 28)]
    assert [r["held_out"] for r in table] == [False, False, True, True]
    assert [r["returns_so_far"] for r in table] == [0, 1, 1, 1]
    one, two = (BG_NBD.newcomer(np.array(CDNOW.values), np.array([d / 7]))[0] for d in (13, 6))
    assert table[1]["returns_expected_so_far"] == pytest.approx(2 * one + two)
    assert table[1]["returns_expected"] == pytest.approx(2 * one + two - table[0]["returns_expected_so_far"])


def test_by_frequency_what_came_and_what_was_expected() -> None:
    """Two came once, two often; each group's mean is held against its own expectation."""
    summary, came = Summary.of([0, 0, 9, 7], [0, 0, 5, 5], [9, 9, 9, 9]), np.array([0.0, 1, 8, 9])
    once, often = calibration_table(CDNOW, summary, came, 70, 0.9).to_pylist()
    each = predict(CDNOW, summary, horizon_days=70)["purchases"].to_pylist()
    assert (once["repeats_before"], once["customers"], once["purchases_mean"]) == ("0", 2, 0.5)
    assert (often["repeats_before"], often["customers"], often["purchases_mean"]) == ("7+", 2, 8.5)
    assert once["purchases_expected_mean"] == pytest.approx((each[0] + each[1]) / 2)
    assert often["purchases_expected_mean"] == pytest.approx((each[2] + each[3]) / 2)
    assert (once["low"], once["high"]) == (None, None), "this fit has no covariance"


def test_by_frequency_an_interval_holds_what_may_come(shop: Summary) -> None:
    rows = calibration_table(fit(shop), shop, np.zeros(len(shop)), 70, 0.9).to_pylist()
    assert len(rows) == 8
    assert all(r["low"] <= r["purchases_expected_mean"] <= r["high"] for r in rows)


def test_without_a_fit_the_tables_are_empty() -> None:
    assert tracking_table(None, pa.table({}), date(2024, 1, 1), date(2024, 2, 1)).num_rows == 0
    assert calibration_table(None, Summary.of([0], [0], [1]), np.zeros(1), 7, 0.9).num_rows == 0
