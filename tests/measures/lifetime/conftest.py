"""Customers made by the models' own stories, with a seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from numpy.typing import NDArray

from regulars.facts.log import Facts
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.value import Value, value
from regulars.settings import Settings
from tests.stories import facts_of, purchase

Floats = NDArray[np.float64]


def one_life(random: np.random.Generator, rate: float, leave: float, age: float, *, leave_first: bool) -> list[float]:
    """The times of a customer's repeat purchases until ``age``, leaving with chance ``leave`` after each."""
    times: list[float] = []
    at = 0.0
    alive = not (leave_first and random.random() < leave)
    while alive:
        at += random.exponential(1 / rate)
        if at > age:
            break
        times.append(at)
        alive = random.random() >= leave
    return times


def simulate(
    random: np.random.Generator, n: int, *, r: float, alpha: float, a: float, b: float, until: float, leave_first: bool
) -> tuple[Summary, Floats]:
    """A summary at ``until`` and each customer's purchases in as long a time again."""
    first = random.uniform(0, until / 3, n)
    lives = [
        one_life(random, rate, leave, 2 * until - start, leave_first=leave_first)
        for start, rate, leave in zip(first, random.gamma(r, 1 / alpha, n), random.beta(a, b, n), strict=True)
    ]
    seen = [[t for t in life if t <= until - start] for life, start in zip(lives, first, strict=True)]
    later = np.array([len(life) - len(s) for life, s in zip(lives, seen, strict=True)], dtype=np.float64)
    recency = [s[-1] if s else 0.0 for s in seen]
    spend = [float(random.gamma(6.0, 5.0)) if s else np.nan for s in seen]
    return Summary.of([len(s) for s in seen], recency, until - first, spend=spend), later


@pytest.fixture(scope="session")
def shop() -> Summary:
    """600 customers who buy and leave as BG/NBD says."""
    return simulate(np.random.default_rng(4), 600, r=0.6, alpha=6.0, a=0.8, b=2.5, until=52.0, leave_first=False)[0]


def florist(customers: int = 250, as_of: date = date(2024, 12, 31)) -> Facts:
    """Customers of a florist over two years, who buy and leave as MBG/NBD says, each at amounts of one's own."""
    random, first = np.random.default_rng(11), date(2023, 1, 1)
    rows: list[dict[str, Any]] = []
    for who in range(customers):
        joined = int(random.integers(0, 365))
        rate, leave, mean = random.gamma(1.2, 1 / 60), random.beta(1.0, 5.0), random.gamma(20, 1.0)
        times = one_life(random, rate, leave, 730 - joined, leave_first=True)
        for day in [joined, *(joined + round(t) for t in times)]:
            at = first + timedelta(days=min(day, 730))
            amount = round(100 * random.gamma(8, mean / 8))
            rows.append(purchase(len(rows), f"C-{who:03d}", at, ZoneInfo("UTC"), amount_minor=max(amount, 1)))
    return facts_of(rows, [], Settings(as_of=as_of))


def unbounded(worth: Value) -> Value:
    """The same by a fit that knows nothing of its own doubt."""
    return replace(worth, model=replace(worth.model, fit=replace(worth.model.fit, covariance=None, others=())))


@pytest.fixture(scope="session")
def florists() -> Facts:
    return florist()


@pytest.fixture(scope="session")
def worth(florists: Facts) -> Value:
    """What the florist may expect in half a year, at a margin of 40 %."""
    return value(florists, horizon_days=182, margin=0.4, yearly_discount=0.1)
