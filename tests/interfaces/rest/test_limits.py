"""Windows count by name, begin anew, and forget who was long unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from regulars.interfaces.rest import limits
from regulars.interfaces.rest.limits import Left, Windows
from tests.interfaces.rest.shop import AT

MINUTE = timedelta(minutes=1)


def test_a_window_allows_so_many_and_then_begins_anew() -> None:
    windows = Windows(2, MINUTE)
    assert windows.count("till", AT) == Left(True, 1, 60)
    assert windows.count("till", AT + timedelta(seconds=15)) == Left(True, 0, 45)
    assert windows.full("till", AT + timedelta(seconds=15))
    assert windows.count("till", AT + timedelta(seconds=59.5)) == Left(False, 0, 1)
    assert windows.count("web", AT).allowed
    assert windows.count("till", AT + MINUTE) == Left(True, 1, 60)


def test_a_clock_that_goes_back_begins_a_window_too() -> None:
    windows = Windows(1, MINUTE)
    windows.count("till", AT)
    assert not windows.full("till", AT - timedelta(hours=1))


def test_who_was_longest_unseen_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REMEMBERED", 2)
    windows = Windows(1, MINUTE)
    for name in ("a", "b", "a", "c"):
        windows.count(name, AT)
    assert [windows.full(name, AT) for name in "abc"] == [True, False, True]
