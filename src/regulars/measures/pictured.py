"""Pictures of measures over facts beside purchases: a measure's rows as the values that a chart takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.pictures.curve import curve
from regulars.pictures.line import line
from regulars.pictures.picture import Picture
from regulars.pictures.points import points
from regulars.words import Period, PeriodUnit

Row = Mapping[str, Any]


def over_periods(
    rows: Sequence[Row], names: tuple[str, str, str], *, period: PeriodUnit, title: str, sentence: str, unit: str = "share"
) -> Picture | None:
    """A value with its interval (the three ``names``), period by period; None where none is known."""
    if not any(row[names[0]] is not None for row in rows):
        return None
    value, low, high = ([row[name] for row in rows] for name in names)
    return line(
        [Period(period, row["starts"], row["ends"]) for row in rows], value, title=title, sentence=sentence,
        low=low, high=high, complete=[row.get("complete", True) for row in rows], unit=unit, rows=rows,
    )  # fmt: skip


def along(
    rows: Sequence[Row], at: str, names: tuple[str, str, str], *, title: str, sentence: str, at_unit: str = "days"
) -> Picture | None:
    """A share with its interval along ``at``, ascending; None where fewer than two are known."""
    shown = [row for row in rows if row[names[0]] is not None]
    if len(shown) < 2:
        return None
    value, low, high = ([row[name] for row in shown] for name in names)
    return curve(
        [row[at] for row in shown], value, low=low, high=high, title=title, sentence=sentence, at_unit=at_unit, rows=rows
    )


def side_by_side(rows: Sequence[Row], at: str, names: tuple[str, str, str], *, title: str, sentence: str) -> Picture | None:
    """A share with its interval for each value of ``at``, which has an order and no length; None where none is known."""
    if not any(row[names[0]] is not None for row in rows):
        return None
    value, low, high = ([row[name] for row in rows] for name in names)
    named = [f"{row[at]:g}" for row in rows]
    return points(named, value, low=low, high=high, title=title, sentence=sentence, along=at, rows=rows)
