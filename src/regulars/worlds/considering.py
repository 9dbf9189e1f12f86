"""Family B: a shop that does not come to mind is not chosen, however good it is.

Source: Hauser & Wernerfelt 1990, consideration sets.
"""

from __future__ import annotations

import numpy as np

from regulars.worlds.chance import Ints, Truths
from regulars.worlds.scene import ALTERNATIVES, US, WITHOUT, Present, Scene, State

_LIKED, _PULLED, _HABIT = 0.0, 1.5, 0.6
_REACH = 3.0  # a rival comes to mind where getting there costs less than this
_HANDY = 1.0  # those to whom a kilometre costs more think of the shop round the corner


def comes_to_mind(scene: Scene, state: State, week: int, who: Ints, present: Present) -> Truths:
    """What each of ``who`` considers at all [len(who), 6]; doing without always.

    We come to mind if liked, if rewarding now, out of habit, as the shop round the corner while no other
    stands beside us, or as the only one that takes her. A rival does within reach, unless she is held.
    """
    people = scene.people
    held = scene.held(week, who) > 0 if present.captive else np.zeros(len(who), bool)
    minded = np.ones((len(who), ALTERNATIVES), bool)
    minded[:, US] = (people.attitude[who] > _LIKED) | held
    if present.bonus:
        minded[:, US] |= people.reward_pull[who] * scene.rewards(week, who) > _PULLED
    if present.convenience:
        minded[:, US] |= (people.km_cost[who] > _HANDY) & ~scene.newcomer(week, who)
    if present.habit:
        minded[:, US] |= state.habit[who] > _HABIT
    reach = people.km_cost[who, None] * people.km_rivals[who] < _REACH
    minded[:, 1:WITHOUT] = reach & ~held[:, None]
    return minded
