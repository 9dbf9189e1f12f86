"""What all results about value have in common."""

from __future__ import annotations

import pyarrow as pa

from regulars.measures.lifetime.answering import answer, asked, cannot_say, estimate_of, missing
from regulars.measures.lifetime.still_customers import DEFINITION
from regulars.measures.lifetime.value import Value, value
from regulars.words import Estimate, NotEnough
from tests.stories import bakery, log


def test_an_answer_says_whom_it_is_about(worth: Value) -> None:
    found = answer(worth, DEFINITION, pa.table({}), missing(worth, "x/1"), "So it is.", horizon_days=7)
    assert (found.n, found.as_of, found.time_zone) == (250, worth.as_of, "UTC")
    assert found.settings == {"model": worth.title, "horizon_days": 7, "level": 0.95, "minimum_n": 30}


def test_money_rests_on_terms(worth: Value) -> None:
    assert asked(worth) == {"horizon_days": 182, "margin": 0.4, "yearly_discount": 0.1, "currency": "EUR"}


def test_a_sum_is_an_estimate_with_the_interval_that_was_asked_for(worth: Value) -> None:
    row = worth.sums["everybody"].to_pylist()[0]
    seen = estimate_of(row, "purchases", worth, "x/1", "purchases")
    expected = estimate_of(row, "purchases", worth, "x/1", "purchases", "expectation")
    assert isinstance(seen, Estimate)
    assert isinstance(expected, Estimate)
    assert seen.interval[0] < expected.interval[0] < seen.value == expected.value


def test_what_is_missing_is_named() -> None:
    few = value(log("Anna 2024-01-01 1", "Ben 2024-01-05 1", "Anna 2024-03-01 1"))
    assert missing(few, "x/1") == NotEnough(2, 30, "x/1")
    assert cannot_say(few, "who stays") == "Not enough to say who stays: 2 customers are too few; 30 are needed."
    edge = missing(value(bakery(), model="pareto_nbd"), "x/1")
    assert edge.why == "the fit has no interval, because all customers seem to have the same chance to leave at any time"


def test_what_would_help_is_said() -> None:
    once = value(log(*(f"C-{k} 2024-05-01 3.00" for k in range(40))))
    assert cannot_say(once, "who stays").endswith(
        "nobody has had time to return; what would help: wait, or observe until a later day."
    )
