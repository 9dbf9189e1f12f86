"""Gaps between purchases: how often each length was seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.histogram import histogram
from tests.pictures.drawn import classes, parsed, texts, tips

GAPS = "Half of all gaps are 12 days or shorter."


def test_gaps_by_the_week_with_their_median() -> None:
    picture = histogram([0, 7, 14, 21], [40, 25, 0], mark=(12, "median 12 days"), unit="gaps", title="Gaps", sentence=GAPS)
    assert tips(picture.svg) == ["0 to 7 days: 40 gaps", "7 to 14 days: 25 gaps"]
    assert "median 12 days" in texts(picture.svg)
    assert classes(picture.svg, "s0") == 2, "a bar of nothing is not drawn"
    assert picture.rows[2] == {"from_days": 14, "to_days": 21, "gaps": 0}


def test_edges_are_one_more_than_bars() -> None:
    with pytest.raises(AssertionError, match="each bar has two edges"):
        histogram([0, 7], [1, 2], title="Gaps", sentence=GAPS)


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=400), st.floats(0.5, 30))
def test_any_counts_can_be_drawn(counts: list[int], width: float) -> None:
    picture = histogram([i * width for i in range(len(counts) + 1)], counts, title="Gaps", sentence=GAPS)
    parsed(picture.svg)
    assert len(picture.rows) == len(counts)
