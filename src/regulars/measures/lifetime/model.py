"""What every model of buying and leaving offers, as plain functions of parameters and histories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from regulars.measures.lifetime.summary import Histories

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Edge:
    """An end of the parameters' range that data can point to, and what that says about customers.

    ``left`` is what there is nothing of at the edge, such as the chance to leave; under ``least`` it
    is reached.
    """

    left: Callable[[Floats], float]
    least: float
    meaning: str

    def reached(self, values: Floats) -> bool:
        return bool(self.left(values) < self.least)


class LogLikelihood(Protocol):
    """``values`` has a row per parameter, a number or one entry per history.

    Returns the log-likelihood of each history, its derivative by each parameter (a row each), and
    the probability that such a customer is still one.
    """

    def __call__(self, values: Floats, h: Histories) -> tuple[Floats, Floats, Floats]: ...


class Moments(Protocol):
    """Mean and second factorial moment of purchases within ``horizon``, for a living customer.

    ``values`` as above; ``frequency``, ``age`` and ``horizon`` in the units of the fit.
    """

    def __call__(self, values: Floats, frequency: Floats, age: Floats, horizon: float) -> tuple[Floats, Floats]: ...


@dataclass(frozen=True, slots=True)
class Model:
    """One model: its name, its parameters, and its formulas.

    ``times`` marks parameters that are times and so scale with the unit; ``rate`` marks those that
    covariates of buying act on, ``lifetime`` those that covariates of leaving act on, each with
    the sign of CLVTools' form. ``newcomer`` gives the expected repeat purchases of a new customer.
    """

    name: str
    title: str
    parameters: tuple[str, ...]
    times: tuple[bool, ...]
    rate: tuple[int, ...]
    lifetime: tuple[int, ...]
    log_likelihood: LogLikelihood
    moments: Moments
    means: Callable[[Floats, Floats, Floats, Floats], Floats]
    newcomer: Callable[[Floats, Floats], Floats]
    start: Callable[[Histories], Floats]
    edges: tuple[Edge, ...]
    remark: str
    source: str


def at_counts(function: Callable[[Floats], Floats], base: Floats, h: Histories) -> Floats:
    """``function(base + x)`` for each history, computed once per distinct x where ``base`` is one number."""
    if np.ndim(base) == 0:
        return np.asarray(function(base + h.counts)[h.count_of])
    return function(base + h.frequency)


def start_of_buying(h: Histories) -> tuple[float, float]:
    """Moments' guess of r and alpha, as if nobody ever left (time in mean ages)."""
    exposed = h.age > 0
    w, x, age = h.weight[exposed], h.frequency[exposed], h.age[exposed]
    rate = float(w @ x) / float(w @ age)
    spread = float(w @ (x - rate * age) ** 2) - rate * float(w @ age)
    between = max(spread / float(w @ age**2), 1e-3 * rate**2)
    r = min(max(rate**2 / between, 0.05), 20.0)
    return r, r / rate
