"""Every value names its source."""

from __future__ import annotations

from regulars.understanding.kinds.assumptions import default_assumptions
from regulars.understanding.kinds.shifting import Shown
from regulars.understanding.kinds.sources import sources
from regulars.understanding.kinds.summing import Identified


def test_a_past_shock_is_named_with_what_it_rests_on() -> None:
    shown = Shown("bonus", "promotion_withdrawn", 8, 746, 4000, 13, 0.57, 0.74, 0.59, (0.51, 0.73))
    said = sources(Identified((True, True, True)), default_assumptions(), (shown,))
    assert said["convenience+captive"] == (
        "a shock of the past sets right what people say: rewards stopped at 8 places, and 57 % of 746 customers there came "
        "within 13 weeks, where 74 % were to be expected by 4,000 elsewhere; of those who come for it 59 % would still "
        "(51–73 %)"
    )
    assert said["bonus+captive"].startswith("stated answers: would you still")
    assert said["captive"].startswith("stated answers, set right by past shocks and put together by assumption")
    assert said["bonus"].startswith("stated answers put together by assumption")


def test_an_experiment_is_named_with_what_it_rests_on() -> None:
    shown = Shown("bonus", "promotion_withdrawn", 412, 412, 405, 13, 0.61, 0.704, 0.59, (0.51, 0.73), "free-coffee")
    shock = Shown("captive", "lock_in_ended", 3, 90, 800, 13, 0.5, 0.6, 0.7, (0.6, 0.8))
    said = sources(Identified((True, True, True)), default_assumptions(), (shown, shock))
    assert said["convenience+captive"] == (
        "an experiment sets right what people say: in “free-coffee” rewards were withheld from 412 customers by lot, and "
        "61 % of them came within 13 weeks, where 70 % were to be expected by 405 for whom all stayed as it was; of those "
        "who come for it 59 % would still (51–73 %)"
    )
    assert said["captive"].startswith("stated answers, set right by an experiment and put together by assumption")
    assert said["none"].startswith("stated answers, set right by an experiment and past shocks and put together")


def test_every_value_names_its_source() -> None:
    said = sources(Identified((True, False, True)), default_assumptions())
    assert said["bonus+convenience+captive"] == "observed: who came back"
    assert said["convenience+captive"].startswith("stated answers")
    assert said["bonus+captive"] == "nothing asked identifies convenience: a range"
    assert "assumption" in said["convenience"]
    all_ = sources(Identified((True, True, True)), default_assumptions())["none"]
    assert all_.endswith("; with none, 10 % of them come still, and 88 % of those whom no single one holds")
