"""Pictures of measures: a measure's table as the values that a chart takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from regulars.estimates.survival import Curve
from regulars.pictures.bars import stacked_bars
from regulars.pictures.curve import curve
from regulars.pictures.histogram import histogram
from regulars.pictures.line import line
from regulars.pictures.picture import Picture
from regulars.words import Estimate, NotEnough, Period, PeriodUnit


def everybody(table: pa.Table) -> list[dict[str, Any]]:
    """The rows over everybody."""
    return [row for row in table.to_pylist() if row["group"] is None]


def rate_line(table: pa.Table, name: str, periods: Sequence[Period], title: str, sentence: str) -> Picture | None:
    """A rate over everybody, period by period; None where there is no period to draw."""
    rows = everybody(table)
    if not rows:
        return None
    columns = {c: [row[c] for row in rows] for c in (name, "low", "high", "complete")}
    return line(
        periods[len(periods) - len(rows) :], columns[name], title=title, sentence=sentence,
        low=columns["low"], high=columns["high"], complete=columns["complete"], rows=rows,
    )  # fmt: skip


def gap_bars(table: pa.Table, median: Estimate | NotEnough, sentence: str) -> Picture | None:
    """Closed gaps by length over everybody, up to the last bin that holds any."""
    rows = everybody(table)
    filled = [i for i, row in enumerate(rows) if row["closed"]]
    if not filled:
        return None
    rows = rows[: filled[-1] + 1]
    edges = [float(row["from_days"]) for row in rows] + [float(rows[-1]["to_days"]) + 1]
    mark = (median.value, f"median {median.value:,g} days") if isinstance(median, Estimate) else None
    return histogram(edges, [row["closed"] for row in rows], title="Gaps between purchases", sentence=sentence, mark=mark,
        unit="gaps", rows=rows)  # fmt: skip


def second_purchase_curve(returns: Curve, median: Estimate | NotEnough, sentence: str, minimum_n: int) -> Picture | None:
    """The share with a second purchase by days since the first, as far as enough customers are in sight."""
    shown = returns.known & (returns.effective_n >= minimum_n)
    if not shown.any() or returns.at_risk[0] < minimum_n:
        return None
    upto = int(shown.nonzero()[0][-1]) + 1
    mark = (median.value, 0.5, f"half by day {median.value:,g}") if isinstance(median, Estimate) else None
    columns = {"at": returns.days, "values": returns.share, "low": returns.low, "high": returns.high}
    cut = {name: values[:upto].tolist() for name, values in columns.items()}
    return curve(**cut, title="Time to the second purchase", sentence=sentence, mark=mark)


def lifecycle_bars(table: pa.Table, periods: Sequence[Period], sentence: str) -> Picture | None:
    """Who was active in each period, by how they came; those who fell silent below the line."""
    rows = everybody(table)
    parts: dict[str, list[float | None]] = {name: [row[name] for row in rows] for name in ("retained", "resurrected", "new")}
    # Who was active in the period before and is silent now: the flow out, beside the flows in.
    active = [row["retained"] + row["resurrected"] + row["new"] for row in rows]
    parts["fell silent"] = [0.0, *(row["retained"] - before for before, row in zip(active, rows[1:], strict=False))]
    complete = [row["complete"] for row in rows]
    return stacked_bars(periods, parts, title="Who was here", sentence=sentence, complete=complete, rows=rows)


def cohort_curve(table: pa.Table, unit: PeriodUnit, sentence: str) -> Picture | None:
    """The average share of customers active again at each age after 0, over everybody's cohorts."""
    rows = [row for row in everybody(table) if row["starts"] is None and row["age"] > 0 and row["share"] is not None]
    if not rows:
        return None
    return curve(
        [row["age"] for row in rows],
        [row["share"] for row in rows],
        low=[row["low"] for row in rows],
        high=[row["high"] for row in rows],
        title="Active again, by age",
        sentence=sentence,
        at_unit=f"{unit}s",
        rows=rows,
    )
