"""A line over calendar periods, with the interval around it: a rate as it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    """A line with its interval as a band; None leaves a gap, a period not over is an open dot.

    In: one value per period (``unit`` share, customers, days …), the ends of its interval, and
    whether the period was over. Out: the Picture; its rows are ``rows``, or the values as given.
    """
    at = [i / (len(periods) - 1) if len(periods) > 1 else 0.5 for i in range(len(periods))]
    chart = Chart.of(values, low, high, complete)
    scale = Scale.over([*chart.all, *chart.lower, *chart.upper], whole=unit != "share" and chart.counts)
    svg = drawing(
        title, sentence, HEIGHT,
        grid(scale, unit),
        stretched(*_bands(at, chart.lower, chart.upper, scale), *_traces(at, chart.over, scale)),
        _alone(at, chart.over, chart.lower, chart.upper, scale),
        *_dots(periods, at, chart, scale, unit),
        _last(at, chart, scale, unit),
        period_labels(periods, at),
    )  # fmt: skip
    given = rows or _rows(periods, known(values), known(low or []), known(high or []), chart, unit)
    return Picture(svg, tuple(dict(r) for r in given), sentence)


@dataclass(frozen=True, slots=True)
class Chart:
    """A line's values: all, those of periods that are over, and the interval of the latter."""

    all: list[Value]
    over: list[Value]
    lower: list[Value]
    upper: list[Value]
    is_over: list[bool]

    @classmethod
    def of(
        cls,
        values: Sequence[float | None],
        low: Sequence[float | None] | None,
        high: Sequence[float | None] | None,
        complete: Sequence[bool] | None,
    ) -> Chart:
        is_over = list(complete) if complete is not None else [True] * len(values)

        def kept(row: Sequence[float | None]) -> list[Value]:
            return [v if keep else None for v, keep in zip(known(row), is_over, strict=False)]

        return cls(known(values), kept(values), kept(low or []), kept(high or []), is_over)

    @property
    def counts(self) -> bool:
        return all(v is None or v % 1 == 0 for v in self.all)


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


def _traces(at: Sequence[float], values: Sequence[Value], scale: Scale) -> list[str]:
    return [
        element("path", d=path(points(at, values, scale, *run)), class_="trace") for run in runs(values) if run[1] - run[0] > 1
    ]


def _alone(at: Sequence[float], values: Sequence[Value], lower: Sequence[Value], upper: Sequence[Value], scale: Scale) -> str:
    """A value without neighbours has no band: its interval is an upright stroke."""
    out = ""
    for first, last in runs(values):
        low, high = (lower[first], upper[first]) if first < min(len(lower), len(upper)) else (None, None)
        if last - first == 1 and low is not None and high is not None:
            x, ends = percent(at[first]), (percent(1 - scale(low)), percent(1 - scale(high)))
            out += element("line", x1=x, x2=x, y1=ends[0], y2=ends[1], class_="whisker")
    return out


def _dots(periods: Sequence[Period], at: Sequence[float], chart: Chart, scale: Scale, unit: str) -> list[str]:
    """A dot on each of a few values; on many, only where one stands alone, is the last, or is not over."""
    alone = {first for first, last in runs(chart.over) if last - first == 1}
    last = max((i for i, v in enumerate(chart.over) if v is not None), default=None)
    out = []
    for i, value in enumerate(chart.all):
        is_over = chart.is_over[i]
        if value is not None and (len(periods) <= _DOTS or i in alone or i == last or not is_over):
            words = f"{periods[i].label}: {written(value, unit)}" + ("" if is_over else " so far, not over yet")
            at_dot = {"cx": percent(at[i]), "cy": percent(1 - scale(value)), "r": 4 if i == last else 3}
            out.append(element("circle", element("title", text(words)), **at_dot, class_=None if is_over else "open"))
    return out


def _last(at: Sequence[float], chart: Chart, scale: Scale, unit: str) -> str:
    """The last value of a period that is over, written above its own interval."""
    last = max((i for i, v in enumerate(chart.over) if v is not None), default=None)
    if last is None or (value := chart.over[last]) is None:
        return ""
    top = chart.upper[last] if last < len(chart.upper) else None
    y = percent(1 - scale(max(value, top if top is not None else value)))
    anchor = "end" if at[last] > 0.9 else "middle"
    return element("text", text(written(value, unit)), x=percent(at[last]), y=y, dy=-9, text_anchor=anchor, class_="strong")


def _rows(
    periods: Sequence[Period],
    values: Sequence[Value],
    lower: Sequence[Value],
    upper: Sequence[Value],
    chart: Chart,
    unit: str,
) -> list[dict[str, Any]]:
    rows = []
    for i, p in enumerate(periods):
        interval = {"low": lower[i], "high": upper[i]} if lower and upper else {}
        rows.append(
            {
                "starts": p.starts,
                "ends": p.ends,
                unit: values[i],
                **interval,
                "complete": chart.over[i] is not None or values[i] is None,
            }
        )
    return rows
