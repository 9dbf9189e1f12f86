"""Who met a shock of the past, who did not, and who came again."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from regulars.understanding.kinds.crutches import CRUTCHES
from regulars.understanding.kinds.past_shocks import Met, by_then, first_runs, met_by, past_shocks
from regulars.understanding.verdict.halves import Halves
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.weeks_bought import WeeksBought
from tests.stories import bakery

SPLIT, WEEKS, OPENS = 20, 40, 6
NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva")
KAUNAS, VILNIUS = 0, 1


def bought() -> WeeksBought:
    """Anna, Ben and Eva buy in Kaunas, Cleo and Dan in Vilnius, every week; Ben only until the rival opens, Dan long gone."""
    until = {"Anna": WEEKS, "Ben": SPLIT + OPENS, "Cleo": WEEKS, "Dan": 5, "Eva": WEEKS}
    visits = [(who, week) for who, name in enumerate(NAMES) for week in range(until[name])]
    who, week = np.array(visits).T
    ones = np.ones(len(who))
    return WeeksBought(pa.array(NAMES), Halves(date(2024, 1, 1), SPLIT, WEEKS), who, week, ones, 100 * ones)


def panel() -> Panel:
    """A rival opens in Kaunas in the seventh week of the second half, and stays."""
    shock = np.zeros((2, WEEKS - SPLIT))
    shock[KAUNAS, OPENS:] = 1.0
    place = np.array([KAUNAS, KAUNAS, VILNIUS, VILNIUS, KAUNAS])
    return Panel("rival_opened", np.arange(5), place, np.empty((2, 0), np.int64), shock, -1)


def test_who_met_it_and_who_did_not_and_who_came_again() -> None:
    """Dan had not bought for long, and Eva's answers taught kinds: neither is a case."""
    silent = np.array([True, True, True, True, False])
    met = met_by("convenience", panel(), bought(), np.arange(5.0)[:, None], silent, weeks=10)
    assert met is not None
    assert met.traits[:, 0].tolist() == [0.0, 1.0, 2.0], "Anna, Ben, Cleo"
    assert met.shocked.tolist() == [True, True, False]
    assert met.came.tolist() == [1.0, 0.0, 1.0]
    assert met.places == 1
    assert not met.enough, "three cases tell nothing"


def test_what_was_known_by_then() -> None:
    known = by_then(bought(), SPLIT + OPENS)
    assert known[0].tolist() == pytest.approx([0.0, np.log(27), np.log(2601)]), "last week; 26 weeks; 26 euros"
    assert known[3].tolist() == pytest.approx([np.log(22), np.log(6), np.log(501)]), "Dan came until the fifth week"


def test_a_shock_that_was_there_before_or_held_for_days_is_neither_met_nor_calm() -> None:
    shock = np.array([[0, 0.3, 0, 0], [1, 1, 0, 0], [0, 1, 0, 1], [0, 0, 0, 0.0]])
    state, begins, lasts = first_runs(shock)
    assert state.tolist() == [-1, -1, 1, 0]
    assert (begins[2], lasts[2]) == (1, 1)


def test_three_weeks_are_too_short_to_tell() -> None:
    short = panel()
    short.shock[KAUNAS, OPENS + 3 :] = 0.0
    assert met_by("convenience", short, bought(), np.zeros((5, 1)), np.ones(5, bool)) is None


def test_enough_needs_both_outcomes_on_both_sides() -> None:
    came = np.r_[np.arange(100) % 2, np.ones(100)].astype(np.float64)
    met = Met("bonus", np.zeros((200, 1)), np.arange(200) < 100, came, np.zeros((200, 1)), np.zeros(200, np.int64), 13)
    assert not met.enough, "everybody elsewhere came again"
    assert Met("bonus", met.traits, met.shocked, (np.arange(200) % 2).astype(np.float64), met.known, met.place, 13).enough


def test_without_an_axis_that_passed_its_test_no_shock_is_looked_for() -> None:
    nobody, generator = pa.array([], pa.string()), np.random.default_rng(0)
    assert past_shocks(bakery(), (), nobody, (), generator) == ()
    assert past_shocks(bakery(), (), nobody, CRUTCHES, generator) == (), "a bakery that tells of no shock"
