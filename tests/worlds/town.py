"""A town of named people for stories: everything that is not said is plain, and no shock strikes.

scene = town(Person(likes=-6.0, contract=(0, 10)), weeks=20)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from regulars.worlds.chance import Chance
from regulars.worlds.counting import counted
from regulars.worlds.history import lived
from regulars.worlds.market import CATEGORIES, GOODS, NEVER, PLACES, Market
from regulars.worlds.options import HORIZON_WEEKS, Options
from regulars.worlds.people import People
from regulars.worlds.scene import Scene, scene_of
from regulars.worlds.telling.told import Lived


@dataclass(frozen=True)
class Person:
    """Somebody who sets out twice a week, and likes no rival unless said.

    We are half a kilometre away, rivals are two, and a newcomer is next door.
    """

    likes: float = 0.0
    rivals: float = -50.0
    newcomer: float = -50.0
    rewards: float = 0.0
    km_cost: float = 0.0
    contract: tuple[int, int] = (NEVER, NEVER)
    barrier: float = 20.0
    closed: float = 0.0
    price: float = 0.0
    moved: float = 0.0
    place: int = PLACES - 1
    joined: int = 0
    gone: int = NEVER
    shows: float = 0.5


def market(weeks: int = 20, **changes: Any) -> Market:
    """A market in which nothing happens, but for ``changes``."""
    total = weeks + HORIZON_WEEKS
    calm = Market(
        weeks,
        share=np.full(PLACES, 1 / PLACES),
        rival_at=np.full((PLACES, 2, 2), 3.0),
        opens=np.full(PLACES, NEVER),
        generosity=np.ones((PLACES, total)),
        withdrawn=np.full((PLACES, 2), NEVER),
        released=np.full(PLACES, NEVER),
        dearer=np.full(PLACES, NEVER),
        on_offer=np.zeros((total, CATEGORIES, GOODS), bool),
        breaks_down=np.zeros((PLACES, total), bool),
    )
    return replace(calm, **changes)


def people(*persons: Person) -> People:
    def of(name: str) -> Any:
        return np.array([getattr(p, name) for p in persons])

    n = len(persons)
    tastes = np.column_stack([of("rivals"), of("rivals"), of("newcomer"), np.full(n, -50.0)])
    shows = of("shows")
    spans = np.array([p.contract for p in persons])
    away = np.tile([2.0, 2.0, 0.1, 2.0], (n, 1))
    return People(
        of("place"), np.full(n, 0.5), away, of("likes"), tastes, of("rewards"), of("km_cost"),
        of("barrier"), of("closed"), of("price"), of("moved"), np.ones(n), of("joined"), of("gone"),
        spans[:, 0], spans[:, 1], np.zeros(n, bool), shows, shows.copy(), shows.copy(),
    )  # fmt: skip


def town(*persons: Person, family: str = "A", seed: int = 7, weeks: int = 20, **changes: Any) -> Scene:
    return scene_of(family, market(weeks, **changes), people(*persons), Chance(seed))


def visits(scene: Scene, person: int, first: int, before: int) -> int:
    """How often somebody bought in some weeks."""
    history = lived(scene)
    return int(((history.who == person) & (history.week >= first) & (history.week < before)).sum())


def lived_and_counted(scene: Scene, **options: Any) -> Lived:
    """A town with its truth, as the tellers of facts are given it; two years long."""
    history = lived(scene)
    chosen = Options(scene.family, 7, 100, **options)
    return Lived(chosen, scene, history, counted(scene, history.state, 2))
