"""Two shares side by side."""

from __future__ import annotations

import pytest

from regulars.measures.comparing import apart, difference_of, share_of, surely
from regulars.measures.result import Definition
from regulars.settings import Settings
from regulars.words import Estimate, NotEnough

MEANS = Definition("back", 1, "who came back", "never", "Wilson", "none")
THIRTY = Settings()


def test_a_share_has_wilsons_interval_and_its_name() -> None:
    figure = share_of((747, 2214), MEANS, THIRTY, "all")
    assert isinstance(figure, Estimate)
    assert (round(figure.interval[0], 3), round(figure.interval[1], 3), figure.definition) == (0.318, 0.357, "back/1#all")
    assert share_of((1, 2), MEANS, THIRTY, "") == NotEnough(2, 30, "back/1")


def test_a_difference_needs_enough_on_both_sides() -> None:
    figure = difference_of((56, 70), (48, 80), MEANS, THIRTY, "difference")
    assert isinstance(figure, Estimate)
    assert (figure.value, *figure.interval) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)
    assert surely(figure)
    assert apart(figure) == "20 in 100 more (5–33)"
    assert difference_of((1, 29), (48, 80), MEANS, THIRTY, "", "too few") == NotEnough(29, 30, "back/1", "too few")


def test_fewer_and_chance() -> None:
    assert apart(Estimate(-0.2, (-0.3, -0.1), 99, "x/1")) == "20 in 100 fewer (10–30)"
    assert not surely(Estimate(0.1, (-0.1, 0.3), 99, "x/1"))
