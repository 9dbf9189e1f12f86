"""Customers in groups: by chance, and by how often and how lately they came."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regulars.measures.lifetime.groupings import REPEATS, SILENCES, by_chance, by_repeats_and_silence, pair, ranges
from regulars.measures.lifetime.summary import Summary


def test_half_is_more_likely_than_not() -> None:
    assert by_chance(np.array([0.0, 0.19, 0.2, 0.5, 0.8, 1.0])).tolist() == [0, 0, 1, 2, 3, 3]


def test_anna_repeated_three_times_and_was_here_in_spring() -> None:
    """Last seen 65 days ago; Ben bought once, today."""
    found = by_repeats_and_silence(Summary.of([3, 0], [10, 0], [10 + 65 / 7, 0]))
    assert [tuple(r.label for r in pair(int(n))) for n in found] == [("3–4", "61–90"), ("0", "0–30")]


@given(st.integers(0, 50), st.integers(0, 3000))
def test_every_history_lies_in_its_ranges(repeats: int, silent: int) -> None:
    age = (repeats + silent) / 7
    number = by_repeats_and_silence(Summary.of([repeats], [repeats / 7], [age]))[0]
    for value, found in zip((repeats, silent), pair(int(number)), strict=True):
        assert found.low <= value
        assert found.high is None or value <= found.high


def test_ranges_leave_no_gap() -> None:
    for ends in (REPEATS, SILENCES):
        found = ranges(ends)
        assert found[0].low == 0
        assert [a.high + 1 for a in found[:-1] if a.high is not None] == [b.low for b in found[1:]]
