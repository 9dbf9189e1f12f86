"""Whom a failure met, beside whom they are set, and whether they came back."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from regulars.facts.log import Facts
from regulars.understanding.evidence.gathering import evidence
from regulars.understanding.verdict.failure_shocks import AFTER, BEFORE, failure_panel, falls_after_failures
from regulars.understanding.verdict.halves import halves_of
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.shock_test import shock_response
from regulars.understanding.verdict.weeks_bought import WeeksBought, weeks_bought
from tests.loyalty import tale

MONDAY = date(2024, 1, 1)
WEEKS, FAILS = 72, 52
PLACES = {"Anna": "Vilnius", "Ben": "Kaunas", "Cleo": "Kaunas", "Eva": "Kaunas"}


def day(week: int) -> date:
    return MONDAY + timedelta(days=7 * week)


def facts(*conditions: str) -> Facts:
    """Each comes every Monday to her own place; Cleo no more after the failure, and Eva not while it lasts."""
    weeks = {
        "Anna": range(WEEKS),
        "Ben": range(WEEKS),
        "Cleo": range(FAILS + 2),
        "Eva": [*range(FAILS), *range(FAILS + 2, WEEKS)],
    }
    visits = [f"{who} {day(week)} 1.00 place={PLACES[who]}" for who, at in weeks.items() for week in at]
    return tale(purchases=[*visits, f"Dan {day(WEEKS) - timedelta(days=1)} 1.00"], conditions=conditions)


OUTAGE = f"- outage {day(FAILS)} place=Kaunas until={day(FAILS + 2) - timedelta(days=1)}"


def read(facts: Facts) -> WeeksBought:
    halves = halves_of(facts)
    return weeks_bought(facts, evidence(facts, window=halves.first).customers, halves)


@pytest.fixture(scope="module")
def told() -> tuple[WeeksBought, Panel]:
    seen = facts(OUTAGE)
    bought = read(seen)
    found = failure_panel(seen, bought, ("outage", "stock_out"))
    assert found is not None
    return bought, found


def test_a_failure_meets_only_who_comes_while_it_lasts(told: tuple[WeeksBought, Panel]) -> None:
    """In Kaunas it meets Ben and Cleo, not Eva, who stayed away just then."""
    bought, found = told
    met = found.customer[found.shock[found.cell, -1] > 0]
    assert bought.customers.take(met).to_pylist() == ["Ben", "Cleo"]
    assert found.shock[:, :BEFORE].sum() == 0, "before it nothing failed"
    assert found.shock[:, BEFORE:].sum() == AFTER
    assert found.worth_finding == 0.05, "half of what is worth finding where a crutch goes for good"


def test_beside_them_stand_those_of_other_places_who_came_just_then(told: tuple[WeeksBought, Panel]) -> None:
    """And nobody of Kaunas at another time that the failure is near to."""
    bought, found = told
    others = found.shock[found.cell, -1] == 0
    assert set(bought.customers.take(found.customer[others]).to_pylist()) == {"Anna"}
    came = np.bincount(found.bought[0], minlength=len(found.customer))
    assert came[others].tolist() == [BEFORE + AFTER] * int(others.sum())
    assert came[~others].tolist() == [BEFORE + AFTER, BEFORE], "Cleo came no more"


def test_a_place_s_failures_are_shifted_to_its_own_other_times() -> None:
    """In Kaunas one of four times, in Riga two of three, one after the other: twelve arrangements, all as likely."""
    places, failed = np.array([0, 0, 0, 0, 1, 1, 1, 2]), np.array([0, 1, 0, 0, 1, 1, 0, 0])
    shop = Panel("x", np.arange(8), np.arange(8), np.zeros((2, 0), int), failed[:, None] * np.ones((1, 2)), 1, places=places)
    assert shop.arrangements == 12
    generator = np.random.default_rng(1)
    drawn = [tuple(shop.shifted(generator).shock[:, 0].astype(int).tolist()) for _ in range(400)]
    assert len(set(drawn)) == 12
    assert min(drawn.count(each) for each in set(drawn)) > 15, "33 each, by chance more or fewer"
    assert {sum(each[:4]) for each in drawn} == {1}
    assert {sum(each[4:7]) for each in drawn} == {2}
    assert {each[7] for each in drawn} == {0}


def test_a_failure_that_could_lie_in_few_ways_is_no_test(told: tuple[WeeksBought, Panel]) -> None:
    """It is the only time at Kaunas that may be looked at: it cannot be told from chance, however strong it looks."""
    bought, found = told
    assert found.arrangements == 1
    trait, nothing = np.arange(float(bought.n)), np.zeros(bought.n)
    assert shock_response(found, trait, {}, {}, nothing, np.random.default_rng(1), 5) is None


def test_the_weeks_before_a_failure_are_none_of_those_the_traits_are_made_of() -> None:
    early = facts(f"- outage {day(WEEKS // 2 + BEFORE - 1)} place=Kaunas until={day(WEEKS // 2 + BEFORE + 1)}")
    assert failure_panel(early, read(early), ("outage",)) is None
    later = facts(f"- outage {day(WEEKS // 2 + BEFORE)} place=Kaunas until={day(WEEKS // 2 + BEFORE + 2)}")
    assert failure_panel(later, read(later), ("outage",)) is not None


def test_whom_it_met_may_stay_away(told: tuple[WeeksBought, Panel]) -> None:
    bought, found = told
    cases = falls_after_failures(bought, found)
    assert cases is not None
    assert cases.behaviour == "visits fall under 60 % after outage or stock_out"
    assert dict(zip(bought.customers.take(cases.who).to_pylist(), cases.happened, strict=True)) == {"Ben": 0.0, "Cleo": 1.0}


def test_what_failed_nowhere_or_for_a_day_tells_nothing() -> None:
    calm = facts()
    assert failure_panel(calm, read(calm), ("outage",)) is None
    for_a_day = facts(f"- outage {day(FAILS)} place=Kaunas until={day(FAILS)}")
    assert failure_panel(for_a_day, read(for_a_day), ("outage",)) is None


def test_two_failures_near_each_other_cannot_be_told_apart() -> None:
    again = f"- stock_out {day(FAILS + 4)} place=Kaunas until={day(FAILS + 5) - timedelta(days=1)}"
    twice = facts(OUTAGE, again)
    assert failure_panel(twice, read(twice), ("outage", "stock_out")) is None
