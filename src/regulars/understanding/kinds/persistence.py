"""Which customers would still come with only some of the crutches, and how that adds up to whose merit it is."""

from __future__ import annotations

from collections.abc import Iterator
from math import factorial

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.kinds.crutches import CRUTCHES, SUBSETS

FloatArray = NDArray[np.float64]
_EVERYTHING = len(SUBSETS) - 1
ALONE = tuple(SUBSETS.index(SUBSETS[_EVERYTHING] - {crutch}) for crutch in CRUTCHES)
"""The numbers of the sets that lack bonus, convenience, captivity alone: what reliance questions ask about."""


def persistence(
    chances: FloatArray, stays: FloatArray, rests_on: FloatArray, without_any: float = 0.0, without_all: float = 1.0
) -> FloatArray:
    """(n, 8): the chance of still coming with only each set of crutches, in the order of SUBSETS.

    In: ``chances`` (n, K) of each kind; ``stays`` (n, K, 3), or (1, K, 3) where it is the same for all, the chance of
    still coming without each crutch alone, were she of that kind; ``rests_on`` (K, 3), 1 where a kind is that of a
    crutch; ``without_any``, the share of those who come for a crutch who would still come with none; ``without_all``, of
    those who come for none and would come without each alone, the share who would when all three go at once.
    Nobody is asked about several crutches at once, so the other sets are put together by assumption: losses come
    independently (noisy-OR) while what the kind names is there, but that one crutch makes up for another, and who misses none
    alone may miss several: beyond the first the loss grows with the square of how many; where what the kind names is gone,
    what is left of the other crutches holds her, each as well as the other (noisy-OR again). A crutch more never keeps her
    less.

    >>> bonus = np.array([[1.0, 0.0, 0.0]])
    >>> persistence(np.array([[1.0]]), np.array([[[0.51, 1.0, 1.0]]]), bonus).round(2)[0].tolist()
    [0.0, 1.0, 0.3, 1.0, 0.3, 1.0, 0.51, 1.0]
    """
    found = side_by_side(len(chances))
    for number, each in enumerate(_of_each_kind(stays, rests_on, without_any, without_all)):
        found[:, number] = chances @ each[0] if len(each) == 1 else np.einsum("nk,nk->n", chances, each)
    return in_order(found)


def side_by_side(customers: int) -> FloatArray:
    """(n, 8), the values of each set one after another in memory, where they are read so: several times as quick."""
    return np.empty((len(SUBSETS), customers)).T


def _of_each_kind(stays: FloatArray, rests_on: FloatArray, without_any: float, without_all: float) -> Iterator[FloatArray]:
    """For each set of crutches (n or 1, K): the chance of still coming with only these, were she of each kind."""
    alone = [stays[..., place] for place in range(len(CRUTCHES))]
    without_own = _product([np.where(rests_on[:, place] > 0, each, 1.0) for place, each in enumerate(alone)])
    held = [_held_by_others(without_own, left, without_any) for left in range(len(CRUTCHES) - 1)]
    for subset in SUBSETS:
        gone = [crutch not in subset for crutch in CRUTCHES]
        lacking = rests_on @ np.array(gone) > 0
        each = _product([a for a, is_gone in zip(alone, gone, strict=True) if is_gone] or [np.ones(stays.shape[:2])])
        if sum(gone) > 1:
            each = each * np.where(rests_on.any(axis=1), 1.0, without_all ** _beyond_the_first(sum(gone)))
        if len(subset) < len(held) and lacking.any():
            each = np.where(lacking, held[len(subset)], each)
        yield each


def _beyond_the_first(gone: int) -> float:
    """How much of what all three take beyond each alone is taken by so many at once.

    >>> _beyond_the_first(2), _beyond_the_first(3)
    (0.25, 1.0)
    """
    return ((gone - 1) / (len(CRUTCHES) - 1)) ** 2


def _product(factors: list[FloatArray]) -> FloatArray:
    """Of up to three arrays; numpy's own product over so short an axis takes ten times as long."""
    found = factors[0]
    for factor in factors[1:]:
        found = found * factor
    return found


def _held_by_others(without_own: FloatArray, left: int, without_any: float) -> FloatArray:
    """(n, K): whether ``left`` of the two other crutches, or none, hold her who came for the third."""
    least = np.minimum(without_any, without_own)
    if not left:
        return least
    open_ = np.maximum(1.0 - least, 1e-12)
    return np.asarray(1.0 - open_ * ((1.0 - without_own) / open_) ** (left / (len(CRUTCHES) - 1)))


def in_order(values: FloatArray) -> FloatArray:
    """Values of sets (…, 8) made to grow with the set: a crutch more never keeps fewer; with all, all stay."""
    grown = np.array(values, order="K")
    grown[..., -1] = 1.0
    for number in range(1, len(SUBSETS)):
        for smaller in (number & ~(1 << bit) for bit in range(len(CRUTCHES)) if number >> bit & 1):
            np.maximum(grown[..., number], grown[..., smaller], out=grown[..., number])
    return grown


def _shapley() -> FloatArray:
    """(4, 8): from the values of the sets to what is earned and what rests on each crutch."""
    rows = np.zeros((1 + len(CRUTCHES), len(SUBSETS)))
    rows[0, 0] = 1.0
    count = len(CRUTCHES)
    for place, crutch in enumerate(CRUTCHES):
        for number, subset in enumerate(SUBSETS):
            size = len(subset)
            if crutch in subset:
                rows[1 + place, number] += factorial(size - 1) * factorial(count - size) / factorial(count)
            else:
                rows[1 + place, number] -= factorial(size) * factorial(count - size - 1) / factorial(count)
    return rows


SHAPLEY = _shapley()
"""(4, 8): earned, bonus, convenience, captive as weights of the values of SUBSETS."""
WITHOUT_ONE = np.array([np.eye(len(SUBSETS))[_EVERYTHING] - np.eye(len(SUBSETS))[without] for without in ALONE])
"""(3, 8): what is lost if only bonus, convenience, captivity goes, as weights of the values of SUBSETS."""


def shares(values: FloatArray) -> FloatArray:
    """(…, 4): what is earned, and what rests on each crutch; they add up to the value of all crutches.

    In: ``values`` (…, 8), the value of each set in the order of SUBSETS. A crutch's share is what it
    adds, averaged over every order in which the crutches could come. Source: Shapley 1953.

    >>> shares(np.array([20, 30, 20, 30, 20, 30, 20, 30.0])).round(9).tolist()
    [20.0, 10.0, 0.0, -0.0]
    """
    return np.asarray(values @ SHAPLEY.T)


def lost_alone(values: FloatArray) -> FloatArray:
    """(…, 3): what is lost if only that one crutch goes. These do not add up to anything.

    >>> lost_alone(np.array([20, 30, 20, 30, 20, 30, 20, 30.0])).tolist()
    [10.0, 0.0, 0.0]
    """
    return np.asarray(values @ WITHOUT_ONE.T)
