"""Rows of values as paths of whole thousandths; a value that is missing leaves a gap."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from regulars.pictures.scale import Scale, whole

Value = float | None
Point = tuple[int, int]


def known(values: Iterable[float | int | None]) -> list[Value]:
    """The values with NaN and infinities as missing."""
    return [float(v) if v is not None and math.isfinite(v) else None for v in values]


def runs(values: Sequence[Value]) -> list[tuple[int, int]]:
    """Where values stand side by side without a gap: (first, one past the last).

    >>> runs([None, 1.0, 2.0, None, 3.0])
    [(1, 3), (4, 5)]
    """
    edges = [i for i in range(len(values) + 1) if (_is(values, i - 1) != _is(values, i))]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _is(values: Sequence[Value], i: int) -> bool:
    return 0 <= i < len(values) and values[i] is not None


def points(shares: Sequence[float], values: Sequence[Value], scale: Scale, first: int, last: int) -> list[Point]:
    """The run's points on the paper, y downward."""
    return [(whole(shares[i]), whole(1 - scale(v))) for i in range(first, last) if (v := values[i]) is not None]


def path(corners: Sequence[Point]) -> str:
    """Corners as one relative path; corners that fall on the one before are left out.

    >>> path([(0, 900), (500, 650), (500, 650), (1000, 700)])
    'M0,900l500,-250 500,50'
    """
    (x, y), steps = corners[0], []
    at = (x, y)
    for corner in corners[1:]:
        if corner != at:
            steps.append(f"{corner[0] - at[0]},{corner[1] - at[1]}")
            at = corner
    return f"M{x},{y}" + ("l" + " ".join(steps) if steps else "")


def stairs(corners: Sequence[Point]) -> list[Point]:
    """Corners of a step curve: it holds its height until the next change."""
    out: list[Point] = []
    for x, y in corners:
        if out and y == out[-1][1]:
            continue
        if out:
            out.append((x, out[-1][1]))
        out.append((x, y))
    return [*out, (corners[-1][0], out[-1][1])] if corners else []


def band(lower: Sequence[Point], upper: Sequence[Point]) -> str:
    """The closed outline between two rows of corners."""
    return path([*upper, *reversed(lower)]) + "z"
