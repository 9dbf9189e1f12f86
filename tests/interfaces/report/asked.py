"""A shop whose customers were asked why: 150 of them, 100 answered, 40 in vain; January to June 2024."""

from __future__ import annotations

from datetime import date
from functools import cache

from regulars.facts.log import Facts
from regulars.interfaces.report.assemble import Contents, contents
from tests.understanding.kinds.asked import Survey

CUSTOMERS, ANSWERED, SILENT = 150, 100, 40


def survey(answered: int = ANSWERED) -> Survey:
    """Everybody buys once a month from January to May, and in June all but every fifth.

    Of those who answer, every third comes for the rewards, every seventh because it is near, the rest anyway.
    """
    found = Survey()
    for k in range(CUSTOMERS):
        name = f"C-{k:03d}"
        months = range(1, 7) if k % 5 else range(1, 6)
        found.bought(name, *(date(2024, month, 1 + (k * month) % 28) for month in months))
        if k < answered:
            reason = "rewards" if k % 3 == 0 else "convenient" if k % 7 == 0 else "prefer_you"
            levels = {"rewards": (1, 5, 5), "convenient": (5, 2, 5), "prefer_you": (5, 5, 4)}[reason]
            found.asked(name).said(name, reason, levels, day=2 + k % 20)
        elif k < answered + SILENT:
            found.asked(name)
    return found


@cache
def asked() -> Facts:
    return survey().facts()


@cache
def told() -> Contents:
    return contents(asked(), title="The asked shop", period="month")


@cache
def twelve() -> Contents:
    """Only twelve answered."""
    return contents(survey(answered=12).facts(), title="Twelve", period="month")
