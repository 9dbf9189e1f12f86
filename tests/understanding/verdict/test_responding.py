"""The closed form is the regression that it stands for."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.understanding.evidence.evidence import FloatArray
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.responding import Beside, respond, within_cells
from tests.understanding.verdict.panels import panel


def test_it_is_the_regression_with_an_effect_for_every_pair_and_every_week_of_a_cell() -> None:
    shop, trait = panel(1, customers=12, weeks=8, slope=0.1, cells=3)
    pairs, weeks = len(shop.customer), shop.weeks
    y = np.zeros((pairs, weeks))
    y[shop.bought[0], shop.bought[1]] = 1.0
    x = trait[shop.customer][:, None] * shop.contrast[shop.cell]
    pair, week = (a.ravel() for a in np.meshgrid(np.arange(pairs), np.arange(weeks), indexing="ij"))
    effects = np.column_stack([np.eye(pairs)[pair], np.eye(shop.cells * weeks)[shop.cell[pair] * weeks + week]])
    by_hand = np.linalg.lstsq(np.column_stack([x.ravel(), effects]), y.ravel(), rcond=None)[0][0]
    assert respond(shop, trait[:, None]).slope[0] == pytest.approx(by_hand)


def test_its_errors_hold_what_they_promise() -> None:
    beyond = [abs(float(respond(*_with(seed)).t[0])) > 1.96 for seed in range(200)]
    assert 2 <= sum(beyond) <= 20  # 10 expected of 200
    found = respond(*_with(7, slope=0.1))
    assert found.slope[0] == pytest.approx(0.1, abs=4 * found.error[0])
    assert found.t[0] > 5


def _with(seed: int, slope: float = 0.0) -> tuple[Panel, FloatArray]:
    shop, trait = panel(seed, customers=80, slope=slope)
    return shop, trait[:, None]


def test_one_trait_beside_others_is_the_first_of_the_joint_model() -> None:
    shop, trait = panel(3, slope=0.05)
    others = np.random.default_rng(1).normal(size=(len(trait), 2)) + trait[:, None]
    joint, one = respond(shop, np.column_stack([trait, others])), Beside(shop, others).fit(trait)
    assert one.slope[0] == pytest.approx(joint.slope[0])
    assert one.error[0] == pytest.approx(joint.error[0])


def test_a_trait_that_is_alike_within_every_cell_has_no_slope() -> None:
    shop, _ = panel(4, customers=20)
    assert respond(shop, np.full((20, 1), 0.1)).t.tolist() == [0.0]
    assert Beside(shop, np.ones((20, 1))).fit(np.full(20, 0.3)).t.tolist() == [0.0]
    assert within_cells(shop, np.full((len(shop.customer), 1), 1 / 3)).any() == np.False_
