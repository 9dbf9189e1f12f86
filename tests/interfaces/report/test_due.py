"""Who is due: ids and never names, few in the page and all in the download."""

from __future__ import annotations

from urllib.parse import unquote

from regulars.interfaces.report.due import MOST_SHOWN, due_chapter
from tests.interfaces.report.shop import hostile, told, too_little


def test_twelve_are_shown_of_the_twenty_four_who_are_due() -> None:
    chapter = due_chapter(told().results["due"])
    figure = str(chapter.figure)
    assert figure.count('<th scope="row">C-') == MOST_SHOWN
    assert "12 of 24, nearest to their date first, each as the files name them." in figure
    assert chapter.reading.startswith("Of 60 customers with a rhythm of their own, 24 are due within 7 days")


def test_the_download_has_all_that_were_listed() -> None:
    chapter = due_chapter(told().results["due"])
    assert chapter.twin is not None
    assert chapter.twin.rows_in_all == 44, "24 due and 20 long overdue"


def test_an_id_that_is_a_script_is_only_text_and_one_that_is_a_formula_only_a_cell() -> None:
    from regulars.measures.due import due

    chapter = due_chapter(due(hostile(), within_days=31))
    assert "<script" not in str(chapter.figure)
    assert chapter.twin is not None
    lines = unquote(chapter.twin.href).splitlines()
    assert any("'=cmd|1" in line for line in lines)
    assert not any(line.startswith(("=", '"=')) for line in lines)


def test_with_nobody_due_there_is_only_the_sentence() -> None:
    chapter = due_chapter(too_little().results["due"])
    assert (chapter.figure, chapter.twin, chapter.remarks) == (None, None, ())
