"""A bar where somebody looks, nothing where nobody does."""

from __future__ import annotations

import io

import pytest

from regulars.interfaces.cli import progress
from regulars.interfaces.cli.progress import bar, line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_file_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_QUIET_SECONDS", 0.0)
    out = io.StringIO()
    with bar(lambda: 0.5, out):
        pass
    assert out.getvalue() == ""


def test_what_is_quick_shows_nothing() -> None:
    out = Terminal()
    with bar(lambda: 0.5, out):
        pass
    assert out.getvalue() == ""


def test_what_takes_longer_shows_how_far_it_is_and_cleans_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_QUIET_SECONDS", 0.0)
    monkeypatch.setattr(progress, "_EVERY_SECONDS", 0.001)
    out = Terminal()
    with bar(lambda: 0.25, out):
        while "25 %" not in out.getvalue():
            pass
    assert out.getvalue().endswith("\r\x1b[K")


def test_where_nothing_can_be_told_the_clock_still_runs() -> None:
    assert line(None, 3).startswith("working 0:03  [····")
    assert "100 % of this step" in line(1.0, 3)
