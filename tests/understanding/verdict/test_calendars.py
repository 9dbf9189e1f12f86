"""Many calendars asked at a time say what each says by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regulars.understanding.verdict import calendars
from regulars.understanding.verdict.calendars import UnderCalendars
from regulars.understanding.verdict.responding import respond
from tests.understanding.verdict.panels import panel


@pytest.mark.parametrize("at_once", [1, 700, 1 << 20])  # one calendar at a time, three, all
def test_each_calendar_says_what_it_says_by_itself(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(calendars, "_AT_ONCE", at_once)
    full, trait = panel(1, customers=40, slope=0.1)
    stays = np.random.default_rng(2).random(len(full.customer)) < 0.8  # cells and customers differ in how many pairs they have
    place = np.cumsum(stays) - 1
    pair, week = full.bought[:, stays[full.bought[0]]]
    shop = replace(full, customer=full.customer[stays], cell=full.cell[stays], bought=np.vstack([place[pair], week]))
    traits = np.column_stack([trait, np.random.default_rng(3).normal(size=(40, 2)) + trait[:, None]])
    turned = [shop.shifted(np.random.default_rng(seed)) for seed in range(7)]
    alone = [respond(one, traits) for one in turned]
    found = list(UnderCalendars(shop, traits).fits([one.shock for one in turned]))
    assert [f.slope[0] for f in found] == pytest.approx([f.slope[0] for f in alone])
    assert [f.error[0] for f in found] == pytest.approx([f.error[0] for f in alone])
    assert {f.slope.shape for f in found} == {f.error.shape for f in found} == {(1,)}


def test_a_trait_that_is_alike_for_all_answers_no_calendar() -> None:
    shop, _ = panel(4, customers=20)
    (found,) = UnderCalendars(shop, np.ones((20, 1))).fits([shop.shock])
    assert found.t.tolist() == [0.0]
