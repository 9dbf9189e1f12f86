"""Stories about how long customers stay away."""

from __future__ import annotations

import pytest

from regulars.errors import UsageError
from regulars.measures.gaps import gaps
from regulars.words import Estimate, NotEnough
from tests.stories import bakery, log


def test_every_gap_counts_once_and_the_open_ones_as_long_as_seen() -> None:
    facts = log("Anna 2024-01-01 1", "Anna 2024-01-03 1", "Anna 2024-01-08 1", "Ben 2024-01-08 1")
    result = gaps(facts, bin_days=3)
    assert [(r["from_days"], r["to_days"], r["closed"]) for r in result.table.to_pylist()] == [(1, 3, 1), (4, 6, 1), (7, 7, 0)]
    assert result.counts == {"closed": 2, "still_open": 2}
    assert result.n == 2


def test_the_median_has_an_interval_of_customers_not_of_gaps() -> None:
    result = gaps(bakery())
    quarters = [result.figures[f"{name}_days"] for name in ("lower_quartile", "median", "upper_quartile")]
    values = [q.value for q in quarters if isinstance(q, Estimate)]
    assert values == [4.0, 8.0, 13.0]
    assert result.reading == "Half of all pauses, with those that still last, are over after 8 days (5–10)."


def test_one_customer_is_not_enough() -> None:
    latest = gaps(log("Anna 2024-01-01 1", "Anna 2024-01-03 1")).latest
    assert latest == NotEnough(1, 30, "gap_days/1")


def test_where_most_never_return_the_median_is_not_known() -> None:
    lines = [f"C{n} 2024-01-{n:02d} 1" for n in range(1, 31)]
    latest = gaps(log(*lines)).latest
    assert isinstance(latest, NotEnough)
    assert latest.why == "too few gaps have ended so far"


def test_one_day_in_all() -> None:
    result = gaps(log("Anna 2024-01-01 1", "Ben 2024-01-01 1"))
    assert [r["closed"] for r in result.table.to_pylist()] == [0]
    assert result.picture() is None


def test_a_bin_has_at_least_a_day() -> None:
    with pytest.raises(UsageError, match="1 or more days"):
        gaps(log("Anna 2024-01-01 1"), bin_days=0)
