"""What may be said of a customer in one word: a kind only where it is likely enough, else two, else unknown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.crutches import KINDS, UNKNOWN, Kind

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
NO_LABEL = -1


def labels(
    chances: FloatArray,
    kinds: Sequence[Kind],
    assumptions: Assumptions,
    *,
    said: IntArray,
    failed: Sequence[Kind] = (),
    foretells: bool = True,
) -> tuple[IntArray, IntArray]:
    """(n,) the likeliest kind where it is certain enough, and a second where only the two together are; -1 where none.

    In: ``chances`` (n, K); ``said`` (n,) the kind that each named herself as a number of ``kinds``, -1 where none.
    Deal and habit are only said of who named them; a kind whose axis ``failed`` its test is said of nobody.
    ``foretells``: whether answers are foretold better than by base rates; if not, nothing is said of who said nothing.
    """
    order = np.argsort(-chances, axis=1, kind="stable")
    first, second = order[:, 0], order[:, 1]
    rows = np.arange(len(chances))
    top, next_ = chances[rows, first], chances[rows, second]
    one = top >= assumptions.certain_enough
    two = ~one & (top + next_ >= assumptions.certain_enough_of_two)
    sayable = np.array([k in KINDS[:4] and k not in failed for k in kinds])
    may_first, may_second = (sayable[k] | ((said == k) & (k >= 4)) for k in (first, second))
    shown = may_first & (one | (two & may_second)) & (foretells | (said >= 0))
    return np.where(shown, first, NO_LABEL), np.where(shown & two, second, NO_LABEL)


def words(first: IntArray, second: IntArray, kinds: Sequence[Kind]) -> pa.Array:
    """The labels as text: ``bonus``, ``bonus or convenience``, ``unknown``.

    >>> words(np.array([1, 2, -1]), np.array([-1, 1, -1]), ("true", "bonus", "convenience", "captive")).to_pylist()
    ['bonus', 'bonus or convenience', 'unknown']
    """
    size = len(kinds) + 1
    ordered = np.where((second >= 0) & (second < first), [second, first], [first, second])
    names = [UNKNOWN, *kinds]
    said = [a if j == 0 else f"{a} or {b}" for a in names for j, b in enumerate(names)]
    codes = (ordered[0] + 1) * size + ordered[1] + 1
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(said)).dictionary_decode()
