"""A line over calendar periods, with the interval around it: a rate as it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.pictures.paths import Value, band, known, path, points, runs
from regulars.pictures.periods import named_periods
from regulars.pictures.picture import Picture
from regulars.pictures.scale import Scale, written
from regulars.pictures.svg import below, drawing, element, grid, percent, stretched, text
from regulars.words import Period

HEIGHT = 260
_DOTS = 40  # beyond so many points a dot on each is a smear


def line(
    periods: Sequence[Period],
    values: Sequence[float | None],
    *,
    title: str,
    sentence: str,
    low: Sequence[float | None] | None = None,
    high: Sequence[float | None] | None = None,
    complete: Sequence[bool] | None = None,
    unit: str = "share",
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> Picture:
    """A line with its interval as a band; None leaves a gap, an incomplete period is drawn open.

    In: one value per period (``unit`` share, customers, days …), the ends of its interval, and
    whether the period was over. Out: the Picture; its rows are ``rows``, or the values as given.
    """
    at = [i / (len(periods) - 1) if len(periods) > 1 else 0.5 for i in range(len(periods))]
    line_, lower, upper = known(values), known(low or []), known(high or [])
    over = list(complete) if complete is not None else [True] * len(line_)
    scale = Scale.over([*line_, *lower, *upper], whole=unit != "share" and all(v is None or v % 1 == 0 for v in line_))
    svg = drawing(
        title, sentence, HEIGHT,
        grid(scale, unit),
        stretched(*_bands(at, lower, upper, scale), *_traces(at, line_, over, scale)),
        *_dots(periods, at, line_, over, scale, unit),
        _last(at, line_, upper, scale, unit),
        period_labels(periods, at),
    )  # fmt: skip
    return Picture(svg, tuple(dict(r) for r in rows or _rows(periods, line_, lower, upper, over, unit)), sentence)


def period_labels(periods: Sequence[Period], at: Sequence[float]) -> str:
    """The periods named below the plot: more of them on a wide page than on a phone."""
    return "".join(
        below([(at[i], first, second) for i, first, second in named_periods(periods, most)], class_)
        for most, class_ in ((13, "wide"), (6, "narrow"))
    )


def _bands(at: Sequence[float], lower: Sequence[Value], upper: Sequence[Value], scale: Scale) -> list[str]:
    both = [a if a is not None and b is not None else None for a, b in zip(lower, upper, strict=True)]
    return [
        element("path", d=band(points(at, lower, scale, *run), points(at, upper, scale, *run)), class_="band")
        for run in runs(both)
        if run[1] - run[0] > 1
    ]


def _traces(at: Sequence[float], values: Sequence[Value], over: Sequence[bool], scale: Scale) -> list[str]:
    """The line through periods that are over; the way into an unfinished one is dotted."""
    out = []
    for first, last in runs(values):
        end = next((i for i in range(first, last) if not over[i]), last)
        corners = points(at, values, scale, first, last)
        if end - first > 1:
            out.append(element("path", d=path(corners[: end - first]), class_="trace"))
        if end < last and last - first > 1:
            out.append(element("path", d=path(corners[max(0, end - first - 1) :]), class_="trace open"))
    return out


def _dots(
    periods: Sequence[Period], at: Sequence[float], values: Sequence[Value], over: Sequence[bool], scale: Scale, unit: str
) -> list[str]:
    alone = {first for first, last in runs(values) if last - first == 1}
    shown = [i for i, v in enumerate(values) if v is not None]
    out = []
    for i in shown:
        value = values[i]
        if value is not None and (len(values) <= _DOTS or i in alone or i == shown[-1] or not over[i]):
            words = f"{periods[i].label}: {written(value, unit)}" + ("" if over[i] else ", not over yet")
            at_dot = {"cx": percent(at[i]), "cy": percent(1 - scale(value)), "r": 3.5 if i == shown[-1] else 3}
            out.append(element("circle", element("title", text(words)), **at_dot, class_=None if over[i] else "open"))
    return out


def _last(at: Sequence[float], values: Sequence[Value], upper: Sequence[Value], scale: Scale, unit: str) -> str:
    """The last value, written over its own interval."""
    last = next((i for i in reversed(range(len(values))) if values[i] is not None), None)
    if last is None:
        return ""
    value = values[last]
    assert value is not None
    top = upper[last] if last < len(upper) else None
    y = percent(1 - scale(max(value, top if top is not None else value)))
    anchor = "end" if at[last] > 0.5 else "middle"
    return element("text", text(written(value, unit)), x=percent(at[last]), y=y, dy=-10, text_anchor=anchor, class_="strong")


def _rows(
    periods: Sequence[Period],
    values: Sequence[Value],
    lower: Sequence[Value],
    upper: Sequence[Value],
    over: Sequence[bool],
    unit: str,
) -> list[dict[str, Any]]:
    rows = []
    for i, p in enumerate(periods):
        interval = {"low": lower[i], "high": upper[i]} if lower and upper else {}
        rows.append({"starts": p.starts, "ends": p.ends, unit: values[i], **interval, "complete": over[i]})
    return rows
