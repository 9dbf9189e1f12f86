"""The reference is what the code says; a setting, policy, kind or command without its place fails."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from regulars.facts.policies import POLICIES
from regulars.settings import Settings
from tests.house.rooms import DOCS
from tools import reference


@pytest.mark.parametrize("name", reference.PAGES)
def test_a_page_of_the_reference_is_what_the_code_says(name: str) -> None:
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == reference.text(name), "run `make docs`"


def test_no_page_of_the_reference_is_left_over() -> None:
    written = {p.name for p in reference.FOLDER.glob("*.md") if p.read_text(encoding="utf-8").startswith(reference.NOTE)}
    assert written == set(reference.PAGES)


def test_every_definition_answers_its_questions() -> None:
    silent = [d.id for d in reference.all_definitions() if not (d.sentence and d.undefined and d.interval and d.source)]
    assert silent == []


def test_every_setting_has_its_flag() -> None:
    printed = reference.commands()
    assert [f.name for f in fields(Settings) if reference.flag(f.name) + " " not in printed] == []


def guides() -> str:
    """All that people wrote by hand."""
    written = [p for p in DOCS.rglob("*.md") if p.parent != reference.FOLDER]
    return "\n".join(p.read_text(encoding="utf-8") for p in written)


def test_every_setting_is_shown_in_use() -> None:
    text = guides()
    said = {f.name: f.name in text or reference.flag(f.name) in text for f in fields(Settings)}
    assert [name for name, found in said.items() if not found] == []


def test_every_command_is_shown_in_use() -> None:
    text = guides()
    named = re.findall(r"^## regulars ([a-z -]+)$", reference.commands(), flags=re.MULTILINE)
    assert [n for n in named if f"regulars {n}" not in text] == []


def test_every_policy_is_explained() -> None:
    text = guides()
    assert [p.name for p in POLICIES if p.name not in text] == []
