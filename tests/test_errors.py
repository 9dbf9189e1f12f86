"""Errors help: what was found, what was expected, what to do; and the exit code says whose turn it is."""

from __future__ import annotations

import inspect
import pickle

import pytest

from regulars import errors
from regulars.errors import BrokenFile, EnvironmentFault, InputError, RegularsError, UsageError

EVERY = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, RegularsError)]


def test_a_message_says_what_was_found_what_was_expected_and_the_next_step() -> None:
    error = UsageError("period is 'fortnight'", expected="one of day, week, month", do="correct it")
    assert str(error) == "Period is 'fortnight'.\nExpected: one of day, week, month.\nWhat to do: correct it."


def test_a_message_may_be_one_line_has_one_full_stop_and_leaves_a_file_its_name() -> None:
    assert str(BrokenFile("orders.csv stops in the middle of line 7.")) == "orders.csv stops in the middle of line 7."
    assert str(InputError("nothing here", do="look elsewhere.")) == "Nothing here.\nWhat to do: look elsewhere."


@pytest.mark.parametrize("kind", EVERY, ids=lambda k: k.__name__)
def test_every_error_says_what_it_is_for_and_survives_a_pickle(kind: type[RegularsError]) -> None:
    assert kind.__doc__
    error = kind("this was found", expected="that", do="so")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.found, again.expected, again.do, str(again)) == (error.found, "that", "so", str(error))


@pytest.mark.parametrize(
    ("kind", "code"),
    [("UsageError", 2), ("SettingsError", 2), ("NoCustomers", 3), ("NotAWorkspace", 3), ("Busy", 4), ("EnvironmentFault", 4)],
)
def test_the_exit_code_says_whose_turn_it_is(kind: str, code: int) -> None:
    assert getattr(errors, kind).exit_code == code


def test_no_error_of_ours_ends_as_a_bug_does() -> None:
    assert [k.__name__ for k in EVERY if k.exit_code == 1] == ["RegularsError"]
    assert {k.exit_code for k in EVERY if issubclass(k, InputError)} == {3}
    assert not issubclass(EnvironmentFault, InputError)
