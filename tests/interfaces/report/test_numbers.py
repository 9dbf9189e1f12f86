"""Five numbers: two that sales can tell, three that they can't."""

from __future__ import annotations

from tests.interfaces.report.shop import told, too_little


def test_the_bakerys_five_numbers() -> None:
    assert [(n.name, n.value, n.unit, n.known) for n in told().numbers] == [
        ("came_back", "100", "of 100", True),
        ("still_customers", "74", "of 100", True),
        ("choose_us_first", "not known yet", "", False),
        ("very_satisfied", "not known yet", "", False),
        ("resting_on_crutches", "not known yet", "", False),
    ]
    assert told().numbers[1].note == "66–83 · 44 of 60; 20 are overdue"


def test_retention_loyalty_and_satisfaction_are_three_things() -> None:
    assert [n.theme for n in told().numbers] == ["Retention", "Retention", "Loyalty", "Satisfaction", "Money at risk"]


def test_too_few_customers_have_no_number_at_all() -> None:
    assert [n.value for n in too_little().numbers[:2]] == ["not enough yet", "not enough yet"]
    assert not any(n.known for n in too_little().numbers)
