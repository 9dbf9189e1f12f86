"""A bakery's log, half of it held out."""

from __future__ import annotations

import json
import pickle
from datetime import date

import numpy as np
import pytest

from regulars.errors import UsageError
from regulars.measures.lifetime.backtest import backtest
from tests.stories import bakery, log


def test_the_first_half_is_held_against_the_rest() -> None:
    found = backtest(bakery())
    assert (found.until, found.horizon_days) == (date(2024, 3, 31), 91)
    assert found.contenders["contender"].to_pylist()[-2:] == ["same_again", "recency_rule"]
    assert found.calibration["customers"].to_numpy().sum() == found.customers == 60
    held_out = found.tracking.to_pandas().query("held_out")
    assert 0 <= found.came - held_out.returns.sum() < 60
    assert found.reading == found.judgements[0].reading


def test_it_travels_as_json_and_as_a_pickle() -> None:
    found = backtest(bakery(), models=["mbg_nbd"])
    said = json.dumps(found.to_json(), allow_nan=False)
    assert json.loads(said)["judgements"][0]["reading"] == found.reading
    assert json.dumps(pickle.loads(pickle.dumps(found)).to_json()) == said


def test_same_again_is_what_came_in_as_long_a_time_before() -> None:
    """Anna came on 1, 11 and 21 January and 9 February; the cut is 30 January, the rest ten days."""
    facts = log("Anna 2024-01-01 1", "Anna 2024-01-11 1", "Anna 2024-01-21 1", "Anna 2024-02-09 1", "Ben 2024-01-22 1")
    rules = {r["contender"]: r for r in backtest(facts, until=date(2024, 1, 30)).contenders.to_pylist()}
    assert rules["same_again"]["expected_total"] == 1
    assert rules["same_again"]["came_total"] == 1
    assert rules["same_again"]["error_total_share"] == 0
    assert rules["recency_rule"]["expected_total"] == 0


def test_the_recency_rule_carries_on_at_ones_own_rate() -> None:
    """Within 15 days of silence Anna goes on: two repeats in 29 days, over ten days."""
    facts = log("Anna 2024-01-01 1", "Anna 2024-01-11 1", "Anna 2024-01-21 1", "Anna 2024-02-09 1", "Ben 2024-01-02 1")
    table = backtest(facts, until=date(2024, 1, 30), silence_days=15).contenders.to_pylist()
    assert table[-1]["expected_total"] == pytest.approx(2 / 29 * 10)


def test_where_no_model_can_be_fitted_the_rules_remain() -> None:
    found = backtest(log("Anna 2024-01-01 1", "Ben 2024-01-05 1", "Anna 2024-03-01 1"))
    assert not found.fits
    assert not found.judgements
    assert "No model could be fitted" in found.reading
    assert found.tracking.num_rows == 0


def test_nothing_came_back() -> None:
    found = backtest(log("Anna 2024-01-01 1", "Ben 2024-01-05 1", as_of=date(2024, 3, 1)))
    assert found.came == 0
    assert found.contenders["error_total_share"].to_pylist() == [None, None]


def test_a_cut_must_leave_something_on_both_sides() -> None:
    with pytest.raises(UsageError, match="The first part would end on 2024-06-30"):
        backtest(bakery(), until=date(2024, 6, 30))


def test_nothing_is_learnt_from_the_rest() -> None:
    """Cutting the log off at the day gives the same fits."""
    whole, cut = bakery(), bakery(as_of=date(2024, 4, 15))
    ours, theirs = (backtest(f, until=date(2024, 3, 31), models=["mbg_nbd"]).fits for f in (whole, cut))
    assert [f.values for f in ours] == [f.values for f in theirs]
    assert all(np.isfinite(f.values).all() for f in ours)
