"""The headline against the village's own truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.hearing import Heard
from regulars.understanding.kinds.learning import learn
from regulars.understanding.kinds.reckoning import reckon
from regulars.understanding.kinds.returning import Returning
from regulars.understanding.kinds.summing import Reckoned
from regulars.words import Period
from tests.understanding.kinds.village import ANSWERED, CUSTOMERS, HELD, kinds_of, learned, replies, signals

SPRING = Period("quarter", date(2024, 4, 1), date(2024, 6, 30))
SUMMER = Period("quarter", date(2024, 7, 1), date(2024, 9, 30))
STAYED = np.arange(CUSTOMERS) % 5 > 0


def back() -> Returning:
    return Returning(SPRING, SUMMER, np.arange(CUSTOMERS), STAYED, np.full(CUSTOMERS, 1000.0))


def heard(asked: int = ANSWERED) -> Heard:
    invited = np.arange(CUSTOMERS) < asked
    return Heard(replies(), invited, invited, {}, ())


@cache
def found() -> Reckoned:
    """As the village is: who is true would come with no crutch for certain."""
    return reckoned(HELD.changed(without_all=1.0, without_all_sd=0.0))


def reckoned(held: Assumptions) -> Reckoned:
    by_them = learn(signals(), replies(), held, np.random.default_rng(5))
    return reckon(by_them, back(), heard(2 * ANSWERED), held, np.random.default_rng(0), times=30)


def test_parts_add_up_to_the_retention_rate_exactly() -> None:
    assert found().retention.value == pytest.approx(0.8)
    assert sum(p.value or 0 for p in found().parts.values()) == pytest.approx(0.8, abs=1e-12)
    assert sum(p.value or 0 for p in found().money.values()) == pytest.approx(1.0, abs=1e-12)


def test_the_band_holds_the_truth_and_is_wider_than_the_interval() -> None:
    """Who is true would come with no crutch; of the others one in ten, as is assumed."""
    true = kinds_of() == 0
    truth = float(((true + 0.1 * ~true) * STAYED).mean())
    part = found().parts["earned"]
    assert part.band[0] < truth < part.band[1]
    assert part.band[0] < part.interval[0] < part.interval[1] < part.band[1]
    assert part.value == pytest.approx(truth, abs=0.05)


def test_what_is_assumed_of_all_three_going_at_once_is_doubted_in_the_interval() -> None:
    """Of what is earned: nobody was asked about all three. What is lost if one goes rests on answers, without that doubt."""
    sure, unsure = (reckoned(HELD.changed(without_all=0.75, without_all_sd=sd)) for sd in (0.0, 0.25))
    widths = [found.parts["earned"].interval[1] - found.parts["earned"].interval[0] for found in (sure, unsure)]
    assert widths[1] > 1.5 * widths[0]
    assert unsure.parts["earned"].value == sure.parts["earned"].value
    assert unsure.lost["bonus"].interval == pytest.approx(sure.lost["bonus"].interval, abs=0.003)


def test_a_greater_factor_makes_a_wider_band_and_one_makes_none() -> None:
    bands = found().parts["earned"].bands
    widths = [high - low for _, low, high in bands]
    assert [factor for factor, _, _ in bands] == [1.0, 1.5, 2.0, 3.0, 4.0]
    assert widths == sorted(widths)
    assert bands[0][1:] == pytest.approx(found().parts["earned"].interval)


def test_where_nobody_was_asked_about_a_crutch_a_range_is_told() -> None:
    said = replies()
    levels = said.reliance.copy()
    levels[:, 1] = 0
    fewer = replace(said, reliance=levels)
    known = learn(signals(), fewer, HELD, np.random.default_rng(1))
    reckoned = reckon(known, back(), replace(heard(), replies=fewer), HELD, np.random.default_rng(0), times=10)
    assert reckoned.lost["convenience"].value is None
    assert reckoned.lost["bonus"].value is not None
    low, high = reckoned.lost["convenience"].band
    assert high - low > 0.1


def test_the_answers_of_the_lot_set_it_right() -> None:
    assert found().by_lot > 150
    own_choice = replace(heard(), by_lot=np.zeros(CUSTOMERS, bool), replies=replace(replies(), by_lot=np.zeros(ANSWERED, bool)))
    known = replace(learned(), sample=replace(learned().sample, replies=own_choice.replies))
    assert reckon(known, back(), own_choice, HELD, np.random.default_rng(0), times=5).by_lot == 0
