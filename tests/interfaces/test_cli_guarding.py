"""Every ending of a command: its exit code and its one message."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import pytest

from regulars.errors import AmbiguousDates, Busy, EnvironmentFault, RegularsError, SettingsError
from regulars.interfaces.cli.guarding import guarded


def failing(error: BaseException) -> Callable[[], int]:
    def work() -> NoReturn:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("currency is 'eur'"), 2),
        (AmbiguousDates("both fit"), 3),
        (Busy("process 7 is importing"), 4),
        (EnvironmentFault("the disk is full"), 4),
        (PermissionError(13, "Permission denied", "shop/facts"), 4),
        (OSError(28, "No space left on device"), 4),
        (KeyboardInterrupt(), 130),
        (ValueError("a list was empty"), 1),
    ],
)
def test_each_error_has_its_exit_code_and_no_traceback(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(failing(error)) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.strip()
    assert "Traceback" not in printed.err


def test_an_error_says_what_was_found_expected_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    guarded(failing(RegularsError("there is no date", expected="a column of dates", do="give --map")))
    assert capsys.readouterr().err == (
        "regulars: There is no date.\nExpected: a column of dates.\nWhat to do: give --map.\n"
    )  # fmt: skip


def test_a_full_disk_is_told_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    guarded(failing(OSError(28, "No space left on device")))
    assert "the disk is full" in capsys.readouterr().err


def test_a_bug_is_ours_and_says_how_to_report_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(failing(ValueError("a list was empty"))) == 1
    printed = capsys.readouterr().err
    assert "this is a bug of ours" in printed
    assert "regulars --debug" in printed


@pytest.mark.parametrize("error", [ValueError("a list was empty"), AmbiguousDates("both fit")])
def test_with_debug_the_traceback_is_there(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    guarded(failing(error), debug=True)
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    guarded(failing(KeyboardInterrupt()))
    assert capsys.readouterr().err == "\nInterrupted. Nothing was changed.\n"
