"""The model's parameters: as one vector for the optimiser, as named arrays for everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import prod

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.crutches import AXES, AXIS_OF, CRUTCHES, Kind
from regulars.understanding.kinds.replies import LEVELS

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_CUTS = LEVELS - 1
_OWN_SD, _CROSS_SD, _INTERCEPT_SD, _SHIFT_SD = 0.5, 0.35, 1.5, 0.75
_AGAINST, _HELD = -0.5, 0.25
"""What a unit of a crutch's axis, and of attitude, does for staying without it, before any answer and beside the kind."""
_OWN, _SURE = -1.5, 0.5
"""What it does to be of that crutch's kind, and to be of a kind without any."""


@dataclass(frozen=True)
class Parameters:
    """``loadings`` (J,): weight of each indicator on its axis, 0 or more. ``intercepts`` (K,) and ``slopes``
    (K, 4): log odds of each kind, at 0 and by axis. ``first_cut`` (3,), ``log_gaps`` (3, 3) and ``reliance``
    (3, 4): the ordered answers without each crutch; ``own`` and ``sure`` (3,): what it adds to them to be of that
    crutch's kind, and of a kind without crutch. ``errors`` (K, K): log odds of answering a kind (column) where
    another (row) is so.
    """

    loadings: FloatArray
    intercepts: FloatArray
    slopes: FloatArray
    first_cut: FloatArray
    log_gaps: FloatArray
    reliance: FloatArray
    own: FloatArray
    sure: FloatArray
    errors: FloatArray

    @property
    def cuts(self) -> FloatArray:
        """(3, 4): where the ordered answers part, ascending."""
        return np.cumsum(np.column_stack([self.first_cut, np.exp(self.log_gaps)]), axis=1)

    @property
    def confusion(self) -> FloatArray:
        """(K, K): the chance of each answer (column) where a kind (row) is so."""
        return softmax(self.errors)


@dataclass(frozen=True)
class Layout:
    """Which indicators load on which axis (their numbers), and which kinds there are."""

    axes: IntArray
    kinds: tuple[Kind, ...]

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        kinds, items, axes = len(self.kinds), len(CRUTCHES), len(AXES)
        return {
            "loadings": (len(self.axes),), "intercepts": (kinds,), "slopes": (kinds, axes),
            "first_cut": (items,), "log_gaps": (items, _CUTS - 1), "reliance": (items, axes),
            "own": (items,), "sure": (items,), "errors": (kinds, kinds),
        }  # fmt: skip

    @cached_property
    def _parts(self) -> tuple[tuple[str, slice, tuple[int, ...]], ...]:
        """Where in the vector each parameter lies; asked at every step of a fit."""
        shapes = self.shapes
        ends = accumulate(map(prod, shapes.values()))
        return tuple((n, slice(end - prod(s), end), s) for (n, s), end in zip(shapes.items(), ends, strict=True))

    @cached_property
    def rests_on(self) -> FloatArray:
        """(K, 3): 1 where a kind is that of a crutch."""
        return np.array([[float(kind == crutch) for crutch in CRUTCHES] for kind in self.kinds])

    def shifts(self, p: Parameters) -> FloatArray:
        """(K, 3): what being of a kind does to the answer without each crutch."""
        on = self.rests_on
        return np.asarray(on * p.own + (1.0 - on.sum(axis=1, keepdims=True)) * p.sure)

    @property
    def size(self) -> int:
        return sum(map(prod, self.shapes.values()))

    def named(self, vector: FloatArray) -> Parameters:
        return Parameters(**{name: vector[place].reshape(shape) for name, place, shape in self._parts})

    def vector(self, parameters: Parameters) -> FloatArray:
        return np.concatenate([np.ravel(getattr(parameters, name)) for name, *_ in self._parts])

    def scores(self, shrunk: FloatArray, loadings: FloatArray) -> FloatArray:
        """(n, 4): each customer's place on each axis."""
        return np.asarray(shrunk @ (loadings[:, None] * self._on_axis))

    @cached_property
    def _on_axis(self) -> FloatArray:
        """(J, 4): 1 where an indicator loads on an axis."""
        return np.asarray(self.axes[:, None] == np.arange(len(AXES)), np.float64)


@dataclass(frozen=True)
class Prior:
    """What is held before any answer: normal for all but the confusion, whose rows are Dirichlet."""

    mean: Parameters
    sd: Parameters
    dirichlet: FloatArray


def prior(layout: Layout, names: tuple[str, ...], assumptions: Assumptions) -> Prior:
    """Each axis speaks for its kind with weight 1; each crutch's axis against staying without it."""
    zero = layout.named(np.zeros(layout.size))
    own = np.array([[float(AXIS_OF.get(k) == a) for a in AXES] for k in layout.kinds])
    against = np.array([[_AGAINST * (AXIS_OF[c] == a) + _HELD * (a == "attitude") for a in AXES] for c in CRUTCHES])
    mean = Parameters(
        np.array([assumptions.loading(n) for n in names]), zero.intercepts, own,
        np.full(zero.first_cut.shape, -1.5), zero.log_gaps, against,
        np.full(zero.own.shape, _OWN), np.full(zero.sure.shape, _SURE), zero.errors,
    )  # fmt: skip
    sd = Parameters(
        np.full(zero.loadings.shape, assumptions.loading_sd),
        np.full(zero.intercepts.shape, _INTERCEPT_SD),
        np.where(own > 0, _OWN_SD, _CROSS_SD),
        np.full(zero.first_cut.shape, _INTERCEPT_SD),
        np.full(zero.log_gaps.shape, 0.7),
        np.where(against != 0, _OWN_SD, _CROSS_SD),
        np.full(zero.own.shape, _SHIFT_SD),
        np.full(zero.sure.shape, _SHIFT_SD),
        np.full(zero.errors.shape, np.inf),
    )
    right, wrong = assumptions.answered_right, assumptions.answered_wrong
    return Prior(mean, sd, np.where(np.eye(len(layout.kinds)) > 0, right, wrong))


def softmax(logits: FloatArray) -> FloatArray:
    """Shares that sum to 1 along the last axis."""
    grown = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True))
