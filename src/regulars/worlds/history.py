"""The years before the as-of day: who went where in each half of each week, and what went wrong there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regulars.worlds.chance import Floats, Ints, Truths
from regulars.worlds.choosing import choose, take
from regulars.worlds.scene import ALTERNATIVES, US, Scene, State

SLOTS = 2  # trips that a customer can make in a week
_FAILS = 0.02
_FAILS_WHERE_BROKEN = 0.7
_RECOVERS = 0.4


@dataclass(frozen=True)
class History:
    """Our purchases in order of time: who, when, whether it went wrong and was made good; and how all stood at the end."""

    who: Ints
    week: Ints
    slot: Ints
    failed: Truths
    recovered: Truths
    state: State

    def active(self, n: int, first: int, last: int) -> Truths:
        """Who bought in the weeks from ``first`` to before ``last``."""
        seen = np.zeros(n, bool)
        seen[self.who[(self.week >= first) & (self.week < last)]] = True
        return seen


def trips(scene: Scene, week: int, slot: int, there: Truths, *again: int) -> tuple[Ints, Floats]:
    """Which of those who are ``there`` set out in half a week, and the noise in each one's choice, whatever holds them."""
    people, draws = scene.people, scene.chance.of("trips", week, slot, *again)
    who = np.flatnonzero(there & (draws.random(people.n) < people.trips))
    return who, draws.gumbel(size=(len(who), ALTERNATIVES))


def lived(scene: Scene) -> History:
    """The weeks before the as-of day, trip by trip."""
    state, seen = State.fresh(scene.people.n), []
    for week in range(scene.market.weeks):
        for slot in range(SLOTS):
            who, noise = trips(scene, week, slot, scene.here(week))
            chosen = choose(scene, state, week, who, noise)
            take(scene, state, week, who, chosen)
            ours = who[chosen == US]
            failed, recovered = _failed(scene, week, slot, ours)
            _feel(scene, state, ours, failed, recovered)
            seen.append((ours, np.full(len(ours), week), np.full(len(ours), slot), failed, recovered))
    who, weeks, slots, failures, recoveries = (np.concatenate(part) for part in zip(*seen, strict=True))
    return History(who, weeks, slots, failures.astype(bool), recoveries.astype(bool), state)


def _failed(scene: Scene, week: int, slot: int, ours: Ints) -> tuple[Truths, Truths]:
    """Which purchases went wrong, and which of these were made good."""
    broken = scene.market.broken(week)[scene.people.place[ours]]
    chance = np.where(broken, _FAILS_WHERE_BROKEN, _FAILS)
    lot = scene.chance.of("failures", week, slot).random((scene.people.n, 2))[ours]
    failed = lot[:, 0] < chance
    return failed, failed & (lot[:, 1] < _RECOVERS)


def _feel(scene: Scene, state: State, ours: Ints, failed: Truths, recovered: Truths) -> None:
    """A failure hurts the less the better she thinks of us, and hardly where it was made good."""
    hurt = ours[failed]
    harm = -6.0 + 2.0 * np.clip(scene.people.attitude[hurt], -1.0, 2.5)
    state.mood[hurt] = np.where(recovered[failed], 0.2 * harm, harm)
