"""From findings to a conclusion, each reason in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from regulars.understanding.verdict.concluding import concluded, corrected
from regulars.understanding.verdict.findings import AxisVerdict, Gain, Response, Retest

LASTS = Retest(0.6, (0.55, 0.65), 500, 1e-6)
ANSWERS = Response(
    "promotions", 0.01, 5.0, 5.5, {"size": 2.0}, {"own": 5.0, "size": 9.0, "convenience": 1.0}, 0.005, 0.01, 199, 0.9, 0.01, 1,
    500, 50,
)  # fmt: skip
ADDS = Gain("redeems", 0.01, (0.004, 0.016), 0.35, 900, 120, 400, 0.003)
GOOD = AxisVerdict("incentive", "bonus", "", "", ("promotion_share",), LASTS, ANSWERS, ADDS)


def judged(**changed: Any) -> AxisVerdict:
    return corrected([concluded(replace(GOOD, **changed), "lines with discounts")])[0]


def test_all_three_support_an_axis_and_the_weakest_counts() -> None:
    found = judged()
    assert (found.conclusion, found.p) == ("supported", 0.01)  # the larger placebo family's


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"retest": replace(LASTS, interval=(0.39, 0.5))}, "its places in the two halves correlate too little"),
        ({"response": replace(ANSWERS, p_calendars=0.05)}, "it answers its own shock no more than placebos do"),
        ({"response": replace(ANSWERS, t=-5.0)}, "its own shock moved those high on it the other way"),
        ({"response": replace(ANSWERS, axes={"own": 5.0, "size": 1.0, "convenience": -6.0})}, "another axis answers its"),
        ({"gain": replace(ADDS, interval=(-0.001, 0.02))}, "it adds nothing certain to recency, frequency, money"),
    ],
)  # fmt: skip
def test_one_test_that_fails_is_enough(changed: dict[str, Any], why: str) -> None:
    found = judged(**changed)
    assert found.conclusion == "not supported"
    assert why in found.why


@pytest.mark.parametrize(
    ("changed", "why", "help_"),
    [
        ({"retest": None}, "fewer than 30 customers who differ in it", "more customers seen for longer"),
        ({"response": None}, "no shock of its own", "lines with discounts"),
        (
            {"response": replace(ANSWERS, power=0.3, p_traits=0.2)},
            "found in only 30 % of cases",
            "more customers, or more shocks",
        ),
        (
            {"gain": replace(ADDS, interval=(-0.1, 0.2), power=0.2)},
            "in only 20 % of cases",
            "incentives: what was offered to whom, and what was redeemed",
        ),
        ({"gain": None}, "fewer than 30 cases either way", "incentives: what was offered to whom, and what was redeemed"),
    ],
)
def test_what_could_not_be_tried_is_not_testable(changed: dict[str, Any], why: str, help_: str) -> None:
    found = judged(**changed)
    assert (found.conclusion, found.p) == ("not testable", None)
    assert why in found.why
    assert help_ in found.would_help


@pytest.mark.parametrize(
    ("fails", "why"),
    [
        ({"retest": replace(LASTS, interval=(0.1, 0.4))}, "its places in the two halves correlate too little"),
        ({"response": replace(ANSWERS, p_traits=0.3, power=0.9)}, "it answers its own shock no more than placebos do"),
        ({"gain": replace(ADDS, interval=(-0.01, 0.02), power=0.9)}, "it adds nothing certain to recency, frequency, money"),
    ],
)
@pytest.mark.parametrize("untried", ["retest", "response", "gain"])
def test_a_test_that_could_tell_refutes_whatever_else_could_not_be_tried(fails: dict[str, Any], why: str, untried: str) -> None:
    if untried not in fails:
        found = judged(**fails, **{untried: None})
        assert (found.conclusion, found.p, found.would_help) == ("not supported", None, ())
        assert why in found.why


@pytest.mark.parametrize(
    "weak",
    [
        {"retest": replace(LASTS, interval=(0.2, 0.6)), "gain": None},  # the truth may lie above .4
        {"response": replace(ANSWERS, p_traits=0.3, power=0.89), "gain": None},
        {"gain": replace(ADDS, interval=(-0.01, 0.02), power=0.89), "response": None},
    ],
)
def test_a_test_that_could_not_tell_refutes_nothing(weak: dict[str, Any]) -> None:
    assert judged(**weak).conclusion == "not testable"


def test_what_was_found_could_be_found_whatever_its_power() -> None:
    assert judged(response=replace(ANSWERS, power=0.3)).conclusion == "supported"


def test_several_axes_at_once_need_more() -> None:
    weak = concluded(replace(GOOD, response=replace(ANSWERS, p_traits=0.04)), "")
    four = corrected([replace(weak, axis=a) for a in ("incentive", "convenience", "constraint", "attitude")])
    assert {a.conclusion for a in four} == {"not supported"}
    assert four[0].p_holm == pytest.approx(0.16)
    assert "with several axes tested at once, chance could show as much" in four[0].why
