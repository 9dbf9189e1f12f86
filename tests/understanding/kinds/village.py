"""A village of our own making: 1,500 customers whose four traits are known, and 240 of them who answered."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.kinds.assumptions import Assumptions, default_assumptions
from regulars.understanding.kinds.learning import Learned, Signals, learn
from regulars.understanding.kinds.replies import Replies

CUSTOMERS, ANSWERED, EACH = 1500, 240, 2
HELD: Assumptions = default_assumptions()


def traits() -> NDArray[np.float64]:
    """(n, 4): what each customer is like; nobody can see it."""
    return np.random.default_rng(1).normal(size=(CUSTOMERS, 4))


def kinds_of() -> NDArray[np.int64]:
    """(n,): true, bonus, convenience or captive, by a multinomial logit on the traits."""
    noise = np.random.default_rng(2).gumbel(size=(CUSTOMERS, 4))
    return np.asarray((2.0 * traits()[:, [3, 0, 1, 2]] + noise).argmax(axis=1))


def signals() -> Signals:
    """Two indicators of each trait, each with as much noise as sense."""
    axes = np.repeat(np.arange(4), EACH)
    noise = np.random.default_rng(3).normal(size=(CUSTOMERS, 4 * EACH))
    return Signals(0.7 * traits()[:, axes] + 0.7 * noise, axes, tuple(f"sign {i}" for i in range(4 * EACH)))


def replies(misheard: float = 0.0, answered: int = ANSWERED) -> Replies:
    """The first customers say their kind, and 5, seldom 4, about other crutches but 1 or 2 about their own; a third twice."""
    d, kind = np.random.default_rng(4), kinds_of()[:answered]
    own = (kind[:, None] - 1) == np.arange(3)
    levels = np.where(own, d.integers(1, 3, (answered, 3)), d.choice([4, 5, 5, 5, 5, 5], (answered, 3)))
    wrong = d.random(answered) < misheard
    said = np.where(wrong, d.integers(0, 4, answered), kind)
    twice = np.arange(answered) % 3 == 0
    return Replies(
        np.arange(answered),
        said,
        np.where(twice, kind, -1),
        levels,
        np.where(twice[:, None], levels, 0),
        np.ones(answered, bool),
    )


@cache
def learned() -> Learned:
    return learn(signals(), replies(), HELD, np.random.default_rng(5))
