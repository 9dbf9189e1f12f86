"""What was taken on trust is told beside an answer, on standard error."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regulars.facts.intake import Intake, Noticed, Quarantined
from regulars.interfaces.cli.doubts import doubt_lines, tell_doubts
from tests.stories import log

READ = log("Anna 2024-01-01 12.00")
NOTICED = (Noticed("refunds", 1, (), "1 refund"), Noticed("guessed", 3, (), "guessed: x = amount"))
DOUBTFUL = replace(READ, intake=Intake((), 3, 2, (), (Quarantined("bad_date", 1, "no day"),), NOTICED, ()))


def test_facts_of_no_reading_leave_nothing_to_tell() -> None:
    assert doubt_lines(READ, quarantine=True) == []


def test_doubts_are_told_and_other_notices_are_not() -> None:
    assert doubt_lines(DOUBTFUL) == ["To know: guessed: x = amount."]


def test_rows_that_could_not_be_read_are_told_where_the_answer_does_not() -> None:
    assert doubt_lines(DOUBTFUL, quarantine=True)[0] == (
        "To know: rows in quarantine: 1 (all bad_date: no day; `regulars inspect` shows where)."
    )


def test_the_answer_stays_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell_doubts(DOUBTFUL) is DOUBTFUL
    assert capsys.readouterr() == ("", "To know: guessed: x = amount.\n")
