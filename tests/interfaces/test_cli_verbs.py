"""Each measure's command fits its function."""

from __future__ import annotations

import inspect

import pytest

import regulars
from regulars.interfaces.cli.verbs import VERBS, Verb


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.name)
def test_every_option_is_a_parameter_of_the_measure(verb: Verb) -> None:
    parameters = inspect.signature(getattr(regulars, verb.function)).parameters
    assert {o.name for o in verb.options} <= set(parameters)


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.name)
def test_what_can_be_told_the_measure_can_be_told_the_command(verb: Verb) -> None:
    """But for the facts, and the threshold, which is a setting and has its option there."""
    parameters = set(inspect.signature(getattr(regulars, verb.function)).parameters)
    of_settings = {"facts", "inactive_after_days"}
    assert parameters - of_settings - {o.name for o in verb.options} == set()
