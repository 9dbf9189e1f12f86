"""What a florist's customers will bring within half a year."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.measures.lifetime.customer_value import BANDS, at_stake, customer_value
from regulars.measures.lifetime.value import Value, value
from regulars.words import Estimate, NotEnough
from tests.measures.lifetime.conftest import unbounded
from tests.stories import bakery, log


def test_everybody_first_and_then_by_how_likely_they_are_still_here(worth: Value) -> None:
    rows = customer_value(worth).table.to_pylist()
    assert rows[0]["probability_still_customer"] is None
    named = [r["probability_still_customer"] for r in rows[1:]]
    assert named == [b for b in BANDS if b in named]
    assert rows[0]["value"] == pytest.approx(sum(r["value"] for r in rows[1:]))
    assert rows[0]["customers"] == sum(r["customers"] for r in rows[1:]) == 250


def test_the_sentence_names_terms_and_what_is_at_stake(worth: Value) -> None:
    found = customer_value(worth)
    rows = found.table.to_pylist()
    stake = at_stake(rows)
    assert stake == pytest.approx(sum(r["value"] for r in rows if r["probability_still_customer"] in BANDS[1:3]))
    assert found.reading.startswith("Within 182 days, today's customers are expected to buy")
    assert "EUR at a margin of 40 % and discounted at 10 % a year." in found.reading
    assert (
        f"{100 * (stake or 0) / rows[0]['value']:.0f} % of that rests on customers of whom nobody can say yet" in found.reading
    )


def test_a_number_without_an_interval_says_so(worth: Value) -> None:
    """Without one, nothing is said of how much is at stake."""
    said = customer_value(unbounded(value(bakery(), model="pareto_nbd"))).reading
    assert "times (no interval)" in said
    assert "nobody can say yet" not in said
    assert "no interval" not in customer_value(worth).reading


def test_outcome_and_expectation_have_their_own_figures(worth: Value) -> None:
    found = customer_value(worth)
    expected = found.figures["value_expectation"]
    assert isinstance(found.latest, Estimate)
    assert isinstance(expected, Estimate)
    assert found.latest.unit == "EUR"
    assert found.latest.interval[0] < expected.interval[0] < found.latest.value
    purchases = found.figures["purchases"]
    assert isinstance(purchases, Estimate)
    assert purchases.definition == "expected_purchases/1"


def test_half_the_margin_is_half_the_value(florists_halved: tuple[Value, Value]) -> None:
    whole, half = (customer_value(v).table["value"][0].as_py() for v in florists_halved)
    assert half == pytest.approx(whole / 2)


@pytest.fixture(scope="module")
def florists_halved(worth: Value, florists: object) -> tuple[Value, Value]:
    return tuple(value(florists, saved=worth.model, margin=m) for m in (0.5, 0.25))  # type: ignore[arg-type, return-value]


def test_the_picture_is_of_the_ranges_and_its_rows_are_the_table(worth: Value) -> None:
    picture = customer_value(worth).picture()
    assert picture is not None
    assert picture.rows[0]["probability_still_customer"] is None
    assert "80 % or more" in picture.svg


def test_equal_amounts_are_no_model_of_amounts() -> None:
    found = customer_value(value(bakery(), model="mbg_nbd"))
    assert isinstance(found.latest, NotEnough)
    assert found.reading.endswith("What they will spend cannot be said: every customer spends the same.")
    assert found.picture() is not None


def test_two_currencies_are_never_added() -> None:
    days = [(k, month) for k in range(60) for month in (1, 2 + k % 6)]
    lines = [f"C-{k} 2024-0{month}-{1 + k % 27:02d} 5 currency={'EUR' if k % 2 else 'USD'}" for k, month in days]
    found = customer_value(value(log(*lines, as_of=date(2024, 12, 31)), model="mbg_nbd"))
    assert "Amounts are in several currencies" in found.reading or "Not enough" in found.reading
    assert found.table["value"].null_count == found.table.num_rows


def test_two_customers_bring_nothing_that_can_be_said() -> None:
    found = customer_value(value(log("Anna 2024-01-01 1", "Ben 2024-01-05 1", "Anna 2024-03-01 1")))
    assert found.table.num_rows == 0
    assert found.picture() is None
    assert found.reading == "Not enough to say what customers will bring: 2 customers are too few; 30 are needed."
