"""The first chapter where customers were asked why."""

from __future__ import annotations

from dataclasses import replace

from regulars.interfaces.report.assemble import page
from regulars.interfaces.report.kinds import bars, head_of, kinds_chapter, numbers_of
from regulars.interfaces.report.page import html
from tests.interfaces.report.asked import asked, told, twelve
from tests.interfaces.report.shop import told as bakery


def test_the_headline_says_why_and_adds_up() -> None:
    found = told().kinds
    assert found is not None
    head = head_of(found)
    assert head is not None
    assert head.text.startswith("Of every 100 customers active in May 2024, 80 came back in June (")
    figures = [int(word) for word in head.lede.replace(".", "").split() if word.isdigit()]
    assert len(figures) == 3
    assert sum(figures) == 80
    assert head == told().head


def test_it_is_the_first_chapter() -> None:
    assert told().chapters[0].id == "kinds"
    assert told().chapters[0].title == "Why they come back"
    assert bakery().chapters[0].id != "kinds", "with orders alone there is none"
    assert bakery().kinds is None


def test_loyalty_and_money_at_risk_are_known_now() -> None:
    names = {n.name: n for n in told().numbers}
    assert names["choose_us_first"].known
    assert names["resting_on_crutches"].known
    assert 0 < int(names["choose_us_first"].value) < 80
    found = told().kinds
    assert found is not None
    several = numbers_of(replace(found, currency=None))
    assert several is not None
    assert not several[1].known, "several currencies make no sum"


def test_the_hundred_is_whole() -> None:
    found = told().kinds
    assert found is not None
    assert found.headline is not None
    stretches = bars(found.headline)
    assert [s[0] for s in stretches] == ["earned", "open", "resting", "gone"]
    assert sum(s[2] for s in stretches) == 100
    assert stretches[0][1] == 0


def test_twelve_answers_make_a_quiet_sentence_and_the_old_headline() -> None:
    chapter = twelve().chapters[0]
    assert chapter.reading == "12 answers so far: not enough to say of others why they come. 50 would do."
    assert chapter.figure is None
    assert "we don’t know yet" in twelve().head.lede
    assert not {n.name: n for n in twelve().numbers}["choose_us_first"].known


def test_assumptions_stand_on_the_page_and_are_called_so() -> None:
    text = html(page(told()))
    assert text.count("Your assumption, not measured") >= 3
    assert "script-src &#39;sha256-" in text or "script-src 'sha256-" in text
    assert "<script>" not in html(page(twelve()))


def test_what_people_wrote_is_escaped() -> None:
    found = told().kinds
    assert found is not None
    assert "<script" not in str(kinds_chapter(found).figure)
    assert asked().customers == 150
