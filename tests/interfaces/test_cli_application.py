"""The commands by name, and the help that explains them."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from regulars.interfaces.cli.application import application
from regulars.interfaces.cli.verbs import VERBS

COMMANDS = ("init", "import", "quarantine", "inspect", "report", *(v.name for v in VERBS), "definitions", "policies")


def helped(*names: str) -> str:
    printed = CliRunner().invoke(application(), [*names, "--help"], env={"COLUMNS": "120"})
    assert printed.exit_code == 0
    return printed.output


def test_the_help_lists_every_command_whole() -> None:
    listed = helped()
    assert all(f"  {name} " in listed for name in COMMANDS)
    assert "..." not in listed.split("Commands:")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_its_arguments_in_words(name: str) -> None:
    explained = helped(name)
    assert "<" not in explained  # no type of Python's
    for word in ("SOURCE", "WORKSPACE"):
        if f"{{{word}}}" in explained:
            assert f"{word}: " in explained


def test_the_place_of_the_data_is_always_the_first_argument() -> None:
    for name in ("import", "quarantine", "init"):
        assert "[OPTIONS] {WORKSPACE}" in helped(name)
    for name in ("inspect", "report", *(v.name for v in VERBS)):
        assert "[OPTIONS] {SOURCE}" in helped(name)


@pytest.mark.parametrize("asked", ["retention", "kinds"])
def test_a_command_that_is_asked_for_is_built_alone_and_explains_itself_the_same(asked: str) -> None:
    alone = application(asked)
    assert len(alone.registered_commands) + len(alone.registered_groups) == 1
    printed = CliRunner().invoke(alone, [asked, "--help"], env={"COLUMNS": "120"})
    assert printed.output == helped(asked)


@pytest.mark.parametrize("asked", ["", "--debug", "retentoin"])
def test_what_is_no_commands_name_is_judged_among_all(asked: str) -> None:
    assert len(application(asked).registered_commands) > len(COMMANDS)
