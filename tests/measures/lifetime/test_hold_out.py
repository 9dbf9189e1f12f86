"""The florist's second year, held against what the first one promised."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from regulars.measures.lifetime.hold_out import judged, model_calibration, model_comparison, model_tracking, reading_of
from regulars.measures.lifetime.value import Value, value
from regulars.words import Estimate, NotEnough
from tests.stories import bakery, log


def test_tracking_ends_with_all_that_came(worth: Value) -> None:
    found, held = model_tracking(worth), worth.backtest
    assert held is not None
    last = found.table.to_pylist()[-1]
    assert last["held_out"]
    assert last["returns_so_far"] == sum(r["returns"] for r in found.table.to_pylist())
    assert isinstance(found.latest, Estimate)
    assert found.latest.value == held.judgements[0].contender.total
    assert found.latest.n == found.n == held.customers
    assert found.reading == held.reading


def test_tracking_is_drawn_with_its_rows(worth: Value) -> None:
    picture = model_tracking(worth).picture()
    assert picture is not None
    assert len(picture.rows) == model_tracking(worth).table.num_rows
    assert "looking ahead" in picture.svg


def test_calibration_counts_the_groups_that_were_right(worth: Value) -> None:
    found = model_calibration(worth)
    rows = found.table.to_pylist()
    right = sum(r["low"] <= r["purchases_mean"] <= r["high"] for r in rows)
    assert found.reading.startswith(f"In {right} of {len(rows)} groups of customers")
    assert sum(r["customers"] for r in rows) == found.n
    picture = found.picture()
    assert picture is not None
    assert "repeat purchases before" in picture.svg


def test_the_comparison_names_models_and_rules(worth: Value) -> None:
    names = model_comparison(worth).table["contender"].to_pylist()
    assert names == ["mbg_nbd", "pareto_nbd", "bg_nbd", "same_again", "recency_rule"]


def test_a_sound_order_has_passed(worth: Value) -> None:
    assert judged(worth.backtest)
    assert not judged(None)


def test_without_an_interval_chance_cannot_be_told() -> None:
    """By a model saved in April that knows nothing of its own doubt."""
    april = value(bakery(as_of=date(2024, 4, 15)), model="pareto_nbd").model
    found = value(bakery(), saved=replace(april, fit=replace(april.fit, covariance=None, others=())))
    assert isinstance(model_tracking(found).latest, NotEnough)
    assert model_calibration(found).reading == (
        "Whether chance explains the differences cannot be said: the fit has no interval."
    )


def test_a_log_of_one_day_has_no_second_part() -> None:
    found = value(log(*(f"C-{k} 2024-05-01 3.00" for k in range(40))))
    for make in (model_tracking, model_calibration, model_comparison):
        result = make(found)
        assert result.reading == reading_of(found) == "The log of 2024-05-01 to 2024-05-01 is too short to be cut in two."
        assert result.picture() is None
        json.dumps(result.to_json(), allow_nan=False)


def test_where_no_model_could_be_fitted_it_says_so() -> None:
    found = value(log("Anna 2024-01-01 1", "Ben 2024-01-05 1", "Anna 2024-03-01 1", minimum_n=1))
    assert model_tracking(found).latest == NotEnough(
        0, 1, "model_tracking/1", "No model could be fitted to the first part of this log"
    )


@pytest.mark.parametrize("make", [model_tracking, model_calibration, model_comparison])
def test_each_says_on_what_it_was_fitted(worth: Value, make: object) -> None:
    settings = make(worth).settings  # type: ignore[operator]
    assert (settings["until"], settings["horizon_days"]) == ("2024-01-03", 363)
