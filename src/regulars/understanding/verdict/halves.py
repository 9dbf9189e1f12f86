"""Time in two halves of whole weeks: traits are read in the first, tested in the second."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from regulars.errors import UsageError
from regulars.facts.log import Facts

FEWEST_WEEKS = 8
"""In each half."""


@dataclass(frozen=True, slots=True)
class Halves:
    """Weeks are numbered from 0 at the first day of the facts; the second half has weeks ``split`` to ``weeks`` - 1."""

    starts: date
    split: int
    weeks: int

    @property
    def first(self) -> tuple[date, date]:
        return self.starts, self.starts + timedelta(days=7 * self.split - 1)

    @property
    def second(self) -> tuple[date, date]:
        return self.starts + timedelta(days=7 * self.split), self.starts + timedelta(days=7 * self.weeks - 1)

    @property
    def later(self) -> int:
        """How many weeks the second half has."""
        return self.weeks - self.split

    @property
    def long_enough(self) -> bool:
        return min(self.split, self.later) >= FEWEST_WEEKS


def halves_of(facts: Facts, split: date | None = None) -> Halves:
    """The whole weeks of the facts, parted at ``split`` (in the middle where not given).

    UsageError where the split is not between the first and the last week.

    >>> halves_of(facts).first
    (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
    """
    weeks = ((facts.as_of - facts.starts).days + 1) // 7
    at = weeks // 2 if split is None else (split - facts.starts).days // 7
    if split is not None and not 0 < at < weeks:
        raise UsageError(
            f"the split is on {split}",
            expected=f"a day from {facts.starts + timedelta(days=7)} to {facts.starts + timedelta(days=7 * (weeks - 1))}",
            do="give a day between the first and the last week, or leave it out",
        )
    return Halves(facts.starts, at, weeks)
