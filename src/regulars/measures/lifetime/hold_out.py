"""The backtest as results: week by week, by frequency, and beside the simple rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyarrow as pa

from regulars.measures.lifetime.answering import answer
from regulars.measures.lifetime.backtest import Backtest
from regulars.measures.lifetime.judgement import title_of
from regulars.measures.lifetime.value import Value
from regulars.measures.result import Definition, Result
from regulars.pictures.columns import columns
from regulars.pictures.picture import Picture
from regulars.pictures.tracked import tracked
from regulars.words import Estimate, NotEnough, Period

_UNDEFINED = "where the log is too short to be cut in two, or no model can be fitted to its first part"
_INTERVAL = "outcome: where what comes will lie, parameters and chance together"
_SOURCE = "Fader, Hardie & Lee 2005, Marketing Science 24(2), 275–284, figures 2 to 4"
TRACKING = Definition(
    name="model_tracking",
    version=1,
    sentence="repeat purchase days of each week and so far: those that came, and those that the model, fitted to the log's "
    "first part alone, expected of the customers seen in it",
    undefined=_UNDEFINED,
    interval=_INTERVAL + ", of all that came after the first part",
    source=_SOURCE,
)
CALIBRATION = Definition(
    name="model_calibration",
    version=1,
    sentence="for customers with so many repeats in the log's first part: the mean number of purchase days that came in the "
    "rest, and that the model expected",
    undefined=_UNDEFINED,
    interval=_INTERVAL,
    source=_SOURCE,
)
COMPARISON = Definition(
    name="model_comparison",
    version=1,
    sentence="for each model and each simple rule: purchase days expected of the log's second part, those that came, the "
    "mistakes per customer, and how much of what a perfect order of customers would gain its order gains",
    undefined="where the log is too short to be cut in two",
    interval=_INTERVAL + "; a rule has none",
    source="Wübben & von Wangenheim (2008), Journal of Marketing 72(3), 82–93; gains: Lerman & Yitzhaki 1984, Economics "
    "Letters 15, 363–368",
)


def model_tracking(value: Value) -> Result:
    """Week by week what came and what was expected; ``latest`` is the total of the part held out.

    Out: a Result with ``week_ends``, ``held_out``, ``returns`` and ``returns_expected`` (purchase
    days of the week), ``returns_so_far`` and ``returns_expected_so_far``. Source: see the definition.
    """
    held = value.backtest
    rows = held.tracking.to_pylist() if held else []
    table = pa.Table.from_pylist([{"group": None, **r} for r in rows])
    reading = reading_of(value)
    return _answer(value, TRACKING, table, _total(value, TRACKING), reading, _tracks(rows, reading))


def model_calibration(value: Value) -> Result:
    """By repeats before, purchases that came and that were expected; ``latest`` is the mean of a customer.

    Out: a Result with ``repeats_before``, ``customers``, ``purchases_mean``, ``purchases_expected_mean``
    and the ends of the latter's interval. Source: see the definition.
    """
    held = value.backtest
    rows = held.calibration.to_pylist() if held else []
    table = pa.Table.from_pylist([{"group": None, **r} for r in rows])
    total = _total(value, CALIBRATION)
    if held and isinstance(total, Estimate):
        n, (low, high) = held.customers, total.interval
        total = Estimate(total.value / n, (low / n, high / n), n, CALIBRATION.id, total.level, "purchases of a customer")
    reading = _calibrated(rows, value)
    return _answer(value, CALIBRATION, table, total, reading, _pairs(rows, reading))


def model_comparison(value: Value) -> Result:
    """Every model and rule with its errors; ``latest`` is the total that the chosen model expected.

    Out: a Result with ``contender``, ``expected_total``, ``came_total``, ``error_total_share``,
    ``error_absolute_mean`` and ``error_squared_root`` (purchase days of a customer) and
    ``gains_share`` (1 for a perfect order, 0 for one at random). Source: see the definition.
    """
    held = value.backtest
    table = held.contenders if held else pa.table({})
    return _answer(value, COMPARISON, table, _total(value, COMPARISON), _compared(value, table.to_pylist()), None)


def _compared(value: Value, rows: list[dict[str, Any]]) -> str:
    """Who erred least, who put customers in the best order, and who came nearest in total."""
    if not rows:
        return reading_of(value)
    least = min(rows, key=lambda r: r["error_squared_root"])["contender"]
    ordered = max(rows, key=lambda r: r["gains_share"])["contender"]
    nearest = min(rows, key=lambda r: abs(r["expected_total"] - r["came_total"]))["contender"]
    names = [title_of(c) for c in (least, ordered, nearest)]
    first = names[0][:1].upper() + names[0][1:]
    return f"{first} made the smallest mistakes; {names[1]} put customers in the best order; {names[2]} came nearest in total."


def reading_of(value: Value) -> str:
    """The verdict in words, or why there is none."""
    return value.backtest.reading if value.backtest else value.why_untested


def _answer(
    value: Value, definition: Definition, table: pa.Table, latest: Estimate | NotEnough, reading: str, drawing: Picture | None
) -> Result:
    held = value.backtest
    asked: dict[str, Any] = {"until": held.until.isoformat(), "horizon_days": held.horizon_days} if held else {}
    return answer(value, definition, table, latest, reading, drawing=drawing, n=held.customers if held else 0, **asked)


def _total(value: Value, definition: Definition) -> Estimate | NotEnough:
    """What the chosen model expected of the part held out."""
    held = value.backtest
    if held is None or not held.judgements:
        return NotEnough(0, 1, definition.id, reading_of(value).rstrip("."))
    chosen = held.judgements[0].contender
    if chosen.outcome is None:
        return NotEnough(0, 1, definition.id, "the fit has no interval")
    return Estimate(chosen.total, chosen.outcome, held.customers, definition.id, value.terms.level, "purchases")


def _tracks(rows: list[dict[str, Any]], sentence: str) -> Picture | None:
    if len(rows) < 2:
        return None
    weeks = [Period("week", r["week_ends"] - timedelta(days=6), r["week_ends"]) for r in rows]
    return tracked(
        weeks,
        [r["returns_so_far"] for r in rows],
        [r["returns_expected_so_far"] for r in rows],
        title="Repeat purchases so far: what came, and what was expected",
        sentence=sentence,
        ahead=next((i for i, r in enumerate(rows) if r["held_out"]), None),
        rows=rows,
    )


def _pairs(rows: list[dict[str, Any]], sentence: str) -> Picture | None:
    if not rows:
        return None
    return columns(
        [r["repeats_before"] for r in rows],
        {"came": [r["purchases_mean"] for r in rows], "expected": [r["purchases_expected_mean"] for r in rows]},
        title="Purchases of a customer, by repeats before: what came, and what was expected",
        sentence=sentence,
        below_them="repeat purchases before",
        low=[r["low"] for r in rows],
        high=[r["high"] for r in rows],
        rows=rows,
    )


def _calibrated(rows: list[dict[str, Any]], value: Value) -> str:
    if not rows:
        return reading_of(value)
    told = [r for r in rows if r["low"] is not None]
    if not told:
        return "Whether chance explains the differences cannot be said: the fit has no interval."
    right = sum(r["low"] <= r["purchases_mean"] <= r["high"] for r in told)
    groups = "group of customers" if len(told) == 1 else "groups of customers"
    return f"In {right} of {len(told)} {groups}, by how often they had come before, what came is within what chance allows."


def judged(held: Backtest | None) -> bool:
    """Whether the chosen model has passed: its order of customers says something."""
    return bool(held and held.judgements and held.judgements[0].ranking in ("sound", "no_better"))
