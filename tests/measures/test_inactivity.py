"""How the silence is chosen after which a customer counts as gone."""

from __future__ import annotations

from regulars.measures.inactivity import Threshold, inactivity_threshold
from regulars.words import NotEnough
from tests.stories import bakery, log


def test_nine_in_ten_gaps_that_end_within_half_the_log() -> None:
    threshold = inactivity_threshold(bakery())
    assert isinstance(threshold, Threshold)
    assert (threshold.days, threshold.proposed) == (18, True)
    assert threshold.rule.startswith("silent for longer than 18 days: of the gaps that end within 90 days")


def test_by_hand() -> None:
    # Ten gaps end after 1 … 10 days within a log of forty: by the ninth day nine in ten have.
    lines = [f"C{n} 2024-01-01 1" for n in range(1, 11)] + [f"C{n} 2024-01-{n + 1:02d} 1" for n in range(1, 11)]
    facts = log(*lines, "Zoe 2024-02-09 1", minimum_n=10)
    threshold = inactivity_threshold(facts)
    assert isinstance(threshold, Threshold)
    assert threshold.days == 9


def test_an_argument_is_stronger_than_a_setting() -> None:
    threshold = inactivity_threshold(bakery(inactive_after_days=40), 21)
    assert threshold == Threshold(21, False, "silent for longer than 21 days, as set")


def test_too_few_gaps() -> None:
    assert isinstance(inactivity_threshold(log("Anna 2024-01-01 1", "Anna 2024-01-05 1")), NotEnough)
