"""A histogram: how often each length of time, amount or score was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.pictures.picture import Picture
from regulars.pictures.scale import Scale, round_ticks, written
from regulars.pictures.svg import below, drawing, element, grid, percent, text

HEIGHT = 240


def histogram(
    edges: Sequence[float],
    counts: Sequence[int],
    *,
    title: str,
    sentence: str,
    mark: tuple[float, str] | None = None,
    at_unit: str = "days",
    unit: str = "customers",
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> Picture:
    """Bars between ascending ``edges`` (one more than ``counts``), each from its edge to the next.

    ``mark`` is one place worth naming, such as the median: (at, words). Bars show counts, so give
    edges of equal width unless the last one is open. Out: the Picture; its rows are ``rows``, or
    one per bar: ``from_``, ``to``, the count.
    """
    assert len(edges) == len(counts) + 1, "each bar has two edges"
    scale = Scale.over(counts, whole=True)
    low, high = edges[0], edges[-1] if edges[-1] > edges[0] else edges[0] + 1
    along = Scale(low, high, ())
    svg = drawing(
        title, sentence, HEIGHT,
        grid(scale, unit),
        *_bars(edges, counts, along, scale, at_unit, unit),
        _mark(mark, along),
        *(_labels(along, at_unit, most, class_) for most, class_ in ((10, "wide"), (5, "narrow"))),
    )  # fmt: skip
    default = [{"from_" + at_unit: a, "to_" + at_unit: b, unit: n} for a, b, n in _bins(edges, counts)]
    return Picture(svg, tuple(dict(r) for r in rows or default), sentence)


def _bins(edges: Sequence[float], counts: Sequence[int]) -> list[tuple[float, float, int]]:
    return list(zip(edges[:-1], edges[1:], counts, strict=True))


def _bars(edges: Sequence[float], counts: Sequence[int], along: Scale, scale: Scale, at_unit: str, unit: str) -> list[str]:
    """Bars with a hair between them, named when pointed at."""
    out = []
    for start, end, n in _bins(edges, counts):
        width = along(end) - along(start)
        hair = min(0.1 * width, 0.002)
        words = f"{written(start, at_unit)} to {written(end, at_unit)} {at_unit}: {n:,} {unit}"
        at = {"x": percent(along(start) + hair), "width": percent(width - 2 * hair)}
        if n:
            up = {"y": percent(1 - scale(n)), "height": percent(scale(n))}
            out.append(element("rect", element("title", text(words)), **at, **up, class_="s0"))
    return out


def _mark(mark: tuple[float, str] | None, along: Scale) -> str:
    if mark is None:
        return ""
    at = along(mark[0])
    side, shift = ("end", -8) if at > 0.6 else ("start", 8)
    rule = element("line", x1=percent(at), x2=percent(at), y1=0, y2="100%", class_="mark")
    return rule + element("text", text(mark[1]), x=percent(at), y=0, dx=shift, dy=8, text_anchor=side, class_="note")


def _labels(along: Scale, at_unit: str, most: int, class_: str) -> str:
    ticks = [t for t in round_ticks(along.low, along.high, most - 2) if along.low <= t <= along.high]
    named = [(along(t), written(t, at_unit), at_unit if t == ticks[-1] else "") for t in ticks]
    return below(named, class_)
