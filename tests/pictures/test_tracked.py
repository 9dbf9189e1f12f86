"""What came and what was expected, month by month."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.tracked import tracked
from tests.pictures.drawn import classes, months, parsed, texts, tips

TOLD = "Three were expected, two came."


def test_two_lines_and_where_looking_ahead_began() -> None:
    picture = tracked(months(4), [1, 2, 4, 6], [1, 2, 3, 4], title="So far", sentence=TOLD, ahead=2)
    assert texts(picture.svg)[:2] == ["came", "expected"]
    assert "looking ahead" in texts(picture.svg)
    assert (classes(picture.svg, "trace"), classes(picture.svg, "expected"), classes(picture.svg, "mark")) == (2, 1, 1)
    assert tips(picture.svg) == ["expected: 4", "came: 6"], "the end of each line is named"


def test_its_rows_are_what_it_shows() -> None:
    picture = tracked(months(2), [1, None], [1, 2.5], title="So far", sentence=TOLD)
    assert [(r["came"], r["expected"]) for r in picture.rows] == [(1, 1), (None, 2.5)]
    given_rows = tracked(months(1), [1], [1], title="So far", sentence=TOLD, rows=[{"week": 1}])
    assert given_rows.rows == ({"week": 1},)


def test_a_lone_value_is_seen_by_its_dot() -> None:
    picture = tracked(months(3), [None, 2, None], [1, 2, 3], title="So far", sentence=TOLD)
    assert "came: 2" in tips(picture.svg)


VALUES = st.lists(st.one_of(st.none(), st.floats(0, 1e7)), min_size=1, max_size=120)


@given(VALUES, st.one_of(st.none(), st.integers(0, 130)))
def test_any_values_can_be_drawn(values: list[float | None], ahead: int | None) -> None:
    picture = tracked(months(len(values)), values, values[::-1], title="So far", sentence=TOLD, ahead=ahead)
    parsed(picture.svg)
    assert len(picture.rows) == len(values)
