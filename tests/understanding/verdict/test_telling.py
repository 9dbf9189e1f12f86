"""Verdicts in words that a shop owner reads."""

from __future__ import annotations

from dataclasses import replace

from regulars.understanding.verdict.telling import conclusion, headline, sentences
from regulars.understanding.verdict.verdict import verdict
from tests.loyalty import tale
from tests.understanding.verdict.test_concluding import ANSWERS, GOOD, LASTS, judged


def test_a_supported_axis_may_be_used() -> None:
    assert conclusion(judged()) == "Rewards: supported. It may be used."
    assert sentences(judged()) == [
        "Lasts? The two halves of time correlate by 0.60 (90 % interval 0.55 to 0.65; 500 customers): above 0.4.",
        "Predicts its own shock (promotions)? t = 5.0, as expected, beside 1 other traits (5.5 alone; 500 customers). p 0.005 "
        "among 199 exchanges of traits, 0.010 among 199 shifted calendars. An effect of 10 % per spread would be found in 90 % "
        "of cases.",
        "Adds to a fair baseline (redeems; 120 of 900 cases)? It saves 0.0100 of 0.350 nats per case (90 % interval 0.0040 to "
        "0.0160).",
        "p 0.010; 0.010 after Holm's correction for the axes tested.",
    ]


def test_the_least_effect_is_that_of_the_shock() -> None:
    """After a failure half as much is worth finding; and it is told as that where it could not be found."""
    weak = judged(response=replace(ANSWERS, worth_finding=0.05, power=0.3, p_traits=0.2))
    assert "An effect of 5 % per spread would be found in 30 % of cases." in sentences(weak)[1]
    assert "an effect of 5 % per spread would be found in only 30 % of cases" in weak.why


def test_a_failed_axis_says_that_it_is_not_used() -> None:
    failed = judged(retest=replace(LASTS, interval=(0.1, 0.3)))
    assert conclusion(failed).endswith("We tested this on your data; it didn't hold, so we don't use it.")
    assert "not above 0.4" in sentences(failed)[0]


def test_what_is_not_testable_says_what_would_help() -> None:
    found = verdict(tale(purchases=["Anna 2024-01-01 1.00", "Anna 2024-02-20 1.00"]))
    assert conclusion(found.axes[0]) == (
        "Rewards: not testable: the facts cover 7 whole weeks, and each half needs 8."
    )  # fmt: skip
    assert sentences(found.axes[0]) == ["What would help: facts of 16 weeks or more."]
    assert headline(replace(found, customers=10, of_customers=20)).startswith("Traits were read from 2024-01-01 to 2024-01-21 ")
    assert "on 10 customers drawn by lot from 20." in headline(replace(found, customers=10, of_customers=20))
    assert GOOD.to_json()["kind"] == "bonus"
