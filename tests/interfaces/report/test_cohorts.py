"""Cohorts as a table: shaded where seen, marked where partly seen, empty where nothing happened yet."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from regulars.interfaces.report.cohorts import cohorts_chapter
from regulars.measures.cohorts import cohorts
from tests.interfaces.report.shop import shop, told, too_little
from tests.stories import bakery


@cache
def figure() -> str:
    return str(cohorts_chapter(told().results["cohorts"]).figure)


def rows(markup: str) -> list[list[str]]:
    """The body's rows as the words of their cells."""
    body = markup.split("<tbody>")[1].split("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>") if "<t" in row]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in cells]


def test_thirty_one_came_first_in_january_and_all_came_back_until_april() -> None:
    january = rows(figure())[0]
    assert january[0].startswith("Jan 2024")
    assert january[1:5] == ["31", "100", "100", "100"]
    assert january[5] == "35", "in May 20 of the 31 had stopped: 11 of 31"


def test_what_has_not_happened_yet_is_empty() -> None:
    february = rows(figure())[1]
    assert february[-1] == ""


def test_a_month_that_is_not_over_is_marked_and_said() -> None:
    markup = str(cohorts_chapter(cohorts(bakery(as_of=date(2024, 6, 12)))).figure)
    assert "partial" in markup
    assert '<span class="aloud"> so far</span>' in markup
    assert "the month is not over: so far, and in no average" in markup


def test_too_few_are_said_to_be_too_few() -> None:
    few = replace(shop(), settings=shop().settings.with_(minimum_n=31))
    markup = str(cohorts_chapter(cohorts(few)).figure)
    assert '<span class="aloud">too few</span>' in markup
    assert "– fewer than 31 customers: too few for a rate" in markup


def test_every_cell_says_what_it_rests_on() -> None:
    assert 'title="11 of 31 customers (21–53 in 100)"' in figure()


def test_rows_and_columns_have_headings() -> None:
    assert figure().count('scope="col"') == 2 + 5
    assert figure().count('scope="row"') == len(rows(figure()))
    assert "<caption>" in figure()


def test_the_download_leaves_out_only_what_nobody_could_see() -> None:
    chapter = cohorts_chapter(told().results["cohorts"])
    assert chapter.twin is not None
    seen = [r for r in told().results["cohorts"].table.to_pylist() if r["observed"] is not None]
    assert chapter.twin.rows_in_all == len(seen)


def test_with_one_month_there_is_a_sentence_and_no_table_of_nothing() -> None:
    chapter = cohorts_chapter(too_little().results["cohorts"])
    assert chapter.reading.startswith("Not enough to say")
