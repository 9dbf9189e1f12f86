"""The value of a florist's customers as text."""

from __future__ import annotations

from regulars.interfaces.cli.appraisals import appraisal
from regulars.measures.lifetime.results import readings
from regulars.measures.lifetime.value import value
from tests.measures.lifetime.conftest import florist
from tests.stories import bakery, log


def test_every_reading_is_there_and_no_line_is_too_wide() -> None:
    found = value(florist(), model="mbg_nbd")
    text = appraisal(found)
    for words in readings(found):
        assert words in " ".join(text.split()).replace("\n", " ")
    assert max(map(len, text.splitlines())) <= 110


def test_parameters_have_intervals_where_there_are_any() -> None:
    assert "MBG/NBD, fitted to 250 customers: r " in (text := appraisal(value(florist(), model="mbg_nbd")))
    assert text.count("–") > 10
    edge = " ".join(appraisal(value(bakery(), model="pareto_nbd")).split())
    assert "At boundary: all customers seem to have the same chance to leave at any time" in edge
    assert "Gamma-Gamma: not identified: every customer spends the same" in edge


def test_at_a_boundary_parameters_have_no_interval_and_without_money_nothing_is_said_of_it() -> None:
    """The bakery's customers all pay 4.50: there is nothing to fit, so no money ahead."""
    text = " ".join(appraisal(value(bakery(), model="pareto_nbd")).split())
    assert "nan" not in text
    assert "expected_purchases/1" in text
    assert "customer_value/1" not in text


def test_of_a_dozen_customers_no_model_is_told() -> None:
    text = appraisal(value(log(*(f"C-{n} 2024-0{m}-1{n % 7} 5" for n in range(12) for m in (1, 3, 6)))))
    assert text.startswith("Not enough to say who is still a customer: 12 customers are too few; 30 are needed.")
    assert "MBG/NBD" not in text
    assert "held out" not in text


def test_without_a_second_part_there_are_no_rivals() -> None:
    text = appraisal(value(log(*(f"C-{k} 2024-05-01 3.00" for k in range(40)))))
    assert "too short to be cut in two" in text
    assert "held out" not in text
