"""The fit set right by those who were asked by lot: on average they must be what they say they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.crutches import SUBSETS
from regulars.understanding.kinds.replies import Replies

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Corrector:
    """Those who came back, were asked by lot and answered: ``places`` (a,) among the replies, ``weights`` (a,) for how
    many who were asked each stands. Nobody, where they are fewer than the stated minimum.
    """

    places: IntArray
    weights: FloatArray

    def __call__(self, said: FloatArray, expected: FloatArray, drawn: FloatArray | None = None) -> FloatArray:
        """(8,): what to add to everybody's chance of still coming with each set of crutches: the mean of what follows
        from what was ``said`` (m, 8) less what was ``expected`` (m, 8), each reply counted as often as ``drawn`` (m,) says.

        Source: Angelopoulos et al. 2023, Science 382, 669-674 (prediction-powered inference); Zrnic & Candès 2024,
        PNAS 121 (with fits that had not seen the answer).
        """
        weights = self.weights if drawn is None else self.weights * drawn[self.places]
        if not weights.sum():
            return np.zeros(len(SUBSETS))
        return np.asarray(weights @ (said - expected)[self.places] / weights.sum())


def corrector(
    replies: Replies, retained: BoolArray, asked_by_lot: BoolArray, cell: IntArray, assumptions: Assumptions
) -> Corrector:
    """In: ``retained``, ``asked_by_lot``, ``cell`` (n,) over all customers. Customers of one cell behave alike."""
    whole = (replies.reliance > 0).all(axis=1) & (replies.reason >= 0)
    places = np.flatnonzero(whole & replies.by_lot & retained[replies.rows])
    if len(places) < assumptions.minimum_answers:
        places = places[:0]
    return Corrector(places, _for_the_silent(cell, asked_by_lot & retained, replies.rows[places]))


def _for_the_silent(cell: IntArray, asked: BoolArray, answered: IntArray) -> FloatArray:
    """(a,): asked ÷ answered in each one's cell; 1 where nobody is known to have been asked."""
    size = int(cell.max(initial=0)) + 1
    invited, told = np.bincount(cell[asked], minlength=size), np.bincount(cell[answered], minlength=size)
    ratio = np.maximum(invited, told) / np.maximum(told, 1)
    return np.asarray(ratio[cell[answered]], np.float64)
