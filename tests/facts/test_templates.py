"""Templates begin every kind of fact."""

from __future__ import annotations

import csv
import io

import pytest

from regulars.facts.declared import DECLARED, field_of
from regulars.facts.kinds import KINDS
from regulars.facts.recognition import recognise
from regulars.facts.templates import TEMPLATES
from tests.facts.tables import table


def test_every_kind_has_one() -> None:
    assert set(TEMPLATES) == set(KINDS)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_is_two_or_three_whole_rows_of_its_kind(kind: str) -> None:
    header, *rows = csv.reader(io.StringIO(TEMPLATES[kind]))
    assert 2 <= len(rows) <= 3
    assert {len(row) for row in rows} == {len(header)}
    mapping = recognise(*table(TEMPLATES[kind]))
    assert mapping.kind == kind
    assert "guessed" not in mapping.certainty.values()
    assert mapping.personal == mapping.ignored == ()


@pytest.mark.parametrize("kind", DECLARED)
def test_a_template_shows_every_column_that_a_file_may_have(kind: str) -> None:
    header = TEMPLATES[kind].splitlines()[0].split(",")
    ours = {"fact", "occurred_precision", "recorded", "source", "import", "starts"}
    shown = {field_of(c.name) for c in DECLARED[kind].columns} - ours
    assert {field_of(h) for h in header} == shown
