"""Each measure once more, naively: loops over customers and days, nothing shared with the product.

A visit is (customer, local day, group). A twin answers for one group, or for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Any

Visit = tuple[str, date, str]
ONE_DAY = timedelta(days=1)
LENGTH = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}


@dataclass(frozen=True)
class Log:
    """What a twin reads: visits up to the last day that counts, and the first day of the log."""

    visits: tuple[Visit, ...]
    starts: date
    as_of: date
    week_start: int = 0

    @cached_property
    def days(self) -> dict[str, list[date]]:
        """Each customer's distinct purchase days, in order."""
        found: dict[str, set[date]] = {}
        for customer, day, _ in self.visits:
            if day <= self.as_of:
                found.setdefault(customer, set()).add(day)
        return {c: sorted(d) for c, d in found.items()}

    def only(self, group: str) -> Log:
        """Purchases of one group, as if it were a shop of its own."""
        return Log(tuple(v for v in self.visits if v[2] == group), self.starts, self.as_of, self.week_start)

    def settled(self, group: str) -> Log:
        """All purchases of the customers whose first was in the group (of several that day, the alphabet's first)."""
        firsts = {c: min((d, g) for who, d, g in self.visits if who == c)[1] for c, _, _ in self.visits}
        return Log(tuple(v for v in self.visits if firsts[v[0]] == group), self.starts, self.as_of, self.week_start)

    def key(self, day: date, unit: str) -> Any:
        if unit == "week":
            return (day - timedelta(days=(day.weekday() - self.week_start) % 7)).toordinal()
        parts = {
            "day": day.toordinal(),
            "month": (day.year, day.month),
            "quarter": (day.year, (day.month + 2) // 3),
            "year": day.year,
        }
        return parts[unit]

    def keys(self, unit: str) -> list[Any]:
        """Every period of the log, in order."""
        found: list[Any] = []
        day = self.starts
        while day <= self.as_of:
            if self.key(day, unit) not in found[-1:]:
                found.append(self.key(day, unit))
            day += ONE_DAY
        return found

    def over(self, unit: str) -> list[bool]:
        """Which periods have ended by the last day."""
        keys = self.keys(unit)
        return [k != keys[-1] or self.key(self.as_of + ONE_DAY, unit) != k for k in keys]

    def covered(self, unit: str) -> list[bool]:
        """Which periods lie wholly in the log."""
        before = self.key(self.starts - ONE_DAY, unit)
        return [over and k != before for k, over in zip(self.keys(unit), self.over(unit), strict=True)]

    def active(self, unit: str) -> list[set[str]]:
        """Who was active in each period."""
        found: dict[Any, set[str]] = {k: set() for k in self.keys(unit)}
        for customer, days in self.days.items():
            for day in days:
                found[self.key(day, unit)].add(customer)
        return list(found.values())

    def first_days(self, unit: str) -> list[date]:
        """The first day of each period (of the first one, whatever lies before the log)."""
        found: dict[Any, date] = {}
        for day in self.every_day():
            found.setdefault(self.key(day, unit), day)
        first = self.starts
        while self.key(first - ONE_DAY, unit) == self.key(self.starts, unit):
            first -= ONE_DAY
        return [first, *list(found.values())[1:]]

    def every_day(self) -> list[date]:
        return [self.starts + timedelta(days=n) for n in range((self.as_of - self.starts).days + 1)]


def retention(log: Log, unit: str) -> list[dict[str, Any]]:
    active, covered = log.active(unit), log.covered(unit)
    return [
        {
            "active_before": len(active[i - 1]),
            "retained": len(active[i - 1] & active[i]),
            "active": len(active[i]),
            "complete": covered[i] and covered[i - 1],
        }
        for i in range(1, len(active))
    ]


def activity(log: Log, unit: str) -> list[dict[str, Any]]:
    active, covered = log.active(unit), log.covered(unit)
    return [
        {"active": len(now), "customers_so_far": len(set().union(*active[: i + 1])), "complete": covered[i]}
        for i, now in enumerate(active)
    ]


def churn(log: Log, unit: str, silence: int) -> list[dict[str, Any]]:
    """Day by day: at the end of each day, a customer silent for more than ``silence`` days is churned."""
    rows = []
    keys, covered, first_days = log.keys(unit), log.covered(unit), log.first_days(unit)
    for i, k in enumerate(keys):
        before = first_days[i] - ONE_DAY
        if before - timedelta(days=silence) < log.starts:
            continue
        days = [d for d in log.every_day() if log.key(d, unit) == k]
        base = {c for c in log.days if _state(log, c, before, silence) == "here"}
        fell = {c for c in base if any(_state(log, c, d, silence) == "churned" for d in days)}
        back = [
            (c, d)
            for c, own in log.days.items()
            for d in days
            if d in own and _state(log, c, d - ONE_DAY, silence) == "churned"
        ]
        rows.append(
            {
                "not_churned_before": len(base),
                "churned": len(fell),
                "came_back": len(back),
                "newcomers": sum(own[0] in days for own in log.days.values()),
                "not_churned_after": sum(_state(log, c, days[-1], silence) == "here" for c in log.days),
                "complete": covered[i],
            }
        )
    return rows


def _state(log: Log, customer: str, day: date, silence: int) -> str:
    so_far = [d for d in log.days[customer] if d <= day]
    if not so_far:
        return "unknown"
    return "churned" if (day - so_far[-1]).days > silence else "here"


def lifecycle(log: Log, unit: str, lost_after: int) -> list[dict[str, Any]]:
    active = log.active(unit)
    rows = []
    for i, now in enumerate(active):
        row = dict.fromkeys(("new", "retained", "resurrected", "dormant", "lost"), 0)
        for customer in set().union(*active[: i + 1]):
            seen = [j for j in range(i + 1) if customer in active[j]]
            if customer in now:
                row["new" if seen == [i] else "retained" if seen[-2] == i - 1 else "resurrected"] += 1
            else:
                row["dormant" if i - seen[-1] <= lost_after else "lost"] += 1
        rows.append({**row, "base": sum(row.values())})
    return rows


def cohorts(
    log: Log, unit: str, cohort: str, age: str, returned: str, brackets: list[tuple[int, int]], ages: int
) -> dict[tuple[int, int], dict[str, Any]]:
    """(cohort, first age) to customers, eligible, returned and observed; cohorts that nobody joined are left out."""
    columns = [(0, 0), *brackets] if returned == "bracket" else [(a, a) for a in range(ages)]
    keys = log.keys(unit)
    cells = {}
    for c, k in enumerate(keys):
        members = {}
        for customer, days in log.days.items():
            inside = [d for d in days if log.key(d, unit) == k]
            if inside and (cohort == "recurring" or inside[0] == days[0]):
                members[customer] = inside[0]
        for low, high in columns if members else []:
            wide = (low, high if returned != "on_or_after" else 10**6)
            one = _calendar if age == "calendar" else _elapsed
            cells[c, low] = {"customers": len(members), **one(log, unit, c, members, (low, high), wide)}
    return cells


def _calendar(
    log: Log, unit: str, c: int, members: dict[str, date], ages: tuple[int, int], wide: tuple[int, int]
) -> dict[str, Any]:
    over, active = log.over(unit), log.active(unit)
    if c + ages[0] >= len(over):
        return {"eligible": 0, "returned": None, "observed": None}
    back = sum(any(m in active[i] for i in range(c + wide[0], min(c + wide[1], len(over) - 1) + 1)) for m in members)
    whole = c + ages[1] < len(over) and over[c + ages[1]]
    return {"eligible": len(members), "returned": back, "observed": "whole" if whole else "part"}


def _elapsed(
    log: Log, unit: str, c: int, members: dict[str, date], ages: tuple[int, int], wide: tuple[int, int]
) -> dict[str, Any]:
    length = LENGTH[unit]
    through = {m: d for m, d in members.items() if d + timedelta(days=(ages[1] + 1) * length - 1) <= log.as_of}
    back = sum(
        any(wide[0] * length <= (d - first).days < (wide[1] + 1) * length for d in log.days[m]) for m, first in through.items()
    )
    if not through:
        return {"eligible": 0, "returned": None, "observed": None}
    return {"eligible": len(through), "returned": back, "observed": "whole" if len(through) == len(members) else "part"}


def ended_by(gaps: list[tuple[int, bool]], day: int) -> float:
    """Kaplan and Meier's share that has ended by a day, of (length, has ended)."""
    waiting = 1.0
    for length in sorted({n for n, ended in gaps if ended and n <= day}):
        at_risk = sum(n >= length for n, _ in gaps)
        waiting *= 1 - sum(n == length and ended for n, ended in gaps) / at_risk
    return 1 - waiting


def all_gaps(log: Log) -> list[tuple[int, bool]]:
    closed = [((b - a).days, True) for days in log.days.values() for a, b in pairwise(days)]
    return closed + [((log.as_of - days[-1]).days, False) for days in log.days.values()]


def first_gaps(log: Log) -> list[tuple[int, bool]]:
    return [
        ((days[1] - days[0]).days, True) if len(days) > 1 else ((log.as_of - days[0]).days, False) for days in log.days.values()
    ]


def due(log: Log, within: int) -> dict[str, tuple[str, date, float]]:
    """Customer to (status, due on, usual gap), for those with a rhythm."""
    found = {}
    for customer, days in log.days.items():
        gaps = [(b - a).days for a, b in pairwise(days)]
        if len(gaps) < 2:
            continue
        usual = median(gaps)
        on = days[-1] + timedelta(days=ceil(usual))
        silent = (log.as_of - days[-1]).days
        if on > log.as_of + timedelta(days=within):
            status = "not yet"
        elif on >= log.as_of:
            status = "due"
        else:
            status = "long overdue" if silent > max(gaps) and silent > 2 * usual else "overdue"
        found[customer] = (status, on, float(usual))
    return found
