"""Cohorts as a real table: shaded by share, empty where nothing could yet be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulars.interfaces.report.chapter import Chapter, file_name, meaning
from regulars.interfaces.report.figures import count, of_100, plural, span
from regulars.interfaces.report.markup import rendered
from regulars.interfaces.report.shades import step_of
from regulars.interfaces.report.twin import twin
from regulars.measures.result import Result
from regulars.words import Period, PeriodUnit

MOST_COHORTS, MOST_AGES = 61, 60
"""Five years of months; of more, the latest cohorts and the first ages stand in the page."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its figure, its shade, and what it rests on. ``kind`` empty: not yet seen."""

    kind: str
    figure: str = ""
    shade: int = 0
    told: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One cohort: when it began, how many they were, and a cell per age."""

    label: str
    customers: str
    may_predate_log: bool
    complete: bool
    cells: tuple[Cell, ...]


def cohorts_chapter(cohorts: Result) -> Chapter:
    """The table over everybody, its average, and how to read it."""
    rows = [r for r in cohorts.table.to_pylist() if r["group"] is None]
    unit = cohorts.settings["period"]
    ages = sorted({r["age"] for r in rows if r["age"] >= 1})[:MOST_AGES]
    starts = sorted({r["starts"] for r in rows if r["starts"]})
    highest = max((r["share"] for r in rows if r["share"] is not None and r["age"] in ages), default=0.0)
    lines = [_line([r for r in rows if r["starts"] == s], ages, unit, highest) for s in starts[-MOST_COHORTS:]]
    average = _line([r for r in rows if r["starts"] is None], ages, unit, highest)
    table = rendered(
        "cohorts.html.j2", lines=lines, average=average, ages=ages, unit=unit, minimum=cohorts.settings["minimum_n"],
        predates=any(line.may_predate_log for line in lines), cut=len(starts) - len(lines),
        partly=any(c.kind == "part" for line in lines for c in line.cells),
        few=any(c.kind == "few" for line in lines for c in line.cells),
    )  # fmt: skip
    return Chapter(
        id="cohorts",
        title="Cohorts: who came back, by when they first came",
        reading=cohorts.reading,
        remarks=_remarks(cohorts, unit),
        figure=table if ages else None,
        twin=twin(_seen(rows, starts[-MOST_COHORTS:]), caption="Cohorts", file_name=file_name(cohorts)),
        meanings=(meaning(cohorts),),
        wide=True,
    )


def _seen(rows: Sequence[Row], starts: Sequence[date]) -> list[Row]:
    """The rows of the cohorts shown of which something could be seen; a calendar age has no second end."""
    shown = set(starts)
    ends = any(r["to_age"] != r["age"] for r in rows)
    return [
        {k: v for k, v in r.items() if k != "group" and (ends or k != "to_age")}
        for r in rows
        if r["observed"] and (r["starts"] in shown or not r["starts"])
    ]


def _remarks(cohorts: Result, unit: str) -> tuple[str, ...]:
    """How to read a row, and what an empty cell says."""
    return (
        f"Each row is the customers who first bought in one {unit}; each cell, how many of every 100 bought again that many "
        f"{unit}s later. Empty cells have not happened yet: they are no zeros, and are in no average.",
    )


def _line(rows: Sequence[Row], ages: Sequence[int], unit: PeriodUnit, highest: float) -> Line:
    by_age = {r["age"]: r for r in rows}
    first = rows[0] if rows else {}
    return Line(
        label=_label(first["starts"], first["ends"], unit) if first.get("starts") else "All cohorts",
        customers=count(first["customers"]) if first else "",
        may_predate_log=bool(first.get("may_predate_log")),
        complete=first.get("complete") is not False,
        cells=tuple(_cell(by_age.get(age), highest) for age in ages),
    )


def _cell(row: Row | None, highest: float) -> Cell:
    if row is None or row["observed"] is None or not row["eligible"]:
        return Cell("none")
    told = f"{count(row['returned'])} of {plural(row['eligible'], 'customer')}"
    if row["share"] is None:
        return Cell("few", "–", told=told)
    kind = "part" if row["observed"] == "part" else "whole"
    return Cell(kind, of_100(row["share"]), step_of(row["share"], highest), f"{told} ({span(row['low'], row['high'])} in 100)")


def _label(starts: date, ends: date, unit: PeriodUnit) -> str:
    """A period short enough for a table: "Dec 2010"."""
    return f"{starts:%b} {starts.year}" if unit == "month" else Period(unit, starts, ends).label
