"""Of every hundred customers, as a hundred dots."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.hundred import hundred
from tests.pictures.drawn import SVG, classes, parsed

CAME_BACK = "Of every 100 customers active in October, 46 came back in November."


def test_forty_three_are_sure_three_more_told_two_more_possible() -> None:
    picture = hundred(0.456, 0.43, 0.482, title="Of every hundred", sentence=CAME_BACK)
    assert [classes(picture.svg, c) for c in ("sure", "maybe", "half", "not")] == [43, 3, 2, 52]
    assert picture.rows == ({"of_100": 46, "low_of_100": 43, "high_of_100": 48},)


@given(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)))
def test_there_are_always_a_hundred(shares: tuple[float, float, float]) -> None:
    low, value, high = sorted(shares)
    picture = hundred(value, low, high, title="Of every hundred", sentence=CAME_BACK)
    assert len(list(parsed(picture.svg).iter(f"{SVG}circle"))) == 100
