"""The same report in plain lines, as wide as the terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.interfaces.report.terminal import bar, bars, terminal
from tests.interfaces.report.shop import told, too_little


def test_it_begins_with_the_headline_and_the_five_numbers() -> None:
    lines = terminal(told(), 80).splitlines()
    assert lines[0] == "The bakery"
    assert lines[3] == "Of every 100 customers active in May 2024, 100 came back in June (91–100)."
    assert "Came back                            100 of 100 (91–100 · 40 of 40)" in lines
    assert "Choose you first                     not known yet (needs answers)" in lines


def test_retention_is_drawn_in_blocks() -> None:
    lines = bars(told().steps, 60)
    assert lines[4].startswith("May 2024       █")
    assert lines[4].endswith("67\u202f% (54–77) of 60")
    assert bars([], 60) == []


@pytest.mark.parametrize("width", [20, 40, 57, 80, 100, 300])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for contents in (told(), too_little()):
        allowed = max(40, min(width, 100))
        assert max(map(len, terminal(contents, width).splitlines())) <= allowed


def test_a_title_cannot_move_the_cursor() -> None:
    text = terminal(replace(told(), title="\x1b[2Jshop\u202e"), 80)
    assert text.splitlines()[0] == "\ufffd[2Jshop\ufffd"


@given(st.floats(0, 1), st.integers(0, 60))
def test_a_bar_always_fills_its_room(share: float, width: int) -> None:
    assert len(bar(share, width)) == width
