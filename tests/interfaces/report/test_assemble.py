"""From facts to contents."""

from __future__ import annotations

from dataclasses import replace

from regulars.interfaces.report.assemble import contents, dates, page
from tests.interfaces.report.shop import INTAKE, shop, told, too_little


def test_a_report_is_called_by_its_title_its_one_file_or_what_it_asks() -> None:
    assert told().title == "The bakery"
    assert contents(shop(), title=None, period="month").title == "2024.csv", "the folder stays at home"
    two = replace(shop(), intake=replace(INTAKE, files=("a.csv", "b.csv")))
    assert contents(two, title=None, period="month").title == "Who comes back"
    assert too_little().title == "Who comes back"


def test_the_dates_name_the_zone() -> None:
    assert dates(shop()) == "1 Jan 2024 – 30 Jun 2024 · as of 30 Jun 2024, UTC"


def test_without_a_summary_of_what_was_read_there_is_no_such_chapter() -> None:
    assert "reading" in [c.id for c in told().chapters]
    assert "reading" not in [c.id for c in too_little().chapters]


def test_without_a_rate_there_are_no_hundred_dots() -> None:
    assert page(told()).hundred is not None
    assert page(too_little()).hundred is None


def test_every_definition_stands_once() -> None:
    ids = [m.id for m in page(told()).meanings]
    assert len(ids) == len(set(ids)) >= 7
