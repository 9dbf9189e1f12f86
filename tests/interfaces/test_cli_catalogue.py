"""Definitions and policies are printed as the code says them."""

from __future__ import annotations

import pytest

from regulars.errors import UsageError
from regulars.facts.policies import POLICIES
from regulars.facts.templates import TEMPLATES
from regulars.interfaces.cli.catalogue import definitions_text, policies_text, template_text
from regulars.interfaces.cli.verbs import VERBS


def test_every_measure_has_its_definition() -> None:
    assert len(definitions_text(None).split("\n\n")) == len(VERBS)


def test_one_definition_is_found_by_name_and_by_id() -> None:
    assert definitions_text("retention_rate") == definitions_text("retention_rate/1")
    with pytest.raises(UsageError, match=r"(?s)no definition 'love'.*retention_rate"):
        definitions_text("love")


def test_every_policy_is_there_with_its_default_marked() -> None:
    told = policies_text()
    assert all(f"{p.name}: {p.meaning}" in told.replace("\n", " ") or p.name in told for p in POLICIES)
    assert told.count("(default)") == len(POLICIES)


def test_the_templates_are_listed_and_printed() -> None:
    assert [line.split()[0] for line in template_text(None).split("\n\n")[0].splitlines()] == list(TEMPLATES)
    assert template_text("answers").startswith("response_id,invitation_id,customer_id,")
    with pytest.raises(UsageError, match=r"(?s)no kind 'love'.*advocacy"):
        template_text("love")
