"""How many of a florist's customers are still customers."""

from __future__ import annotations

import pytest

from regulars.measures.lifetime.still_customers import still_customers
from regulars.measures.lifetime.value import Value, value
from regulars.words import Estimate, NotEnough
from tests.measures.lifetime.conftest import unbounded
from tests.stories import bakery, log


def test_the_sum_of_probabilities_with_its_interval(worth: Value) -> None:
    found = still_customers(worth)
    people = found.figures["people"]
    assert isinstance(people, Estimate)
    assert people.value == pytest.approx(worth.each["still_customer"].to_numpy().sum())
    low, high = people.interval
    assert isinstance(found.latest, Estimate)
    assert (found.latest.value, found.latest.interval) == (people.value / 250, (low / 250, high / 250))
    told = f"Of 250 customers, {people.value:.0f} ({low:.0f}–{high:.0f}) are still customers, by {worth.title}; "
    assert found.reading == told + f"{worth.overdue} are past their own usual return date."


def test_the_row_has_both_intervals_by_name(worth: Value) -> None:
    row = still_customers(worth).table.to_pylist()[0]
    assert row["customers"] == 250
    assert row["overdue"] == worth.counts["overdue"] + worth.counts["long overdue"]
    ends = [row[f"still_customers_{end}"] for end in ("outcome_low", "expectation_low", "expectation_high", "outcome_high")]
    assert ends == sorted(ends)


def test_a_fit_at_a_boundary_says_so_beside_its_interval() -> None:
    """Twenty of sixty stopped, all at the end of April."""
    found = still_customers(value(bakery(), model="pareto_nbd"))
    assert isinstance(found.latest, Estimate)
    assert found.reading.startswith("Of 60 customers, 44 (40–50) are still customers, by Pareto/NBD; ")
    assert found.reading.endswith(
        " The fit lies at a boundary (all customers seem to have the same chance to leave at any time); "
        "its intervals reach as far from there as these customers allow."
    )


def test_a_fit_without_a_covariance_has_a_number_and_no_interval() -> None:
    found = still_customers(unbounded(value(bakery(), model="pareto_nbd")))
    assert isinstance(found.latest, NotEnough)
    assert found.reading.startswith("Pareto/NBD takes 44 of 60 customers for customers still, without an interval; ")
    assert "There is no interval: all customers seem to have the same chance to leave" in found.reading
    assert found.table["still_customers"][0].as_py() == pytest.approx(44.1, abs=0.1)


def test_two_customers_are_too_few() -> None:
    found = still_customers(value(log("Anna 2024-01-01 1", "Ben 2024-01-05 1", "Anna 2024-03-01 1")))
    assert found.latest == NotEnough(2, 30, "still_customers/1")
    assert found.table["still_customers"].to_pylist() == [None]
    assert found.to_json()["latest"]["kind"] == "not_enough"
