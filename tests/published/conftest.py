"""CDNOW, as the PyPI package `lifetimes` carries it: purchases, merged by day, then summarised."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from numpy.typing import NDArray

from regulars.facts.log import Facts
from regulars.measures.lifetime.summary import Summary
from regulars.settings import Settings
from tests.stories import facts_of, purchase

Floats = NDArray[np.float64]
CALIBRATION_ENDS = np.datetime64("1997-09-30")


class Log(NamedTuple):
    """Each customer-day once: who, which day, how much; sorted."""

    customer: NDArray[np.int64]
    day: NDArray[np.datetime64]
    amount: Floats

    def until(self, last: np.datetime64) -> Log:
        kept = self.day <= last
        return Log(self.customer[kept], self.day[kept], self.amount[kept])

    def later(self, first_seen_by: np.datetime64) -> dict[int, int]:
        """Purchase days after a day, of each customer seen by then."""
        seen = np.unique(self.customer[self.day <= first_seen_by])
        after = self.customer[self.day > first_seen_by]
        counts = {int(c): 0 for c in seen}
        for c, n in zip(*np.unique(after, return_counts=True), strict=True):
            if int(c) in counts:
                counts[int(c)] = int(n)
        return counts


def _read(name: str, customer: int, date: int, amount: int) -> Log:
    package = find_spec("lifetimes")
    assert package is not None
    assert package.submodule_search_locations
    path = Path(package.submodule_search_locations[0]) / "datasets" / name
    rows = [line.split() for line in path.read_text().splitlines()]
    rows = [r for r in rows if len(r) > amount and r[date].isdigit()]
    who = np.array([int(r[customer]) for r in rows])
    days = np.array([f"{r[date][:4]}-{r[date][4:6]}-{r[date][6:]}" for r in rows], dtype="datetime64[D]")
    return _by_day(who, days, np.array([float(r[amount]) for r in rows]))


def _by_day(who: NDArray[np.int64], days: NDArray[np.datetime64], amount: Floats) -> Log:
    key = who * 1_000_000 + days.astype(np.int64)
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    return Log(who[first], days[first], np.bincount(which, weights=amount).astype(np.float64))


def summary_of(log: Log, ends: np.datetime64 = CALIBRATION_ENDS) -> Summary:
    """Weeks are exact days / 7; spend is the mean of the repeat days."""
    seen = log.until(ends)
    who, first, count = np.unique(seen.customer, return_index=True, return_counts=True)
    last = first + count - 1
    total = np.add.reduceat(seen.amount, first) - seen.amount[first]
    spend = np.where(count > 1, total / np.maximum(count - 1, 1), np.nan)
    recency = (seen.day[last] - seen.day[first]).astype(float) / 7
    age = (ends - seen.day[first]).astype(float) / 7
    return Summary.of(count - 1, recency, age, spend=spend, unit_days=7, customer_ids=who)


@pytest.fixture(scope="session")
def tenth() -> Log:
    """The usual tenth sample: 2,357 customers."""
    return _read("CDNOW_sample.txt", 1, 2, 4)


@pytest.fixture(scope="session")
def whole() -> Log:
    """All 23,570 customers."""
    return _read("CDNOW_master.txt", 0, 1, 3)


@pytest.fixture(scope="session")
def tenth_summary(tenth: Log) -> Summary:
    return summary_of(tenth)


@pytest.fixture(scope="session")
def whole_summary(whole: Log) -> Summary:
    return summary_of(whole)


@pytest.fixture(scope="session")
def tenth_facts(tenth: Log) -> Facts:
    """The tenth sample as a shop's log of customer-days."""
    rows = (
        purchase(n, f"{who:05d}", day.item(), ZoneInfo("UTC"), amount_minor=round(amount * 100), currency="USD")
        for n, (who, day, amount) in enumerate(zip(*tenth, strict=True))
    )
    return facts_of(rows, [], Settings(as_of=date(1998, 6, 30)))
