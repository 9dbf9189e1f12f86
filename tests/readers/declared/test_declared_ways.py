"""How a form is read, once decided, is a plain value."""

from __future__ import annotations

from regulars.facts.scales import Scale
from regulars.readers.declared.ways import Question, Ways
from regulars.readers.rows.date_forms import DateForm
from regulars.readers.rows.number_forms import NumberForm


def test_ways_are_values() -> None:
    asked = Question("Taste (1-5)", "Taste (1-5)", "score", Scale(1, 5), "header")
    one, other = (Ways({"occurred": DateForm("text")}, NumberForm("dot"), 2026, "EUR", "", (asked,)) for _ in range(2))
    assert one == other
    assert one.rates == {}
