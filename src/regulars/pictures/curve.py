"""A step curve over elapsed time with its interval: how many have come back by each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.pictures.paths import Value, band, known, path, points, runs, stairs
from regulars.pictures.picture import Picture
from regulars.pictures.scale import Scale, round_ticks, written
from regulars.pictures.svg import below, drawing, element, grid, percent, stretched, text

HEIGHT = 260
_DAY_STEPS = (1, 2, 7, 14, 30, 60, 90, 180, 360, 720, 1800, 3600)


def curve(
    at: Sequence[float],
    values: Sequence[float | None],
    *,
    title: str,
    sentence: str,
    low: Sequence[float | None] | None = None,
    high: Sequence[float | None] | None = None,
    mark: tuple[float, float, str] | None = None,
    at_unit: str = "days",
    unit: str = "share",
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> Picture:
    """A curve that holds its height from each ``at`` (ascending, in ``at_unit``) to the next.

    ``mark`` is one point worth naming, such as the median: (at, value, words). Out: the Picture;
    its rows are ``rows``, or the values as given.
    """
    steps, lower, upper = known(values), known(low or []), known(high or [])
    along = _along(at)
    shares = [along(a) for a in at]
    scale = Scale.over([*steps, *lower, *upper])
    svg = drawing(
        title, sentence, HEIGHT,
        grid(scale, unit),
        stretched(*_bands(shares, lower, upper, scale), *_steps(shares, steps, scale)),
        _mark(mark, along, scale),
        *(_labels(along, at_unit, most, class_) for most, class_ in ((12, "wide"), (6, "narrow"))),
    )  # fmt: skip
    return Picture(svg, tuple(dict(r) for r in rows or _rows(at, steps, lower, upper, at_unit, unit)), sentence)


def _along(at: Sequence[float]) -> Scale:
    """From 0 to the last point, without empty paper behind it."""
    last = max([*at, 0.0]) or 1.0
    return Scale(0.0, last, (0.0, last))


def _bands(at: Sequence[float], lower: Sequence[Value], upper: Sequence[Value], scale: Scale) -> list[str]:
    both = [a if a is not None and b is not None else None for a, b in zip(lower, upper, strict=True)]
    return [
        element("path", d=band(stairs(points(at, lower, scale, *r)), stairs(points(at, upper, scale, *r))), class_="band")
        for r in runs(both)
    ]


def _steps(at: Sequence[float], values: Sequence[Value], scale: Scale) -> list[str]:
    return [element("path", d=path(stairs(points(at, values, scale, *run))), class_="trace") for run in runs(values)]


def _mark(mark: tuple[float, float, str] | None, along: Scale, scale: Scale) -> str:
    if mark is None:
        return ""
    x, y = percent(along(mark[0])), percent(1 - scale(mark[1]))
    lines = element("line", x1=x, x2=x, y1=y, y2="100%", class_="mark")
    dot = element("circle", cx=x, cy=y, r=4)
    side, shift = ("end", -10) if along(mark[0]) > 0.6 else ("start", 10)
    return lines + dot + element("text", text(mark[2]), x=x, y=y, dx=shift, dy=18, text_anchor=side, class_="note")


def _labels(along: Scale, at_unit: str, most: int, class_: str) -> str:
    ticks = _time_ticks(along.high, at_unit, most)
    named = [(along(t), written(t, at_unit), "") for t in ticks]
    share, first, _ = named[-1]
    return below([*named[:-1], (share, first, at_unit)], class_)


def _time_ticks(last: float, at_unit: str, most: int) -> list[float]:
    """Days by the week, the month of thirty days and so on; other units by round numbers."""
    if at_unit == "days":
        step = next((s for s in _DAY_STEPS if last / s <= most - 1), _DAY_STEPS[-1])
        return [float(t) for t in range(0, int(last) + 1, step)]
    return [t for t in round_ticks(0, last, most - 2) if t <= last]


def _rows(
    at: Sequence[float], values: Sequence[Value], lower: Sequence[Value], upper: Sequence[Value], at_unit: str, unit: str
) -> list[dict[str, Any]]:
    rows = []
    for i, a in enumerate(at):
        interval = {"low": lower[i], "high": upper[i]} if lower and upper else {}
        rows.append({at_unit: a, unit: values[i], **interval})
    return rows
