"""Random numbers by name: the same seed, name and step give the same numbers, whatever else is drawn."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Chance:
    """All randomness of a world. Each thing draws from a stream of its own, so that one more thing moves no other.

    >>> float(Chance(7).of("taste").random()) == float(Chance(7).of("taste").random())
    True
    """

    seed: int

    def of(self, name: str, *step: int) -> np.random.Generator:
        """The stream of a name at a step: a week, a slot, a repetition."""
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, zlib.crc32(name.encode()), *step])))


def heavy(draws: np.random.Generator, shape: int | tuple[int, ...]) -> Floats:
    """Student's t with four degrees of freedom, scaled to a standard deviation of 1: taste has far ends."""
    values: Floats = draws.standard_t(4, shape) / np.sqrt(2.0)
    return values


def logistic(x: Floats) -> Floats:
    share: Floats = 1.0 / (1.0 + np.exp(-x))
    return share
