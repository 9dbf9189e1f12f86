"""The stress test against "everyone alike": who would still come if only one crutch went, at stores where it never did.

Everyone alike is fitted on the same past shocks: of the customers who met one, the chance of coming again by recency,
frequency and money. Ours is the chance of coming again without a shock, by the same three of those elsewhere, times each
customer's own chance of staying. Both foretell the next quarter of customers of other stores, against what was counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from regulars.facts.log import Facts
from regulars.understanding.kinds.crutches import CRUTCHES
from regulars.understanding.kinds.found import Kinds
from regulars.understanding.kinds.past_shocks import MOST_WEEKS, TAKES_AWAY, Met, by_then, past_shocks
from regulars.understanding.kinds.persistence import ALONE
from regulars.understanding.verdict.halves import halves_of
from regulars.understanding.verdict.logistic import fitted, log_loss
from regulars.understanding.verdict.weeks_bought import weeks_bought
from regulars.worlds.world import World

FloatArray = NDArray[np.float64]
WITHOUT = {"bonus": "convenience_captive", "convenience": "bonus_captive", "captive": "bonus_convenience"}
_KNOWN = 3


@dataclass(frozen=True)
class Stress:
    """Ours and everyone alike, summed over the crutches: log loss per customer; and the mean distance of a store's total
    from what was counted, as a share of its customers.
    """

    loss: tuple[float, float]
    total: tuple[float, float]

    @property
    def closer(self) -> tuple[bool, bool]:
        """Whether ours is closer: by customer, and in totals at another store."""
        return self.loss[0] < self.loss[1], self.total[0] < self.total[1]


def stress(world: World, facts: Facts, found: Kinds) -> Stress | None:
    """None where no crutch was ever taken away."""
    assert found.learned is not None
    customers, learned = found.evidence.customers, found.learned
    halves = halves_of(facts)
    bought = weeks_bought(facts, customers, halves)
    now = by_then(bought, halves.weeks)
    active = bought.summed(bought.orders, halves.weeks - MOST_WEEKS, halves.weeks) > 0
    truth = _aligned(world, customers.to_pylist())
    names, taught = learned.signals.names, customers.take(learned.sample.replies.rows)
    sums = []
    for met in past_shocks(facts, names, taught, CRUTCHES, np.random.default_rng(0)):
        there = active & ~np.isin(truth["place"], _struck(world, met))
        came = truth[f"stays_{WITHOUT[met.crutch]}"][there].astype(np.float64)
        stays = learned.known.persists[there, ALONE[CRUTCHES.index(met.crutch)]]
        foretold = (_chance(met, ~met.shocked, now[there]) * stays, _chance(met, met.shocked, now[there]))
        losses = [float(log_loss(chance, came).mean()) for chance in foretold]
        sums.append([*losses, *(_apart(chance, came, truth["place"][there]) for chance in foretold)])
    if not sums:
        return None
    loss, alike, total, total_alike = np.sum(sums, axis=0).tolist()
    return Stress((loss, alike), (total, total_alike))


def _chance(met: Met, side: NDArray[np.bool_], now: FloatArray) -> FloatArray:
    """Of customers as they are now, the chance of coming again as those of one side of a shock did."""
    known = met.known[side, :_KNOWN]
    middle, spread = known.mean(axis=0), known.std(axis=0)
    weights = fitted((known - middle) / spread, met.came[side])
    return np.asarray(expit(weights[0] + (now - middle) / spread @ weights[1:]))


def _apart(chance: FloatArray, came: FloatArray, place: NDArray[np.generic]) -> float:
    _, store = np.unique(place, return_inverse=True)
    return float(np.mean(np.abs(np.bincount(store, chance - came)) / np.bincount(store)))


def _struck(world: World, met: Met) -> list[str]:
    """The stores where this crutch was once taken away."""
    rows = world.tables["conditions"].select(["condition", "place"]).to_pylist()
    return [str(r["place"]) for r in rows if r["condition"] == TAKES_AWAY[met.crutch]]


def _aligned(world: World, customers: list[str]) -> dict[str, NDArray[np.generic]]:
    places = {c: i for i, c in enumerate(world.truth.column("customer_id").to_pylist())}
    rows = [places[c] for c in customers]
    names = ["place", *(f"stays_{w}" for w in WITHOUT.values())]
    return {n: np.array(world.truth.column(n).to_pylist())[rows] for n in names}
