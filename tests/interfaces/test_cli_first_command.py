"""The first command of a group need not be named."""

from __future__ import annotations

from typer.testing import CliRunner

from regulars.interfaces.cli.application import application


def told(*args: str) -> str:
    return CliRunner().invoke(application(), list(args)).output


def test_a_source_goes_to_the_first_command() -> None:
    named, unnamed = told("kinds", "show", "no-such-file.csv"), told("kinds", "no-such-file.csv")
    assert "no-such-file.csv" in unnamed
    assert named == unnamed


def test_a_named_command_is_itself_and_help_is_the_groups() -> None:
    assert "validate" in told("kinds", "--help")
    assert "--draws" in told("kinds", "validate", "--help")
    assert "--out" in told("kinds", "show", "--help")
