"""What is tested, on what, and what is said where nothing can be."""

from __future__ import annotations

from datetime import date

from regulars.measures.lifetime.trial import CONSIDERED, considered, tested
from tests.stories import bakery, log


def test_among_very_many_the_dear_model_must_be_asked_for() -> None:
    assert considered(30_000) == CONSIDERED
    assert "pareto_nbd" not in considered(30_001)


def test_the_second_half_is_held_out() -> None:
    held, why = tested(bakery(), ("mbg_nbd",), None)
    assert held is not None
    assert (held.until, why) == (date(2024, 3, 31), "")


def test_a_dozen_customers_are_too_few_to_test_a_model_on() -> None:
    dozen = log(*(f"C-{n} 2024-0{m}-1{n % 7} 5" for n in range(12) for m in (1, 3, 6)))
    assert tested(dozen, ("mbg_nbd",), None) == (
        None,
        "By 2024-03-29 12 customers had come, too few to test a model on: 30 are needed.",
    )


def test_two_days_are_too_short() -> None:
    assert tested(log("Anna 2024-05-01 3", "Ben 2024-05-02 3"), ("mbg_nbd",), None) == (
        None,
        "The log of 2024-05-01 to 2024-05-02 is too short to be cut in two.",
    )
