"""Columns side by side for named groups: what came beside what was expected, or one value for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.pictures.paths import Value, known
from regulars.pictures.picture import Picture
from regulars.pictures.scale import Scale, short, written
from regulars.pictures.svg import below, drawing, element, grid, percent, text

HEIGHT = 260
_COLOURS = (0, 2, 3, 1)


def columns(
    names: Sequence[str],
    series: Mapping[str, Sequence[float | None]],
    *,
    title: str,
    sentence: str,
    below_them: str = "",
    low: Sequence[float | None] = (),
    high: Sequence[float | None] = (),
    unit: str = "purchases",
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> Picture:
    """A group of columns for each name, one column for each of the ``series`` (at most four).

    In: each series' name and one value of 0 or more per group, None where there is none; ``low``
    and ``high`` are the ends of the last series' intervals, drawn as upright strokes; ``below_them``
    says what the names are. Out: the Picture; its rows are ``rows``, or one per group.
    """
    parts = {name: known(values) for name, values in series.items()}
    lower, upper = known(low), known(high)
    scale = Scale.over([*(v for values in parts.values() for v in values), *lower, *upper])
    at = [(i + 0.5) / len(names) for i in range(len(names))]
    keys = {_COLOURS[i]: name for i, name in enumerate(parts)} if len(parts) > 1 else {}
    svg = drawing(
        title, sentence, HEIGHT,
        grid(scale, unit),
        *(_group(i, names, parts, scale, unit) for i in range(len(names))),
        *(_stroke(i, len(names), len(parts), lower, upper, scale) for i in range(len(lower))),
        below([*((at[i], name, "") for i, name in enumerate(names)), (0.5, "", below_them)]),
        names=[keys.get(i, "") for i in range(max(keys, default=-1) + 1)],
    )  # fmt: skip
    default = [{"group": name, **{part: values[i] for part, values in parts.items()}} for i, name in enumerate(names)]
    return Picture(svg, tuple(dict(r) for r in rows or default), sentence)


def _place(i: int, part: int, groups: int, parts: int) -> tuple[float, float]:
    """Where a column begins and how wide it is, as shares of the plot."""
    width = 0.72 / groups / parts
    return (i + 0.14) / groups + part * width, width


def _group(i: int, names: Sequence[str], parts: Mapping[str, Sequence[Value]], scale: Scale, unit: str) -> str:
    out = ""
    for part, (series, values) in enumerate(parts.items()):
        if (value := values[i]) is None:
            continue
        left, width = _place(i, part, len(names), len(parts))
        words = element("title", text(f"{names[i]}: {written(value, unit)} {series}"))
        up = {"y": percent(1 - scale(value)), "height": short(round(100 * scale(value), 2)) + "%"}
        out += element("rect", words, x=percent(left), width=percent(width * 0.94), **up, class_=f"s{_COLOURS[part]}")
    return out


def _stroke(i: int, groups: int, parts: int, lower: Sequence[Value], upper: Sequence[Value], scale: Scale) -> str:
    low, high = lower[i], upper[i] if i < len(upper) else None
    if low is None or high is None:
        return ""
    left, width = _place(i, parts - 1, groups, parts)
    x = percent(left + 0.47 * width)
    return element("line", x1=x, x2=x, y1=percent(1 - scale(low)), y2=percent(1 - scale(high)), class_="doubt")
