"""Two lines over calendar periods: what came, and what was expected; and where looking ahead began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.pictures.line import period_labels
from regulars.pictures.paths import Value, known, path, points, runs
from regulars.pictures.picture import Picture
from regulars.pictures.scale import Scale, written
from regulars.pictures.svg import drawing, element, grid, percent, stretched, text
from regulars.words import Period

HEIGHT = 280
NAMES = ("came", "expected")


def tracked(
    periods: Sequence[Period],
    came: Sequence[float | None],
    expected: Sequence[float | None],
    *,
    title: str,
    sentence: str,
    ahead: int | None = None,
    unit: str = "purchases",
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> Picture:
    """What came as a line, what was expected as a dashed one; None leaves a gap.

    In: one value per period; ``ahead`` is the first period that was looked ahead to, and is marked.
    Out: the Picture; its rows are ``rows``, or the values as given.
    """
    at = [i / (len(periods) - 1) if len(periods) > 1 else 0.5 for i in range(len(periods))]
    ours, theirs = known(came), known(expected)
    scale = Scale.over([*ours, *theirs])
    svg = drawing(
        title, sentence, HEIGHT,
        grid(scale, unit),
        stretched(*_trace(at, theirs, scale, "trace expected"), *_trace(at, ours, scale, "trace")),
        _ends(at, ours, theirs, scale, unit),
        _mark(at, ahead),
        period_labels(periods, at),
        names=(NAMES[0], "", NAMES[1]),
    )  # fmt: skip
    return Picture(svg, tuple(dict(r) for r in rows or _rows(periods, ours, theirs)), sentence)


def _trace(at: Sequence[float], values: Sequence[Value], scale: Scale, class_: str) -> list[str]:
    return [
        element("path", d=path(points(at, values, scale, *run)), class_=class_) for run in runs(values) if run[1] - run[0] > 1
    ]


def _ends(at: Sequence[float], came: Sequence[Value], expected: Sequence[Value], scale: Scale, unit: str) -> str:
    """A dot at the end of each line; a value that has no neighbours is seen at all only by its dot."""
    out = ""
    for values, name, class_ in ((expected, NAMES[1], "s2"), (came, NAMES[0], None)):
        lone = {first for first, last in runs(values) if last - first == 1}
        end = max((i for i, v in enumerate(values) if v is not None), default=None)
        for i in sorted(lone | ({end} if end is not None else set())):
            if (value := values[i]) is not None:
                words = element("title", text(f"{name}: {written(value, unit)}"))
                out += element("circle", words, cx=percent(at[i]), cy=percent(1 - scale(value)), r=4, class_=class_)
    return out


def _mark(at: Sequence[float], ahead: int | None) -> str:
    """An upright line between the last period that was known and the first that was not."""
    if ahead is None or not 0 < ahead < len(at):
        return ""
    where = (at[ahead - 1] + at[ahead]) / 2
    side, shift = ("end", -8) if where > 0.6 else ("start", 8)
    rule = element("line", x1=percent(where), x2=percent(where), y1=0, y2="100%", class_="mark")
    return rule + element("text", text("looking ahead"), x=percent(where), y=0, dx=shift, dy=8, text_anchor=side, class_="note")


def _rows(periods: Sequence[Period], came: Sequence[Value], expected: Sequence[Value]) -> list[dict[str, Any]]:
    return [{"starts": p.starts, "ends": p.ends, NAMES[0]: came[i], NAMES[1]: expected[i]} for i, p in enumerate(periods)]
