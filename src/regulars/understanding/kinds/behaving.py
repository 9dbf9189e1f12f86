"""What may be said of a customer when nobody was asked: what she does, never why."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regulars.understanding.kinds.crutches import AXES, Axis

FloatArray = NDArray[np.float64]
WORDS: dict[Axis, str] = {
    "incentive": "uses rewards heavily",
    "convenience": "keeps to one place or hour, or buys little at a time",
    "constraint": "tied by contract, points or lack of a rival",
    "attitude": "speaks for the shop, buys broadly",
}
NOTHING = "nothing stands out"
_STANDS_OUT = 1.0
"""So many standard deviations of all customers above their mean, on one axis more than on any other."""


def behaviours(scores: FloatArray, used: tuple[Axis, ...] = AXES) -> pa.Array:
    """(n,) text: the axis on which each customer stands out most from customers like her, in words of behaviour.

    In: ``scores`` (n, 4), each customer's place on each axis; ``used``, the axes that may be spoken of.

    >>> behaviours(np.array([[3.0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])).to_pylist()[:2]
    ['uses rewards heavily', 'nothing stands out']
    """
    spread = scores.std(axis=0)
    far = np.divide(scores - scores.mean(axis=0), spread, out=np.zeros_like(scores), where=spread > 0)
    far[:, [i for i, axis in enumerate(AXES) if axis not in used]] = 0.0
    most = np.where(far.max(axis=1) >= _STANDS_OUT, far.argmax(axis=1), len(AXES)) if len(far) else np.empty(0, int)
    return pa.DictionaryArray.from_arrays(
        pa.array(most, pa.int32()), pa.array([*(WORDS[a] for a in AXES), NOTHING])
    ).dictionary_decode()
