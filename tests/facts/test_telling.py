"""Facts say who is here, at a prompt and in a notebook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from regulars.facts.intake import Intake, Takings
from tests.stories import log

STORY = ("Anna 2024-01-05 12.00", "Ben 2024-01-09 8.50", "Anna 2024-02-11 20.00", "- 2024-02-12 3.00")


def test_a_prompt_shows_customers_purchases_days_currency_and_zone() -> None:
    facts = log(*STORY, currency="EUR", time_zone="Europe/Vilnius")
    assert repr(facts) == "<Facts: 2 customers, 4 purchases, 2024-01-05 to 2024-02-12, EUR, Europe/Vilnius>"
    assert facts.customers == 2


def test_only_customers_until_the_day_asked_for_count() -> None:
    assert repr(log(*STORY, as_of=date(2024, 1, 7))).startswith("<Facts: 1 customer, 1 purchase, 2024-01-05 to 2024-01-07")


def test_a_notebook_shows_the_rows_too_and_escapes_what_stands_in_them() -> None:
    takings = (Takings("EUR", 0, 0, 0, 0, 0), Takings("<b>", 0, 0, 0, 0, 0))
    intake = Intake(("a.csv",), 4, 4, (), (), (), takings)
    html = replace(log(*STORY), intake=intake)._repr_html_()
    assert "EUR and &lt;b&gt;" in html
    assert "<br>4 rows read = 4 used + 0 set aside by policy + 0 quarantined.</p>" in html
