"""What became of the rows, as one bar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.parts import parts
from tests.pictures.drawn import SVG, parsed, tips

SUM = "100 rows read = 90 used + 10 set aside + 0 quarantined."


def widths(svg: str) -> list[float]:
    return [float((e.get("width") or "")[:-1]) for e in parsed(svg).iter(f"{SVG}rect")]


def test_ninety_of_a_hundred_rows_are_nine_tenths_of_the_bar() -> None:
    picture = parts({"used": 90, "set aside": 10, "in quarantine": 0}, title="Rows", sentence=SUM)
    assert widths(picture.svg) == [90, 10]
    assert tips(picture.svg) == ["used: 90 rows", "set aside: 10 rows"]
    assert picture.rows[2] == {"part": "in quarantine", "rows": 0, "share": 0.0}


def test_nothing_read_is_an_empty_bar() -> None:
    picture = parts({"used": 0}, title="Rows", sentence="Nothing was read.")
    assert widths(picture.svg) == []
    assert picture.rows == ({"part": "used", "rows": 0, "share": None},)


@given(st.dictionaries(st.sampled_from(["used", "set aside", "in quarantine", "guests"]), st.integers(0, 10**9), min_size=1))
def test_parts_never_leave_the_bar_and_none_vanishes(counts: dict[str, int]) -> None:
    drawn = widths(parts(counts, title="Rows", sentence=SUM).svg)
    assert len(drawn) == sum(n > 0 for n in counts.values())
    assert sum(drawn) <= 100.05
    assert sum(drawn) == pytest.approx(100, abs=0.1) or not any(counts.values())
