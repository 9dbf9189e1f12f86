"""Kinds and the verdict on them, for the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from regulars.interfaces.report.assemble import contents
from regulars.interfaces.report.kinds import kinds_chapter
from regulars.interfaces.report.why import Why, asked_why, failed_of
from regulars.understanding.kinds.assumptions import assumptions_of, default_assumptions
from regulars.understanding.verdict.findings import AxisVerdict
from regulars.understanding.verdict.verdict import Verdict
from tests.interfaces.report.asked import survey, told
from tests.stories import bakery

DAYS = (date(2024, 1, 1), date(2024, 3, 31)), (date(2024, 4, 1), date(2024, 6, 30))
HELD = AxisVerdict("incentive", "bonus", "supported", "", ("promotion_share",))
FELL = replace(HELD, axis="convenience", kind="convenience", conclusion="not supported", why="it does not last")
UNTRIED = replace(HELD, axis="constraint", kind="captive", conclusion="not testable", why="there was no shock")
TESTED = Verdict((HELD, FELL, UNTRIED), *DAYS, 150, 150, 1, date(2024, 6, 30), "UTC")


def test_only_what_was_tested_and_fell_is_not_used() -> None:
    assert failed_of(TESTED) == ("convenience",)


def test_the_page_prints_the_verdict_beside_the_kinds() -> None:
    found = told().kinds
    assert found is not None
    chapter = kinds_chapter(found, Why(found, TESTED).conclusions)
    assert "We tested this on your data; it didn&#39;t hold, so we don&#39;t use it." in str(chapter.figure)
    assert "Rewards: supported. It may be used." in str(chapter.figure)


def test_with_orders_alone_nothing_is_asked_and_nothing_tested() -> None:
    assert asked_why(bakery(), "month", default_assumptions()) is None


def test_too_few_answers_are_heard_and_not_tested() -> None:
    found = asked_why(survey(answered=12).facts(), "month", default_assumptions())
    assert found is not None
    assert found.verdict is None
    assert found.kinds.learned is None


def test_a_shops_own_words_reach_the_page() -> None:
    """She asked in Lithuanian: as long as nobody says which question is the main reason, the page speaks of sales alone."""
    asked = survey(answered=12)
    for row in asked.rows["answers"]:
        row["question"] = {"main_reason": "Kodėl pas mus?"}.get(row["question"], row["question"])
    facts = asked.facts()
    assert contents(facts, title=None, period="month").kinds is None
    said = assumptions_of("main_reason: {question: 'Kodėl pas mus?'}\nminimum_answers: 130")
    page = contents(facts, title=None, period="month", assumptions=said)
    assert page.kinds is not None
    assert page.kinds.heard.replies.reasons == 12
    assert page.kinds.assumptions is said
    assert page.ask.answers == 120, "June saw 150 less every fifth, which is under 130: all of them"


def test_where_no_axis_could_be_tested_the_page_says_what_kinds_rest_on() -> None:
    found = told().kinds
    assert found is not None
    untried = Why(found, replace(TESTED, axes=(UNTRIED,)))
    assert (untried.tested, Why(found, TESTED).tested) == (False, True)
    remarks = " ".join(kinds_chapter(found, untried.conclusions, tested=untried.tested).remarks)
    assert "could not be tested on your own data" in remarks
    assert "what did not hold is not used" not in remarks
