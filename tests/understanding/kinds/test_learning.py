"""From evidence and answers to what is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from regulars.understanding.evidence.evidence import Column, Evidence
from regulars.understanding.evidence.indicators import INDICATORS
from regulars.understanding.kinds.learning import before_any_answer, learn, signals
from tests.understanding.kinds.village import CUSTOMERS, HELD, kinds_of, learned, replies
from tests.understanding.kinds.village import signals as seen


def column(name: str, z: list[float], observed: list[int]) -> Column:
    n = len(z)
    s = np.where(np.array(observed) > 0, 0.0, np.inf)
    return Column(INDICATORS[name], np.zeros(n), np.zeros(n), np.array(z), s, np.array(observed))


def evidence(*columns: Column) -> Evidence:
    return Evidence(pa.array([f"C{i}" for i in range(len(columns[0].z))]), columns, (date(2024, 1, 1), date(2024, 6, 30)))


def test_indicators_are_turned_so_that_more_speaks_for_the_axis() -> None:
    against = column("coupons_used", [1.0, -2.0], [3, 3])
    against = replace(against, indicator=replace(against.indicator, sign=-1))
    found = signals(evidence(against, column("referrals", [1.0, 0.0], [1, 1])))
    assert found.shrunk.tolist() == [[-1.0, 1.0], [2.0, 0.0]]
    assert found.axes.tolist() == [0, 3], "referrals speak for attitude"


def test_a_failed_axis_is_not_read() -> None:
    given = evidence(column("same_place", [1.0, 2.0], [3, 3]), column("referrals", [1.0, 0.0], [1, 1]))
    assert signals(given, frozenset({"convenience"})).names == ("referrals",)


def test_what_is_known_of_the_answered_alone_is_not_read() -> None:
    given = evidence(
        column("scored_answers", [1.0, 2.0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0]), column("same_place", [1.0] * 6, [2] * 6)
    )
    assert signals(given, answered=np.array([0, 1])).names == ("same_place",)
    assert signals(given, answered=np.arange(6)).names == ("scored_answers", "same_place"), "all were asked"


def test_answers_foretold_for_people_not_seen_have_skill() -> None:
    found = learned().calibrated
    assert found is not None
    assert found.log_skill_interval[0] > 0
    assert found.brier_skill_interval[0] > 0
    assert found.n == 240


def test_one_answer_in_five_misheard_is_noticed_and_costs_little() -> None:
    found = learn(seen(), replies(misheard=0.2), HELD, np.random.default_rng(0))
    silent = slice(240, CUSTOMERS)
    right = (found.known.chances.argmax(axis=1) == kinds_of())[silent].mean()
    clean = (learned().known.chances.argmax(axis=1) == kinds_of())[silent].mean()
    assert right > clean - 0.05
    assert np.diag(found.fitted.parameters.confusion).mean() < np.diag(learned().fitted.parameters.confusion).mean()


def test_the_same_seed_gives_the_same_chances() -> None:
    again = learn(seen(), replies(), HELD, np.random.default_rng(5))
    assert np.array_equal(again.known.chances, learned().known.chances)


def test_before_any_answer_indicators_count_by_their_prior() -> None:
    assert before_any_answer(seen(), HELD)[0, 0] == pytest.approx(0.5 * seen().shrunk[0, :2].sum())
