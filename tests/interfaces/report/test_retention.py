"""Whether a change is more than chance, in words that claim no more than that."""

from __future__ import annotations

from datetime import date

from regulars.interfaces.report.retention import compared, remarks
from regulars.interfaces.report.steps import Step
from regulars.words import Period
from tests.interfaces.report.shop import told


def month(year: int, number: int, retained: int, active_before: int) -> Step:
    period = Period("month", date(year, number, 1), date(year, number, 28))
    return Step(period, period, active_before, retained, retained / active_before, 0.0, 1.0)


JUNE, JULY, AUGUST = month(1997, 6, 747, 2214), month(1997, 7, 746, 2339), month(1997, 8, 604, 2180)


def test_june_to_july_1997_is_within_chance() -> None:
    assert compared(JUNE, JULY, 0.95) == (
        "Against 34\u202f% in June 1997, the difference is within what chance alone would often make."
    )


def test_june_to_august_1997_is_more_than_chance_and_still_no_reason() -> None:
    assert compared(JUNE, AUGUST, 0.95) == (
        "Against 34\u202f% in June 1997, 6 in 100 fewer came back (3–9): more than chance alone would often make. "
        "That is not yet a reason why."
    )


def test_less_than_a_year_can_not_tell_season_from_progress() -> None:
    assert remarks([JUNE, JULY], 0.95)[1] == (
        "The log has no such step a year earlier: a season can’t be told from progress yet."
    )


def test_with_a_year_before_the_two_are_compared() -> None:
    said = remarks([JUNE, JULY, month(1998, 6, 700, 2000)], 0.95)
    assert [s.split(",")[0] for s in said] == ["Against 32\u202f% in July 1997", "Against 34\u202f% in June 1997"]


def test_one_step_is_no_change_and_none_needs_no_remark() -> None:
    assert remarks([JUNE], 0.95) == ["One step from period to period is too few to speak of a change."]
    assert remarks([], 0.95) == []


def test_the_chapter_has_its_picture_its_data_and_its_definition() -> None:
    chapter = next(c for c in told().chapters if c.id == "retention")
    assert chapter.title == "Retention month by month"
    assert chapter.figure is not None
    assert chapter.figure.startswith("<svg")
    assert chapter.twin is not None
    assert chapter.twin.rows_in_all == 5
    assert chapter.meanings[0].id == "retention_rate/1"
