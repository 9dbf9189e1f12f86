"""The steps of a retention result that the report speaks of: from one period into the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from regulars.estimates.difference import newcombe
from regulars.facts.log import Facts
from regulars.measures.result import Result
from regulars.words import Period


@dataclass(frozen=True, slots=True)
class Step:
    """Of ``active_before`` customers active in ``before``, ``retained`` came back in ``period``."""

    before: Period
    period: Period
    active_before: int
    retained: int
    rate: float
    low: float
    high: float


def steps(facts: Facts, retention: Result) -> list[Step]:
    """The steps between two whole periods, over everybody, that rest on enough customers."""
    periods = {p.starts: p for p in facts.periods(retention.settings["period"])}
    before = {p.ends + timedelta(days=1): p for p in periods.values()}
    rows = [r for r in retention.table.to_pylist() if r["group"] is None and r["complete"] and r["enough"]]
    return [
        Step(
            before[r["starts"]], periods[r["starts"]],
            r["active_before"], r["retained"], r["retention_rate"], r["low"], r["high"],
        )
        for r in rows
        if r["starts"] in before and r["retention_rate"] is not None
    ]  # fmt: skip


def a_year_before(all_steps: list[Step], step: Step) -> Step | None:
    """The step into the same period of the year before."""
    starts = step.period.starts
    if starts.month == 2 and starts.day == 29:
        return None
    same = date(starts.year - 1, starts.month, starts.day)
    near = 3 if step.period.unit == "week" else 0
    return next((s for s in all_steps if abs((s.period.starts - same).days) <= near), None)


def change(before: Step, after: Step, level: float) -> tuple[float, float, float]:
    """The difference of two steps' rates with its interval, as shares."""
    return newcombe((before.retained, before.active_before), (after.retained, after.active_before), level)
