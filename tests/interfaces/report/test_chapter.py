"""A number leaves the house with its definition, time zone, day, customers counted and left out."""

from __future__ import annotations

from regulars.interfaces.report.chapter import meaning
from tests.interfaces.report.shop import told


def test_what_retention_rests_on() -> None:
    found = meaning(told().results["retention"])
    assert found.id == "retention_rate/1"
    terms = dict(found.terms)
    assert terms["Interval"] == "Wilson score interval, 95\u202f%"
    assert terms["Counted"] == "60 customers"
    assert terms["Left out"] == "4 rows in quarantine", "why most of them are stands once, in the chapter on what was read"
    assert terms["As of"] == "30 Jun 2024, UTC"
    assert terms["Settings"] == "period month; minimum n 30; week start monday"
    assert set(terms) == {"Undefined", "Interval", "Counted", "Left out", "As of", "Settings", "Source"}


def test_every_chapter_of_a_measure_carries_its_meaning() -> None:
    assert all(c.meanings for c in told().chapters if c.id != "reading")
