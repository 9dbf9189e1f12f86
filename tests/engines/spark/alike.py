"""Two answers compared: what is counted exactly, ratios of counts to 1e-12, other floats to 1e-9."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pyarrow as pa

RATIO, OTHER = 1e-12, 1e-9
FLOOR = 1e-9
"""Below this a float that is no ratio of counts is nothing: sums of squares that cancel end there."""
_RATIOS = re.compile(r"rate|share|survival|hazard")


def differences(one: Any, other: Any, where: str = "") -> Iterator[str]:
    """Where two answers differ, in words; nothing where they are alike."""
    one, other = _plain(one), _plain(other)
    if isinstance(one, float) and isinstance(other, float):
        alike = _close(one, other, where)
    elif isinstance(one, Mapping) and isinstance(other, Mapping) and list(one) == list(other):
        for key in one:
            yield from differences(one[key], other[key], f"{where}[{key}]")
        return
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple):
        yield from _of_lists(one, other, where)
        return
    else:
        alike = type(one) is type(other) and one == other
    if not alike:
        yield f"{where}: {one!r} and {other!r}"


def _plain(value: Any) -> Any:
    """Tables, arrays and values of our own as lists and mappings; the type of each column is part of it."""
    if isinstance(value, pa.Table):
        return {f"{f.name} ({f.type})": value.column(f.name).to_pylist() for f in value.schema}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if is_dataclass(value) and not isinstance(value, type):
        return {"type": type(value).__name__, **{f.name: getattr(value, f.name) for f in fields(value) if f.compare}}
    return value


def _of_lists(one: Sequence[Any], other: Sequence[Any], where: str) -> Iterator[str]:
    if len(one) != len(other):
        yield f"{where}: {len(one)} and {len(other)} of them"
    for n, (a, b) in enumerate(zip(one, other, strict=False)):
        yield from differences(a, b, f"{where}[{n}]")


def _close(one: float, other: float, where: str) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    if _RATIOS.search(where):
        return math.isclose(one, other, rel_tol=RATIO, abs_tol=RATIO)
    return math.isclose(one, other, rel_tol=OTHER, abs_tol=FLOOR)


def in_order(table: pa.Table) -> list[tuple[Any, ...]]:
    """A query's rows in an order that does not depend on the engine: by what is counted, floats last."""
    names = sorted(table.column_names, key=lambda n: (pa.types.is_floating(table.schema.field(n).type), n))
    rows = list(zip(*(table.column(n).to_pylist() for n in names), strict=True))
    return sorted(rows, key=lambda row: tuple((v is not None, v if v is not None else 0) for v in row))
