"""Verdicts on totals and on ranking, apart."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from regulars.measures.lifetime.judgement import RECENCY_RULE, SAME_AGAIN, Contender, judge_contenders

RANDOM = np.random.default_rng(2)
RATE = RANDOM.gamma(0.5, 2.0, 2000)
CAME = RANDOM.poisson(RATE).astype(np.float64)
Floats = NDArray[np.float64]


def verdict(expected: Floats, outcome: tuple[float, float] | None, *rules: Contender) -> tuple[str, str, str]:
    found = judge_contenders([Contender("bg_nbd", expected, outcome)], rules, CAME, 273, 0.95)[0]
    return found.totals, found.ranking, found.reading


def around(total: float) -> tuple[float, float]:
    return total - 100, total + 100


NOISE = Contender(SAME_AGAIN, RANDOM.random(2000), None)
ECHO = Contender(SAME_AGAIN, RANDOM.poisson(RATE).astype(np.float64), None)


def test_right_and_sound() -> None:
    totals, ranking, reading = verdict(RATE, around(CAME.sum()), NOISE)
    assert (totals, ranking) == ("right", "sound")
    assert f"Over 39 weeks BG/NBD expected {RATE.sum():,.0f} purchases; {CAME.sum():,.0f} came." in reading
    low, high = around(CAME.sum())
    assert f"Right in total, within what chance allows ({low:,.0f}–{high:,.0f})." in reading
    assert "The order of customers is sound." in reading


@pytest.mark.parametrize(("shift", "totals"), [(-500, "too_low"), (500, "too_high")])
def test_a_total_outside_its_outcome_is_wrong(shift: float, totals: str) -> None:
    found = verdict(RATE, around(CAME.sum() + shift), NOISE)
    assert found[0] == totals
    assert f"Too {totals[4:]} in total." in found[2]


def test_without_an_interval_chance_cannot_be_told() -> None:
    assert verdict(RATE, None, NOISE)[0] == "unknown"


def test_a_rule_that_orders_as_well_or_better_is_named() -> None:
    assert verdict(RATE, None, Contender(RECENCY_RULE, RATE + 1e-9, None))[1] == "no_better"
    _, ranking, reading = verdict(ECHO.expected, None, Contender(RECENCY_RULE, RATE, None))
    assert ranking == "beaten"
    assert "“who came lately goes on” does better; use that" in reading


def test_an_order_that_says_nothing() -> None:
    assert verdict(NOISE.expected, None, ECHO)[1] == "none"


def test_a_rule_whose_total_is_nearer_is_named() -> None:
    exact = Contender(SAME_AGAIN, np.full(2000, CAME.mean()), None)
    assert "For the total, the rule “same as last period” came nearer." in verdict(RATE * 0.8, None, exact)[2]


def test_a_rule_nearer_by_less_than_a_purchase_is_not() -> None:
    as_good = Contender(RECENCY_RULE, RATE + (CAME.sum() - RATE.sum() + 0.4) / 2000, None)
    ours = RATE + (CAME.sum() - RATE.sum() + 0.9) / 2000
    assert "came nearer" not in verdict(ours, None, as_good)[2]


def test_a_rule_that_errs_less_customer_by_customer_is_named() -> None:
    """Who comes like clockwork is foreseen by the own pace alone; a model that expects chance of her errs more."""
    clockwork = Contender(RECENCY_RULE, CAME + 0.1, None)
    found = judge_contenders([Contender("mbg_nbd", RATE, None)], [NOISE, clockwork], CAME, 273, 0.95)[0]
    assert found.closer_rule == found.to_json()["closer_rule"] == RECENCY_RULE
    assert found.reading.endswith("Customer by customer, the rule “who came lately goes on” made smaller mistakes.")


def test_a_rule_that_errs_less_by_next_to_nothing_is_not_named() -> None:
    """A café that everybody comes to every day: model and rule are right to the third decimal."""
    came = np.full(40, 45.0)
    found = judge_contenders([Contender("mbg_nbd", came + 0.001, None)], [Contender(SAME_AGAIN, came, None)], came, 45, 0.95)[0]
    assert found.closer_rule is None


def test_a_rule_that_errs_less_by_chance_is_not_named() -> None:
    luck = Contender(SAME_AGAIN, np.where(np.arange(2000) == int(np.argmax(CAME - RATE)), CAME, RATE), None)
    found = judge_contenders([Contender("mbg_nbd", RATE, None)], [luck], CAME, 273, 0.95)[0]
    assert found.closer_rule is None


def test_who_holds_every_one_time_buyer_for_a_customer_comes_last() -> None:
    models = [Contender("bg_nbd", RATE, None), Contender("mbg_nbd", RATE * 3, None)]
    assert [j.contender.name for j in judge_contenders(models, [], CAME, 70, 0.95)] == ["mbg_nbd", "bg_nbd"]


def test_the_model_with_the_smallest_error_comes_first() -> None:
    models = [Contender("bg_nbd", RATE * 3, None), Contender("mbg_nbd", RATE, None)]
    assert [j.contender.name for j in judge_contenders(models, [NOISE], CAME, 10, 0.95)] == ["mbg_nbd", "bg_nbd"]
