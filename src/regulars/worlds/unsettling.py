"""Family C: what breaks the assumptions of any model with stable traits and crutches that act one by one.

Rewards move liking, up for some and down for others (Deci, Koestner & Ryan 1999 on crowding out), so that
attitude rests on rewards in part; and what is lost together hurts more than the sum of its parts.
That use says nothing of dependence is in ``people``, that shocks strike together in ``market``.
"""

from __future__ import annotations

import numpy as np

from regulars.worlds.chance import Floats, Ints
from regulars.worlds.scene import Present, Scene, State

_MOVES, _FADES = 0.06, 0.97
_TOGETHER = 0.6


def move_liking(scene: Scene, state: State, week: int, ours: Ints, present: Present) -> None:
    """A rewarded purchase moves liking by each one's own measure; without rewards it fades."""
    state.fondness *= _FADES
    if present.bonus:
        state.fondness[ours] += _MOVES * scene.people.moved_by_rewards[ours] * scene.rewards(week, ours)


def losses_together(scene: Scene, week: int, who: Ints, present: Present) -> Floats:
    """What each pair of crutches that are gone at once takes beyond what each takes alone."""
    market, place = scene.market, scene.people.place[who]
    no_rewards = np.full(len(who), not present.bonus) | (market.generosity[place, week] == 0)
    no_edge = np.full(len(who), not present.convenience) | scene.newcomer(week, who)
    no_bond = np.full(len(who), not present.captive) | (market.released[place] <= week)
    gone = no_rewards.astype(float) + no_edge + no_bond
    pairs: Floats = _TOGETHER * gone * (gone - 1) / 2
    return pairs
