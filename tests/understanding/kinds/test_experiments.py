"""From whom rewards were withheld by lot, who kept them, and who came again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import cast

import numpy as np
import pyarrow as pa
import pytest

from regulars.facts.log import Facts
from regulars.facts.zones import day_number
from regulars.understanding.kinds.assumptions import Experiment, assumptions_of, default_assumptions
from regulars.understanding.kinds.experiments import Lot, experiments, lot_of, met_by_lot
from regulars.understanding.kinds.kinds import kinds
from regulars.understanding.verdict.halves import Halves
from regulars.understanding.verdict.weeks_bought import WeeksBought
from tests.loyalty import row_of
from tests.understanding.kinds.asked import UTC, Survey

COFFEE = Experiment("free-coffee", "control", "treatment")
TOLD = assumptions_of("experiments: {bonus: {experiment: free-coffee, withheld: control, kept: treatment}}")
DRAWN, WEEKS = 20, 40
NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva")
IN_EACH_ARM, CAME, CAME_WITHOUT = 100, 60, 30


def bought() -> WeeksBought:
    """All buy every week until the lot is drawn; then only Anna and Cleo go on; Dan was long gone, Eva is drawn at the end."""
    until = {"Anna": WEEKS, "Ben": DRAWN + 1, "Cleo": WEEKS, "Dan": 5, "Eva": WEEKS}
    visits = [(who, week) for who, name in enumerate(NAMES) for week in range(until[name])]
    who, week = np.array(visits).T
    ones = np.ones(len(who))
    return WeeksBought(pa.array(NAMES), Halves(date(2024, 1, 1), DRAWN, WEEKS), who, week, ones, 100 * ones)


def lot() -> Lot:
    """Rewards are withheld from Ben and Anna; the rows come in another order than the customers."""
    week = np.array([DRAWN, DRAWN, DRAWN, DRAWN, WEEKS - 3])
    return Lot(pa.array(("Ben", "Anna", "Cleo", "Dan", "Eva")), week, np.arange(5) < 2, np.full(5, 0.5))


def test_who_lost_it_by_lot_and_who_kept_it_and_who_came_again() -> None:
    """Ben still bought in the week of the lot, which counts for neither side. Dan had gone before, Eva was drawn too late."""
    met = met_by_lot("bonus", "free-coffee", lot(), bought(), np.arange(5.0)[:, None], weeks=10)
    assert met is not None
    assert met.traits[:, 0].tolist() == [0.0, 1.0, 2.0], "Anna, Ben, Cleo"
    assert met.shocked.tolist() == [True, True, False]
    assert met.came.tolist() == [1.0, 0.0, 1.0]
    assert met.known[:, 1].tolist() == pytest.approx([np.log(21)] * 3), "twenty weeks before, and not the one of the lot"
    assert met.experiment == "free-coffee"
    late = Lot(pa.array(NAMES), np.full(5, WEEKS - 3), np.arange(5) < 2, np.full(5, 0.5))
    assert met_by_lot("bonus", "free-coffee", late, bought(), np.zeros((5, 1))) is None


def test_chances_that_differ_within_an_arm_are_not_fair() -> None:
    assert lot().fair
    assert not Lot(pa.array(NAMES), np.zeros(5, np.int64), np.arange(5) < 2, np.array([0.5, 0.5, 0.5, 0.5, 0.2])).fair


def drawn_shop(answers: int = 0, chance: float = 0.5) -> Survey:
    """Two hundred bought every month. On 1 April a hundred lose free coffee by lot: 30 of them come again, of the others 60.

    Who is asked says: certainly, without rewards too.
    """
    found = Survey()
    for k in range(2 * IN_EACH_ARM):
        name, lost = f"C-{k:03d}", k % 2 == 0
        goes_on = k // 2 % IN_EACH_ARM < (CAME_WITHOUT if lost else CAME)
        months = (1, 2, 3, 5, 6) if goes_on else (1, 2, 3)
        found.bought(name, *(date(2024, month, 1 + k // 2 % 20) for month in months))
        told = {"experiment": "free-coffee", "arm": "control" if lost else "treatment", "propensity": chance if k < 9 else 0.5}
        found.rows["assignments"].append(row_of("assignments", k, name, datetime(2024, 4, 1, 9), UTC, **told))
        if k % 200 < answers:
            found.said(name, "rewards" if k % 4 > 1 else "prefer_you", (5, 5, 5))
    return found


@cache
def tried() -> Facts:
    return drawn_shop(answers=80).facts()


def test_the_lot_is_read_from_assignments() -> None:
    """The sales begin on 1 January; 1 April is the first day of the week numbered 13."""
    found = lot_of(tried(), COFFEE)
    assert len(found.customers) == 2 * IN_EACH_ARM
    assert int(found.withheld.sum()) == IN_EACH_ARM
    assert set(found.week.tolist()) == {13}
    assert len(lot_of(tried(), Experiment("free-tea", "control", "treatment")).customers) == 0


def test_who_was_drawn_twice_counts_once_or_in_neither_arm() -> None:
    """Ben lost his coffee and got it back under another source; Ann was told of twice, and Cem once."""

    class Told:
        starts = date(2024, 1, 1)

        def run_among(self, *_: object, **__: object) -> pa.Table:
            first = day_number(self.starts)
            drawn = {
                "customer_id": ["Ben", "Ann", "Ann", "Ben", "Cem"],
                "arm": ["control", "treatment", "treatment", "treatment", "control"],
                "propensity": [0.5] * 5,
                "day_number": [first + day for day in (91, 99, 91, 98, 91)],
            }
            return pa.table(drawn)

    found = lot_of(cast(Facts, Told()), COFFEE)
    assert found.customers.to_pylist() == ["Ann", "Cem"]
    assert found.week.tolist() == [13, 13]
    assert found.withheld.tolist() == [False, True]


def test_what_people_did_without_rewards_sets_right_what_they_say() -> None:
    """All say they would certainly come without. 30 of 100 came, where 60 of 100 came with them: half of all is lost."""
    said, seen = (kinds(tried(), assumptions=held, times=5) for held in (default_assumptions(), TOLD))
    assert said.headline is not None
    assert seen.headline is not None
    came = seen.headline.retention.value or 0.0
    assert came == pytest.approx(0.45)
    assert (said.headline.lost["bonus"].value or 0.0) < 0.1 * came
    assert seen.headline.lost["bonus"].value == pytest.approx(came / 2, abs=0.04)
    [shown] = seen.headline.shocks
    assert (shown.met, shown.others, shown.came) == (100, 100, 0.3)
    assert shown.expected == pytest.approx(0.6, abs=0.01)
    assert "in “free-coffee” rewards were withheld from 100 customers by lot, and 30 % of them came" in " ".join(seen.notes())


@pytest.mark.parametrize(
    ("facts", "name", "why"),
    [
        (tried, "free-tea", "the experiment “free-tea” can’t be read: nobody is known to have been drawn into control"),
        (lambda: drawn_shop(chance=0.4).facts(), "free-coffee", "not everybody had the same chance of an arm"),
    ],
)
def test_an_experiment_that_cannot_be_read_says_why(facts: Callable[[], Facts], name: str, why: str) -> None:
    met, unread = experiments(facts(), (), {"bonus": Experiment(name, "control", "treatment")}, np.random.default_rng(0))
    assert met == ()
    assert why in unread[0]
