"""Family C: rewards move liking, and losses add up to more than their sum."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.worlds.scene import Present, State
from regulars.worlds.unsettling import losses_together, move_liking
from tests.worlds.town import Person, town

HER = np.array([0])


def test_a_rewarded_purchase_moves_liking_up_or_down_and_without_rewards_it_fades() -> None:
    scene, state = town(Person(moved=1.0), Person(moved=-0.5), family="C"), State.fresh(2)
    move_liking(scene, state, 0, np.array([0, 1]), Present())
    assert state.fondness.tolist() == pytest.approx([0.06, -0.03])
    move_liking(scene, state, 0, np.array([0, 1]), Present(bonus=False))
    assert state.fondness.tolist() == pytest.approx([0.0582, -0.0291])


def test_one_loss_costs_nothing_more_two_cost_a_pair_and_three_cost_three() -> None:
    scene = town(Person(), family="C")
    lost = [Present(), Present(bonus=False), Present(bonus=False, captive=False), Present(False, False, False)]
    assert [float(losses_together(scene, 0, HER, p)[0]) for p in lost] == pytest.approx([0.0, 0.0, 0.6, 1.8])


def test_what_shocks_took_counts_as_lost() -> None:
    generosity, opens = np.zeros((24, 33)), np.full(24, 10_000)
    opens[23] = 2
    scene = town(Person(), family="C", generosity=generosity, opens=opens)
    assert [float(losses_together(scene, week, HER, Present())[0]) for week in (1, 2)] == pytest.approx([0.0, 0.6])
