"""The takings of what is held: Anna's, the guest's, and what was given back."""

from __future__ import annotations

from regulars.facts.intake import Takings
from regulars.facts.takings import takings_held
from tests.stories import log


def test_known_customers_and_guests_are_told_apart_per_currency() -> None:
    facts = log("Anna 2024-01-05 12.00", "- 2024-01-06 3.00", "Ben 2024-01-07 5.00 currency=USD")
    assert takings_held(facts.engine, ()) == (Takings("EUR", 1500, 1200, 300, 0, 0), Takings("USD", 500, 500, 0, 0, 0))


def test_what_is_no_fact_comes_from_what_was_reported() -> None:
    facts = log("Anna 2024-01-05 12.00")
    reported = (Takings("EUR", 5000, 2400, 0, 100, 0, "0.25"), Takings("GBP", 70, 0, 0, 70, 0))
    assert takings_held(facts.engine, reported) == (
        Takings("EUR", 1300, 1200, 0, 100, 0, "0.25"),
        Takings("GBP", 70, 0, 0, 70, 0),
    )
