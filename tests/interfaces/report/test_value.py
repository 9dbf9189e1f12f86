"""The chapters on value: all of it where the model passed its test, little where there is little."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from regulars.interfaces.report.assemble import Contents, contents
from regulars.interfaces.report.chapter import Chapter
from regulars.interfaces.report.numbers import still_customers
from regulars.interfaces.report.value import FAILED, value_chapters
from regulars.measures.churn import churn
from regulars.measures.lifetime.value import Value, value
from tests.interfaces.report.shop import told, too_little
from tests.measures.lifetime.conftest import florist, unbounded

AHEAD, TEST = ["still-customers", "value"], ["tracking", "calibration", "comparison"]


@cache
def florists() -> Contents:
    return contents(florist(), title="The florist", period="month")


@cache
def worth() -> Value:
    return value(florist())


def ids(chapters: tuple[Chapter, ...]) -> list[str]:
    return [c.id for c in chapters if c.id in AHEAD + TEST]


def chapter(name: str) -> Chapter:
    return next(c for c in florists().chapters if c.id == name)


def test_who_is_still_here_what_they_bring_and_whether_to_believe_it() -> None:
    assert ids(florists().chapters) == AHEAD + TEST
    assert chapter("still-customers").reading == florists().results["still_customers"].reading
    assert chapter("tracking").reading.startswith("Over 363 days ")
    assert [m.id for m in chapter("value").meanings] == ["customer_value/1", "expected_purchases/1"]


@pytest.mark.parametrize("name", AHEAD + TEST)
def test_each_chapter_has_a_figure_and_its_data(name: str) -> None:
    found = chapter(name)
    assert found.figure
    assert found.twin is not None
    assert found.twin.href.startswith("data:text/csv")
    assert found.meanings[0].id.endswith("/1")


def test_the_map_counts_every_customer() -> None:
    twin = chapter("still-customers").twin
    assert twin is not None
    at = twin.headings.index("Customers")
    assert sum(int(row[at]) for row in twin.rows) == 250
    assert str(chapter("still-customers").figure).count('<td class="q') == len(twin.rows)


def test_the_second_number_is_the_models_with_its_interval() -> None:
    number = florists().numbers[1]
    assert (number.name, number.known, number.unit) == ("still_customers", True, "of 100")
    assert number.note.endswith("are overdue")
    assert "of 250; " in number.note


def test_at_a_boundary_the_number_has_its_interval_too() -> None:
    """The bakery's customers come like clockwork, and twenty of sixty stopped on one day."""
    assert told().numbers[1].note.endswith(" · 44 of 60; 20 are overdue")


def test_without_an_interval_the_number_is_that_of_the_threshold() -> None:
    assert "bought within" in still_customers(churn(florist()), unbounded(worth())).note


def test_too_little_is_one_quiet_sentence() -> None:
    assert ids(too_little().chapters) == ["still-customers"]
    quiet = next(c for c in too_little().chapters if c.id == "still-customers")
    assert quiet.reading == "Not enough to say who is still a customer: 2 customers are too few; 30 are needed."
    assert (quiet.figure, quiet.twin, quiet.remarks) == (None, None, ())


def judged(**verdict: str) -> Value:
    held = worth().backtest
    assert held is not None
    return replace(worth(), backtest=replace(held, judgements=(replace(held.judgements[0], **verdict),)))  # type: ignore[arg-type]


def test_a_model_that_failed_is_not_used_and_its_test_is_shown() -> None:
    failed = judged(ranking="none")
    found = value_chapters(failed, failed.results())
    assert [c.id for c in found] == ["still-customers", *TEST]
    assert found[0].reading == FAILED
    assert found[0].figure is None
    assert "bought within" in still_customers(churn(florist()), failed).note


@pytest.mark.parametrize(("totals", "said"), [("too_low", "more may come"), ("too_high", "less may come")])
def test_a_total_that_was_wrong_is_said_beside_the_numbers(totals: str, said: str) -> None:
    off = judged(totals=totals)
    still, ahead, *_ = value_chapters(off, off.results())
    assert any(said in words for words in still.remarks)
    assert any(said in words for words in ahead.remarks)


def test_without_a_test_it_is_a_first_guess() -> None:
    untested = replace(worth(), backtest=None, why_untested="The log is too short.")
    found = value_chapters(untested, untested.results())
    assert [c.id for c in found] == AHEAD
    assert "take it as a first guess" in " ".join(found[0].remarks)
