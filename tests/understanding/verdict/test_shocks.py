"""Which facts are a shock, for whom and when."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from regulars.facts.log import Facts
from regulars.understanding.evidence.gathering import evidence
from regulars.understanding.verdict.cases import falls_later
from regulars.understanding.verdict.condition_shocks import condition_panel
from regulars.understanding.verdict.contract_shocks import contract_panel
from regulars.understanding.verdict.halves import halves_of
from regulars.understanding.verdict.promotion_shocks import promotion_panel
from regulars.understanding.verdict.shocks import SHOCKS, cases_of, panel_of
from regulars.understanding.verdict.traits import traits_of
from regulars.understanding.verdict.weeks_bought import WeeksBought, choose, weeks_bought
from tests.loyalty import tale
from tests.understanding.verdict.grocer import grocer

MONDAY = date(2024, 1, 1)
WEEKS = 20
NAMES = ("Anna", "Ben", "Cleo")
PLACES = {"Anna": "Vilnius", "Ben": "Kaunas", "Cleo": "Kaunas"}


def visits(stops: dict[str, int] | None = None) -> list[str]:
    """Each comes every Monday to her own place, some only for so many weeks; one visit more shows the last week whole."""
    found = [
        f"{who} {MONDAY + timedelta(days=7 * week)} 1.00 place={PLACES[who]}"
        for who in NAMES
        for week in range((stops or {}).get(who, WEEKS))
    ]
    return [*found, f"Dan {MONDAY + timedelta(days=7 * WEEKS - 1)} 1.00"]


def read(facts: Facts) -> WeeksBought:
    halves = halves_of(facts)
    return weeks_bought(facts, evidence(facts, window=halves.first).customers, halves)


def test_weeks_are_those_of_the_chosen() -> None:
    facts = tale(purchases=visits({"Cleo": 12}))
    bought = read(facts)
    assert bought.customers.to_pylist() == list(NAMES)  # Dan came only at the end
    assert bought.summed(bought.orders, 0, 10).tolist() == [10, 10, 10]
    assert bought.summed(bought.amount, 10, 20).tolist() == [1000, 1000, 200]
    assert len(choose(bought.customers, np.random.default_rng(1), most=2)) == 2
    assert traits_of(evidence(facts), bought).basket.tolist() == pytest.approx([np.log(100.0)] * 3)


def test_a_rival_opens_in_kaunas_from_the_twelfth_week() -> None:
    opens = MONDAY + timedelta(days=7 * 12)
    rival = f"- rival_opened {opens} place=Kaunas until={opens + timedelta(days=13)}"
    facts = tale(purchases=visits({"Cleo": 12}), conditions=[rival, f"- outage {opens}"])
    bought = read(facts)
    found = condition_panel(facts, bought, ("rival_opened",), -1)
    assert found is not None
    assert found.shock.tolist() == [[0, 0, 1, 1, 0, 0, 0, 0, 0, 0], [0.0] * 10]  # Kaunas, Vilnius
    assert found.cell.tolist() == [1, 0, 0]
    assert np.bincount(found.bought[0]).tolist() == [10, 10, 2]
    # An outage everywhere met all alike: nothing to compare with.
    assert condition_panel(facts, bought, ("outage",), 1) is None
    assert condition_panel(facts, bought, ("price_rise",), 1) is None
    fell = falls_later(bought, found)
    assert fell is not None
    assert fell.who.tolist() == [1, 2]
    assert fell.happened.tolist() == [0.0, 1.0]
    assert fell.behaviour == "visits fall under 60 % after rival_opened"


def test_a_contract_that_ends_by_itself_is_a_shock_and_one_that_was_cancelled_is_none() -> None:
    ends = MONDAY + timedelta(days=7 * 13 + 2)
    steps = [f"{who} S{who} 2024-01-01 started" for who in NAMES]
    steps += [f"Anna SAnna {ends} ended", f"Cleo SCleo {ends} cancelled", f"Cleo SCleo {ends} ended"]
    facts = tale(purchases=visits(), commitments=steps)
    found = contract_panel(facts, read(facts))
    assert found is not None
    assert found.customer.tolist() == [0, 1]
    assert found.shock[found.cell[0]].tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    assert found.shock[found.cell[1]].tolist() == [0.0] * 10
    assert contract_panel(tale(purchases=visits(), commitments=steps[:3]), read(facts)) is None


def test_promotions_are_those_that_others_found_on_the_shelf() -> None:
    facts = grocer(seed=6, customers=80)
    bought = read(facts)
    found = promotion_panel(facts, bought, np.random.default_rng(1))
    assert found is not None
    assert found.shock.shape == (6 * 5, 16)  # a shelf for each fifth of the customers, whose own purchases are not in it
    assert len(np.unique(found.customer * 1000 + found.cell)) == len(found.customer)
    assert 0.0 <= found.shock.min() <= found.shock.max() <= 1.0
    same = found.shock.reshape(6, 5, 16)
    assert np.corrcoef(same[:, 0].ravel(), same[:, 1].ravel())[0, 1] > 0.7  # five tellings of one calendar
    assert promotion_panel(tale(purchases=visits()), read(tale(purchases=visits())), np.random.default_rng(1)) is None


def test_each_axis_is_asked_of_its_own_shock() -> None:
    facts = grocer(seed=6, customers=80, rival=True)
    bought, generator = read(facts), np.random.default_rng(1)
    found = {axis: panel_of(axis, facts, bought, generator) for axis in SHOCKS}
    assert {axis: p.name for axis, p in found.items() if p} == {
        "incentive": "promotions by category and week", "convenience": "rival_opened",
    }  # fmt: skip
    redeemed, fell = (cases_of(a, facts, bought, found[a]) for a in ("incentive", "convenience"))
    assert redeemed is not None
    assert redeemed.behaviour == "redeems an offer"
    assert redeemed.baseline.shape == (160, 3 + 3 + 2)  # two coupons offered to everybody have a column each
    assert fell is not None
    assert fell.behaviour == "visits fall under 60 % after rival_opened"
    assert cases_of("attitude", facts, bought, None) is None
