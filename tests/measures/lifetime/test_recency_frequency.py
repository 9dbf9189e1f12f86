"""The map: the more often and the more lately, the surer."""

from __future__ import annotations

import pytest

from regulars.measures.lifetime.recency_frequency import recency_frequency
from regulars.measures.lifetime.value import Value, value
from regulars.words import Estimate
from tests.stories import log


def test_every_customer_is_on_the_map(worth: Value) -> None:
    rows = recency_frequency(worth).table.to_pylist()
    assert sum(r["customers"] for r in rows) == 250
    assert sum(r["customers"] * r["still_share"] for r in rows) == pytest.approx(worth.each["still_customer"].to_numpy().sum())
    assert all(0 <= r["low"] <= r["still_share"] <= r["high"] <= 1 for r in rows)


def test_silence_makes_it_less_likely(worth: Value) -> None:
    """Among those who repeated once, whatever else they did."""
    shares = [r["still_share"] for r in recency_frequency(worth).table.to_pylist() if r["repeats"] == "1"]
    assert len(shares) > 2
    assert shares == sorted(shares, reverse=True)


def test_the_reading_is_about_the_best_customers(worth: Value) -> None:
    found = recency_frequency(worth)
    assert isinstance(found.latest, Estimate)
    assert f"{100 * found.latest.value:.0f} (" in found.reading
    assert found.reading.startswith("Of every 100 who repeated")


def test_two_customers_make_no_map() -> None:
    found = recency_frequency(value(log("Anna 2024-01-01 1", "Ben 2024-01-05 1", "Anna 2024-03-01 1")))
    assert found.table.num_rows == 0
    assert found.reading.startswith("Not enough to say how likely customers are still here")
