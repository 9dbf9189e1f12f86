"""Fits of shops: what they must not depend on, and how they end where data are strange."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.errors import NotEnoughData, UsageError
from regulars.measures.lifetime import fitting
from regulars.measures.lifetime.covariates import Covariates
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import MODELS, fit
from regulars.measures.lifetime.prediction import predict
from regulars.measures.lifetime.summary import Summary

EACH = pytest.mark.parametrize("model", MODELS)


def errors(found: Fit) -> list[float]:
    return list(found.standard_errors.values())


@EACH
def test_each_customer_four_times_over_halves_every_standard_error(shop: Summary, model: str) -> None:
    once = fit(shop, model)
    columns = [np.repeat(c, 4) for c in (shop.frequency, shop.recency, shop.age)]
    four = fit(Summary.of(*columns), model)
    assert four.values == pytest.approx(once.values, rel=1e-6)
    assert errors(four) == pytest.approx([e / 2 for e in errors(once)], rel=1e-6)
    assert four.log_likelihood == pytest.approx(4 * once.log_likelihood, rel=1e-12)


@EACH
def test_histories_seven_at_a_time_make_the_hill_of_all_of_them(
    shop: Summary, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    friends = np.arange(len(shop)) % 2
    histories, spread = Covariates.of(rate={"by_friend": friends}, lifetime={"by_friend": friends}).spread_over(shop)
    hill, point = fitting.objective(MODELS[model], histories, spread), np.array([0.3, 1.2, -0.2, 0.8, 0.4, -0.3])
    height, slope = hill(point)
    monkeypatch.setattr(fitting, "AT_ONCE", 7)
    lower, flatter = hill(point)
    assert len(histories) > 7
    assert lower == pytest.approx(height, rel=1e-12)
    assert flatter == pytest.approx(slope, rel=1e-9, abs=1e-12)


@EACH
def test_weights_and_the_order_of_rows_change_nothing(shop: Summary, model: str) -> None:
    plain = fit(shop, model)
    h = shop.histories
    weighted = fit(Summary.of(h.frequency[::-1], h.recency[::-1], h.age[::-1], weight=h.weight[::-1]), model)
    mixed = np.random.default_rng(1).permutation(len(shop))
    shuffled = fit(Summary.of(shop.frequency[mixed], shop.recency[mixed], shop.age[mixed]), model)
    assert weighted.values == plain.values == shuffled.values
    assert errors(weighted) == errors(plain) == errors(shuffled)


@EACH
def test_the_unit_of_time_cancels(shop: Summary, model: str) -> None:
    weeks = fit(shop, model)
    in_days = Summary.of(shop.frequency, shop.recency * 7, shop.age * 7, unit_days=1)
    days = fit(in_days, model)
    times = np.where(MODELS[model].times, 7, 1)
    assert days.values == pytest.approx(np.array(weeks.values) * times, rel=1e-8)
    assert errors(days) == pytest.approx(errors(weeks), rel=1e-6)
    both = [predict(f, s, horizon_days=91)["purchases"].to_numpy() for f, s in ((weeks, shop), (days, in_days))]
    assert both[0] == pytest.approx(both[1], rel=1e-8)


@EACH
@pytest.mark.parametrize(
    ("x", "t", "age", "why"),
    [
        ([0] * 50, [0] * 50, list(range(1, 51)), "nobody of 50 customers bought again"),
        ([0] * 50, [0] * 50, [0] * 50, "nobody has had time to return"),
        ([3], [20], [30], "1 customer cannot tell 4 parameters"),
        ([5, 0], [20, 0], [30, 0], "2 customers cannot tell 4 parameters"),
    ],
    ids=["nobody repeats", "all on the last day", "one customer", "one with a past"],
)
def test_what_cannot_be_told_is_said(model: str, x: list[int], t: list[int], age: list[int], why: str) -> None:
    found = fit(Summary.of(x, t, age), model)
    assert found.verdict.ending == "not_identified"
    assert why in found.verdict.why
    assert found.verdict.do
    with pytest.raises(NotEnoughData):
        found.require()


@EACH
def test_everybody_buys_daily(model: str) -> None:
    """A hundred people who came every day so far: nobody leaves, and all at one rate."""
    days = np.arange(101, 201)
    daily = Summary.of(days, days / 7, days / 7)
    found = fit(daily, model)
    assert found.verdict.ending == "at_boundary"
    assert found.verdict.why in {e.meaning for e in MODELS[model].edges}
    ahead = predict(found, daily, horizon_days=70)
    assert ahead["still_customer"].to_numpy() == pytest.approx(np.ones(100), abs=0.02)
    assert ahead["purchases"].to_numpy() == pytest.approx(np.full(100, 70), rel=0.05)


@EACH
def test_nobody_has_left_yet(model: str) -> None:
    """600 people buy at rates of their own for two years and none stops."""
    random = np.random.default_rng(2)
    rate = random.gamma(2.0, 0.5, 600)
    x = random.poisson(rate * 104)
    recency = np.where(x > 0, 104 * random.random(600) ** (1 / np.maximum(x, 1)), 0.0)
    found = fit(Summary.of(x, recency, np.full(600, 104.0)), model)
    assert found.verdict.ending == "at_boundary"
    assert "no drop-out visible" in found.verdict.why


@EACH
def test_one_customer_with_ten_thousand_purchases_and_some_of_today(shop: Summary, model: str) -> None:
    columns = [
        np.append(shop.frequency, [10_000.0, 0.0, 0.0]),
        np.append(shop.recency, [51.999, 0.0, 0.0]),
        np.append(shop.age, [52.0, 0.0, 0.0]),
    ]
    found = fit(Summary.of(*columns), model)
    assert found.verdict.ending == ("at_boundary" if model == "pareto_nbd" else "converged")
    assert np.isfinite(found.log_likelihood)
    ahead = predict(found, Summary.of(*columns), horizon_days=364)
    assert np.isfinite(ahead["purchases"].to_numpy()).all()
    assert 5_000 < ahead["purchases"].to_numpy()[-3] < 10_500


def test_an_unknown_model_is_named_with_those_there_are(shop: Summary) -> None:
    with pytest.raises(UsageError, match="bg_nbd, mbg_nbd, pareto_nbd"):
        fit(shop, "bgnbd")


def test_a_thinned_start_ends_where_a_plain_start_does(shop: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = fit(shop, "bg_nbd")
    monkeypatch.setattr("regulars.measures.lifetime.fitting.MANY", 100)
    monkeypatch.setattr("regulars.measures.lifetime.fitting.THIN", 50)
    assert fit(shop, "bg_nbd").values == pytest.approx(plain.values, rel=1e-6)
