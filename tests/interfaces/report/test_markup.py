"""Templates escape whatever is not markup, and stop at a missing name."""

from __future__ import annotations

import jinja2
import pytest

from regulars.interfaces.report.markup import rendered


def test_a_missing_name_stops() -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered("due.html.j2")


def test_nobody_due_is_said() -> None:
    assert "Nobody is due" in rendered("due.html.j2", lists=[])
