"""Days after today are no facts yet, and that is told."""

from __future__ import annotations

from datetime import date

from regulars.facts.ahead import reaches, why_later, with_ahead
from regulars.facts.intake import Intake
from regulars.facts.log import Facts
from regulars.measures.counting import exclusions
from regulars.measures.result import Exclusion
from regulars.settings import Settings
from tests.stories import log

TODAY = date(2026, 11, 23)
STORY = ("Anna 2026-10-01 10.00", "Ben 2026-11-23 10.00", "Anna 2027-01-11 10.00", "- 2027-01-12 3.00")
READ = Intake((), 4, 4, (), (), (), ())


def test_a_log_ends_today_where_it_goes_on_after_it() -> None:
    """Anna came in October, Ben today; Anna is booked for January, and so is somebody else."""
    facts = Facts.over(log(*STORY).engine, Settings(), READ, TODAY)
    assert (facts.as_of, facts.purchases, facts.purchases_known, facts.purchases_later) == (TODAY, 2, 2, 2)
    assert exclusions(facts)[1] == Exclusion("purchases after 2026-11-23", 2, why_later(date(2027, 1, 12)))
    assert facts.intake is not None
    assert facts.intake.noticed[-1].sentence == (
        "2 purchases lie after today, 2026-11-23, up to 2027-01-12, and are not counted: correct their dates if mistyped;"
        " --as-of 2027-01-12 counts them"
    )


def test_a_day_that_was_asked_for_holds_even_after_today() -> None:
    facts = Facts.over(log(*STORY).engine, Settings(as_of=date(2027, 1, 11)), READ, TODAY)
    assert (facts.purchases, facts.purchases_later, facts.ahead_to) == (3, 1, None)
    assert exclusions(facts)[1] == Exclusion("purchases after 2027-01-11", 1)
    assert facts.intake == READ


def test_a_log_of_the_past_or_of_another_time_is_seen_from_its_own_end() -> None:
    first, last = date(2026, 10, 1), date(2027, 1, 12)
    assert reaches(TODAY, first, TODAY, Settings()) is None
    assert reaches(date(2026, 9, 30), first, last, Settings()) is None
    assert reaches(None, first, last, Settings()) is None
    assert reaches(TODAY, first, last, Settings()) == last


def test_one_purchase_is_told_as_one_and_none_is_not_told() -> None:
    last = date(2027, 10, 5)
    told = with_ahead(READ, 1, TODAY, last)
    assert told is not None
    assert told.noticed[-1].sentence.startswith(
        "1 purchase lies after today, 2026-11-23, up to 2027-10-05, and is not counted:"
    )
    assert with_ahead(READ, 0, TODAY, last) is READ
    assert with_ahead(None, 1, TODAY, last) is None
