"""Points with their intervals: how many came back, by the score they gave."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.points import points
from tests.pictures.drawn import classes, parsed, texts

SAID = "Of those who gave five stars most came back."


def test_each_score_has_a_point_and_its_interval() -> None:
    picture = points(["1", "2", "3"], [0.2, None, 0.8], low=[0.1, None, 0.7], high=[0.4, None, 0.9], title="By score",
                     sentence=SAID, along="score")  # fmt: skip
    assert classes(picture.svg, "whisker") == 2
    assert {"1", "2", "3", "score"} <= set(texts(picture.svg))
    assert picture.rows[1] == {"name": "2", "share": None, "low": None, "high": None}
    assert picture.sentence == SAID


def test_of_a_hundred_scores_a_few_are_named() -> None:
    names = [str(n) for n in range(101)]
    picture = points(names, [0.5] * 101, low=[0.4] * 101, high=[0.6] * 101, title="By score", sentence=SAID)
    assert len({t for t in texts(picture.svg) if t in names}) <= 30


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.text(max_size=40))
def test_whatever_it_is_given_it_is_a_drawing(shares: list[float], name: str) -> None:
    picture = points([name] * len(shares), list(shares), low=[0.0] * len(shares), high=[1.0] * len(shares), title="By score",
                     sentence=SAID)  # fmt: skip
    parsed(picture.svg)
    assert len(picture.rows) == len(shares)
