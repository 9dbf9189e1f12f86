"""Customers in the order of their ids, in a third of the time that comparing texts takes."""

from __future__ import annotations

from itertools import takewhile

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Indices = NDArray[np.intp]
_BYTES = 8
"""So many bytes of an id, after those that all ids begin with, make one whole number; most differ there."""
_FIRST = np.array([(1 << 64) - (1 << 8 * (_BYTES - n)) for n in range(_BYTES + 1)], dtype=np.uint64)
"""What leaves the first so many bytes of such a number."""


def in_customer_order(table: pa.Table) -> pa.Table:
    """The rows sorted by ``customer_id``, text by its UTF-8 bytes as Arrow sorts it; no id may stand twice.

    >>> in_customer_order(pa.table({"customer_id": ["C-2", "C-10"], "days": [5, 3]})).to_pydict()
    {'customer_id': ['C-10', 'C-2'], 'days': [3, 5]}
    """
    order = pa.array(_order(table["customer_id"]))
    # Column by column, each in one piece: from many small ones it takes twice as long, and of all at once twice the memory.
    return pa.Table.from_arrays([c.combine_chunks().take(order) for c in table.columns], schema=table.schema)


def _order(ids: pa.ChunkedArray) -> Indices:
    """Where each id of the sorted ones stands."""
    if len(ids) < 2:
        return np.arange(len(ids))
    common = _common(*pc.min_max(ids).as_py().values())
    numbers = np.concatenate([_numbers(piece, common) for piece in ids.chunks if len(piece)])
    order = np.argsort(numbers)
    alike = np.flatnonzero(np.diff(numbers[order]) == 0)
    if len(alike) > len(ids) / 2:
        return np.asarray(pc.sort_indices(ids), dtype=np.intp)
    tied = np.union1d(alike, alike + 1)  # they stand together: sorted among themselves by the whole text they stay there
    rows = order[tied]
    order[tied] = rows[np.asarray(pc.sort_indices(ids.take(pa.array(rows))))]
    return order


def _common(least: str, most: str) -> int:
    """How many bytes the first and the last of the sorted ids, and so all of them, begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(least.encode(), most.encode(), strict=False)))


def _numbers(ids: pa.StringArray | pa.LargeStringArray, common: int) -> NDArray[np.uint64]:
    """Of each id the bytes that follow the first ``common`` ones, as a number; where it ends, noughts."""
    _, offsets, text = ids.buffers()
    whole = np.int64 if pa.types.is_large_string(ids.type) else np.int32
    bounds = np.frombuffer(offsets, dtype=whole)[ids.offset : ids.offset + len(ids) + 1].astype(np.int64)
    starts, ends = bounds[:-1] + common - bounds[0], bounds[1:] - bounds[0]
    every = (text.slice(int(bounds[0]), int(ends[-1])).to_pybytes() if text else b"") + bytes(_BYTES)
    from_each: NDArray[np.uint64] = np.ndarray(len(every) - _BYTES + 1, ">u8", every, strides=(1,))[starts].astype(np.uint64)
    first: NDArray[np.uint64] = _FIRST[np.minimum(ends - starts, _BYTES)]
    return from_each & first
