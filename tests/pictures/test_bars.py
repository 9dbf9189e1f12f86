"""Who was here each month: parts stacked above the line, those who left below it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.bars import stacked_bars
from tests.pictures.drawn import SVG, classes, months, parsed, texts, tips

NOVEMBER = "In February 20 stayed, 10 were new, 5 went quiet."


def test_two_months_of_three_parts() -> None:
    series = {"stayed": [0, 20], "new": [30, 10], "went quiet": [0, -5]}
    picture = stacked_bars(months(2), series, title="Who was here", sentence=NOVEMBER)
    assert texts(picture.svg)[:3] == ["stayed", "new", "went quiet"]
    assert tips(picture.svg) == [
        "January 2011: 0 stayed, 30 new, 0 went quiet",
        "February 2011: 20 stayed, 10 new, 5 went quiet",
    ]
    assert picture.rows[1]["went quiet"] == -5


def test_parts_of_a_bar_stand_on_each_other() -> None:
    picture = stacked_bars(months(1), {"stayed": [20], "new": [10], "left": [-10]}, title="Who was here", sentence=NOVEMBER)
    bars = [e for e in parsed(picture.svg).iter(f"{SVG}rect") if e.get("height", "").endswith("%")]
    edges = [(float((b.get("y") or "")[:-1]), float((b.get("height") or "")[:-1])) for b in bars]
    (stayed, new, left) = edges
    assert new[0] + new[1] == pytest.approx(stayed[0], abs=0.02)
    assert stayed[0] + stayed[1] == pytest.approx(left[0], abs=0.02), "zero lies between who stayed and who left"
    assert stayed[1] == pytest.approx(2 * new[1], abs=0.02)


def test_a_month_that_is_not_over_is_faint() -> None:
    picture = stacked_bars(months(2), {"new": [3, 1]}, complete=[True, False], title="Who was here", sentence=NOVEMBER)
    assert sum(e.get("opacity") is not None for e in parsed(picture.svg).iter()) == 1
    assert tips(picture.svg)[1] == "February 2011: 1 new; not over yet"


def test_a_long_name_is_cut_in_the_picture_and_whole_in_the_rows() -> None:
    name = "came back after a very long pause indeed"
    picture = stacked_bars(months(1), {name: [3]}, title="Who was here", sentence=NOVEMBER)
    assert texts(picture.svg)[0] == "came back after a very…"
    assert name in picture.rows[0]


@given(st.lists(st.one_of(st.none(), st.integers(-500, 5000)), min_size=1, max_size=80))
def test_any_months_can_be_drawn(counts: list[int | None]) -> None:
    picture = stacked_bars(months(len(counts)), {"one": counts, "other": counts[::-1]}, title="Who", sentence=NOVEMBER)
    parsed(picture.svg)
    assert len(picture.rows) == len(counts)
    assert classes(picture.svg, "s0") >= 1
