"""Cohorts as a person reads them: a line for each, some ages across; programs get every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regulars.measures.sentences import percent

if TYPE_CHECKING:
    from regulars.measures.result import Result

Row = dict[str, Any]
MOST_ROWS = 24
MOST_AGES = 6
_WANTED: Mapping[str, tuple[int, ...]] = {
    "day": (1, 7, 14, 30, 60, 90),
    "week": (1, 2, 4, 8, 26, 52),
    "month": (1, 2, 3, 6, 12, 24),
    "quarter": (1, 2, 3, 4, 8, 12),
    "year": (1, 2, 3, 4, 5, 6),
}
ALL = "all"
SAID = "How many came back at each age, with the interval. All ages, and what each rests on: --format csv or json."
PART = " …: that age is not over yet."


def cohort_lines(result: Result) -> tuple[str, list[Row]] | None:
    """What the lines say, and one for each cohort; None where the table is short, or of something else."""
    rows = result.table.to_pylist()
    if "may_predate_log" not in result.table.column_names or result.settings.get("by") or len(rows) <= MOST_ROWS:
        return None
    ages = _ages(rows, result.settings)
    cohorts: dict[Any, Row] = {}
    for row in rows:
        began = ALL if row["starts"] is None else row["starts"]
        line = cohorts.setdefault(began, {"cohort": began, "customers": row["customers"]})
        if (row["age"], row["to_age"]) in ages:
            line[ages[row["age"], row["to_age"]]] = _cell(row)
    lines = list(cohorts.values())
    unfinished = any("…" in str(cell) for line in lines for cell in line.values())
    return SAID + (PART if unfinished else ""), lines


def _ages(rows: Sequence[Row], settings: Mapping[str, Any]) -> dict[tuple[Any, Any], str]:
    """The ages shown, with their headings: those that people ask for first, of the ages that anybody has reached."""
    seen = sorted({(r["age"], r["to_age"]) for r in rows if r["age"] > 0 and r["observed"]}, key=lambda a: a[0])
    wanted = [a for a in seen if a[0] in _WANTED[settings["period"]]] if len(seen) > MOST_AGES else seen
    unit = "age" if settings["age_days"] else settings["period"]
    return {(low, high): f"{unit} {_span(low, high)}" for low, high in wanted[:MOST_AGES]}


def _span(low: int, high: int | None) -> str:
    return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"


def _cell(row: Row) -> str:
    if row["observed"] is None:
        return ""
    if row["share"] is None:
        return "–"
    said = f"{percent(row['share'])} ({100 * row['low']:.0f}–{100 * row['high']:.0f})"
    return f"{said}…" if row["observed"] == "part" else said
