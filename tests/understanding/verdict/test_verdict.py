"""Verdicts on a made-up grocer: what is so is supported, what is not is not, and what cannot be seen is said to be so."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest

from regulars.errors import UsageError
from regulars.understanding.evidence.gathering import evidence
from regulars.understanding.verdict.halves import halves_of
from regulars.understanding.verdict.verdict import both_halves, verdict
from tests.loyalty import tale
from tests.understanding.verdict.grocer import grocer


def test_customers_who_like_promotions_come_for_them_and_redeem_more() -> None:
    found = verdict(grocer(seed=3), draws=59)
    rewards = found.of("incentive")
    assert rewards.conclusion == "supported", rewards
    assert found.supported == ("incentive",)
    assert rewards.retest is not None
    assert rewards.retest.interval[0] > 0.4
    assert rewards.response is not None
    assert rewards.response.shock == "promotions by category and week"
    assert rewards.response.p_traits == rewards.response.p_calendars == pytest.approx(1 / 60)
    assert rewards.gain is not None
    assert rewards.gain.cases == 2 * 500


def test_a_stable_trait_that_answers_nothing_is_not_supported() -> None:
    found = verdict(grocer(seed=4, customers=1000, answering=False), draws=59)
    rewards = found.of("incentive")
    assert rewards.retest is not None
    assert rewards.retest.interval[0] > 0.4  # it lasts: they do buy more on promotion
    assert rewards.conclusion == "not supported"
    assert "it answers its own shock no more than placebos do" in rewards.why
    assert found.failed == ("incentive", "convenience")
    assert found.of("convenience").why == "its places in the two halves correlate too little"  # the days are drawn anew


def test_what_no_facts_tell_of_is_not_testable_and_says_what_would_help() -> None:
    found = verdict(grocer(seed=3), draws=9)
    assert found.of("constraint").why == "the first half of time shows none of its indicators"
    needed, shock = found.of("constraint").would_help
    assert needed == "commitments, points, or conditions about rivals"
    assert shock.startswith("commitments with the days on which they ended")
    attitude = found.of("attitude")
    assert attitude.conclusion == "not testable"
    assert "no shock of its own" in attitude.why
    assert any("something failed or a price rose" in said for said in attitude.would_help)
    habit = found.of("convenience")  # no rival opened, either; but that places don't last is seen without one
    assert (habit.conclusion, habit.why) == ("not supported", "its places in the two halves correlate too little")
    assert habit.would_help == ()


def test_a_log_of_a_few_weeks_says_nothing() -> None:
    found = verdict(tale(purchases=["Anna 2024-01-01 1.00", "Anna 2024-02-20 1.00"]))
    assert {a.conclusion for a in found.axes} == {"not testable"}
    assert found.axes[0].why == "the facts cover 7 whole weeks, and each half needs 8"
    assert found.customers == 0


def test_the_same_seed_gives_the_same_verdict_and_it_is_plain_json() -> None:
    one, other = (verdict(grocer(seed=3), draws=9).to_json() for _ in range(2))
    assert one == other
    told = json.loads(json.dumps(one))
    assert [a["axis"] for a in told["axes"]] == ["incentive", "convenience", "constraint", "attitude"]
    assert told["second"][0] == "2024-04-15"


def test_a_split_outside_the_days_is_refused() -> None:
    facts = grocer(seed=3)
    with pytest.raises(UsageError, match="The split is on 2030-01-01"):
        verdict(facts, split=date(2030, 1, 1))
    assert verdict(facts, split=facts.starts + timedelta(days=70), draws=1).first[1] == date(2024, 3, 10)


def test_both_halves_are_of_the_same_customers() -> None:
    facts = grocer(seed=5, customers=60)
    halves = halves_of(facts)
    before, after = (evidence(facts, window=w) for w in (halves.first, halves.second))
    one, other = both_halves(before, after, "incentive")
    assert len(one) == len(other) <= 60
    assert np.corrcoef(one, other)[0, 1] > 0.3
    assert both_halves(before, after, "constraint")[0].size == 0
