"""Points with their intervals, side by side: a share for each of a few things that have an order and no length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.pictures.paths import Value, known
from regulars.pictures.picture import Picture
from regulars.pictures.scale import Scale, written
from regulars.pictures.svg import below, clipped, drawing, element, grid, percent, text

HEIGHT = 240
_MOST_NAMED = {"wide": 21, "narrow": 8}


def points(
    names: Sequence[str],
    values: Sequence[float | None],
    *,
    title: str,
    sentence: str,
    low: Sequence[float | None],
    high: Sequence[float | None],
    along: str = "",
    unit: str = "share",
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> Picture:
    """One point for each name, in the order given, with an upright stroke for its interval; None is left empty.

    ``along`` says what the names are (a score). Out: the Picture; its rows are ``rows``, or the values as given.
    """
    middle, lower, upper = known(values), known(low), known(high)
    scale = Scale.over([*middle, *lower, *upper])
    at = [(i + 0.5) / len(names) for i in range(len(names))]
    drawn = [
        _point(x, name, value, (a, b), scale, unit)
        for x, name, value, a, b in zip(at, names, middle, lower, upper, strict=True)
        if value is not None
    ]
    labels = (_labels(names, at, along, most, class_) for class_, most in _MOST_NAMED.items())
    svg = drawing(title, sentence, HEIGHT, grid(scale, unit), *drawn, *labels)
    given = rows or [{"name": n, unit: v, "low": a, "high": b} for n, v, a, b in zip(names, middle, lower, upper, strict=True)]
    return Picture(svg, tuple(dict(r) for r in given), sentence)


def _point(x: float, name: str, value: float, ends: tuple[Value, Value], scale: Scale, unit: str) -> str:
    low, high = ends
    stroke = ""
    if low is not None and high is not None:
        y = percent(1 - scale(low)), percent(1 - scale(high))
        stroke = element("line", x1=percent(x), x2=percent(x), y1=y[0], y2=y[1], class_="whisker")
    told = element("title", text(f"{name}: {written(value, unit)}"))
    return stroke + element("circle", told, cx=percent(x), cy=percent(1 - scale(value)), r=4)


def _labels(names: Sequence[str], at: Sequence[float], along: str, most: int, class_: str) -> str:
    """The names below, every second or third of many; the last says what they are."""
    step = -(-len(names) // most)
    last = (len(names) - 1) // step * step
    return below([(at[i], clipped(names[i]), along if i == last else "") for i in range(0, len(names), step)], class_)
