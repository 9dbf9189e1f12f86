"""How long until something happens, from counts by whole days: curves, their rows, and their median."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from regulars.estimates.survival import Curve, kaplan_meier
from regulars.measures.asking import Row
from regulars.measures.counting import Counts, spread
from regulars.measures.result import Definition
from regulars.settings import Settings
from regulars.words import Estimate, NotEnough


def curve_of(rows: Sequence[Mapping[str, int]], at: str, event: str, open_: str, length: int, level: float) -> Curve:
    """Kaplan and Meier's curve over each of the days 0 … length - 1, from rows of counts."""
    days: Counts = np.array([r[at] for r in rows], dtype=np.int64)
    happened, waiting = (spread(days, np.array([r[n] for r in rows], dtype=np.int64), length) for n in (event, open_))
    return kaplan_meier(np.arange(length, dtype=np.int64), happened, waiting, level)


def observed(curve: Curve) -> int:
    """How many the curve rests on."""
    return int(curve.at_risk[0]) if len(curve.at_risk) else 0


def at_horizon(curve: Curve, day: int, settings: Settings, *, left: bool = False) -> Row:
    """The share to whom it has happened within ``day`` days (``left``: to whom it has not), if enough are watched.

    Columns: happened, at_risk (watched up to that day), share, low, high (null where not enough), enough.
    """
    minimum, n = settings.minimum_n, observed(curve)
    enough = bool(n >= minimum and curve.known[day] and curve.effective_n[day] + 1e-6 >= minimum)
    share, low, high = (float(line[day]) for line in (curve.share, curve.low, curve.high))
    if left:
        share, low, high = 1 - share, 1 - high, 1 - low
    told = {"share": share, "low": low, "high": high} if enough else dict.fromkeys(("share", "low", "high"))
    return {"happened": int(curve.events[: day + 1].sum()), "at_risk": int(curve.at_risk[day]), **told, "enough": enough}


def median_row(curve: Curve, settings: Settings) -> Row:
    """The median in days with the days at which the interval holds one half; null where not reached, or too few."""
    found = curve.quantile(0.5) if observed(curve) >= settings.minimum_n else (None, None, None)
    return dict(zip(("median_days", "median_low_days", "median_high_days"), found, strict=True))


def median_days(curve: Curve, definition: Definition, settings: Settings, why: str) -> Estimate | NotEnough:
    """The median as a figure; ``why`` says what has not happened to half of them yet."""
    called, n = f"{definition.id}#median_days", observed(curve)
    if n < settings.minimum_n:
        return NotEnough(n, settings.minimum_n, called)
    value, low, high = curve.quantile(0.5)
    if value is None or low is None:
        return NotEnough(int(curve.events.sum()), (n + 1) // 2, called, why)
    # An interval that stays open above ends where the log does: what came later could not have been seen.
    return Estimate(value, (low, float(curve.days[-1]) if high is None else high), n, called, settings.level, "days")


def drawn_rows(curve: Curve, settings: Settings, *, left: bool = False) -> list[Row]:
    """The curve day by day as far as enough are watched: days, share, low, high."""
    if observed(curve) < settings.minimum_n:
        return []
    shown = np.flatnonzero(curve.known & (curve.effective_n + 1e-6 >= settings.minimum_n))
    lines = (1 - curve.share, 1 - curve.high, 1 - curve.low) if left else (curve.share, curve.low, curve.high)
    upto = int(shown[-1]) + 1 if len(shown) else 0
    return [{"days": day, "share": float(s), "low": float(a), "high": float(b)} for day, s, a, b in _zipped(lines, upto)]


def _zipped(lines: tuple[np.ndarray, ...], upto: int) -> list[tuple[int, float, float, float]]:
    return [(day, lines[0][day], lines[1][day], lines[2][day]) for day in range(upto)]
