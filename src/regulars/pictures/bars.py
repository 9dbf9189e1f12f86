"""Stacked bars over calendar periods: who came and who left, and how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.pictures.line import period_labels
from regulars.pictures.paths import Value, known
from regulars.pictures.picture import Picture
from regulars.pictures.scale import Scale, short
from regulars.pictures.svg import drawing, element, grid, percent, text
from regulars.words import Period

HEIGHT = 280


def stacked_bars(
    periods: Sequence[Period],
    series: Mapping[str, Sequence[float | None]],
    *,
    title: str,
    sentence: str,
    unit: str = "customers",
    complete: Sequence[bool] | None = None,
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> Picture:
    """One bar per period, its parts stacked in the order given, negative parts below zero.

    In: each part's name and one value per period (at most four parts have a colour of their own).
    Out: the Picture; its rows are ``rows``, or one per period with a column per part.
    """
    parts = {name: known(values) for name, values in series.items()}
    over = list(complete) if complete is not None else [True] * len(periods)
    up = [sum(v for values in parts.values() if (v := values[i]) is not None and v > 0) for i in range(len(periods))]
    down = [sum(v for values in parts.values() if (v := values[i]) is not None and v < 0) for i in range(len(periods))]
    scale = Scale.over([*up, *down], whole=unit != "share")
    at = [(i + 0.5) / len(periods) for i in range(len(periods))]
    svg = drawing(
        title, sentence, HEIGHT,
        grid(scale, unit), *_bars(periods, parts, over, scale), period_labels(periods, at),
        names=parts,
    )  # fmt: skip
    return Picture(svg, tuple(dict(r) for r in rows or _rows(periods, parts, over)), sentence)


def _bars(periods: Sequence[Period], parts: Mapping[str, Sequence[Value]], over: Sequence[bool], scale: Scale) -> list[str]:
    """One group of rectangles per period, named when pointed at."""
    width = 0.66 / len(periods)
    out = []
    for i, period in enumerate(periods):
        stack = [(k, name, v) for k, (name, values) in enumerate(parts.items()) if (v := values[i]) is not None]
        words = f"{period.label}: " + ", ".join(f"{abs(v):,.0f} {name}" for _, name, v in stack)
        left = percent((i + 0.5) / len(periods) - width / 2)
        bars = _stack([(k, v) for k, _, v in stack], scale, left, percent(width))
        faint = None if over[i] else ".55"
        out.append(element("g", element("title", text(words + ("" if over[i] else "; not over yet"))) + bars, opacity=faint))
    return out


def _stack(stack: Sequence[tuple[int, float]], scale: Scale, left: str, width: str) -> str:
    top, bottom, out = 0.0, 0.0, ""
    for colour, value in stack:
        start = top if value > 0 else bottom + value
        if value > 0:
            top += value
        else:
            bottom += value
        height = 100 * abs(value) / (scale.high - scale.low)
        if height:
            y = percent(1 - scale(start + abs(value)))
            out += element("rect", x=left, width=width, y=y, height=short(round(height, 2)) + "%", class_=f"s{colour % 4}")
    return out


def _rows(periods: Sequence[Period], parts: Mapping[str, Sequence[Value]], over: Sequence[bool]) -> list[dict[str, Any]]:
    return [
        {"starts": p.starts, "ends": p.ends, **{name: values[i] for name, values in parts.items()}, "complete": over[i]}
        for i, p in enumerate(periods)
    ]
