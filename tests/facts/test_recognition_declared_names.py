"""The names of columns, kind by kind."""

from __future__ import annotations

import pytest

from regulars.facts.declared import DECLARED, fields_of, steps_of
from regulars.facts.recognition_declared_names import names_of, step_names


@pytest.mark.parametrize("kind", DECLARED)
def test_every_field_is_found_by_its_own_name_and_by_that_of_its_column(kind: str) -> None:
    names = names_of(kind)
    for field, column in fields_of(DECLARED[kind]).items():
        if field not in ("customer", "occurred"):
            assert names[field][0] == field.replace("_", "")
        assert column.name.replace("_", "") in names[field], (field, column.name)


def test_every_step_is_found_by_its_time() -> None:
    for kind in DECLARED:
        assert set(step_names(kind)) == set(steps_of(DECLARED[kind]))
    assert {"resolvedat", "dateresolved", "resolved", "closedon"} <= set(step_names("complaints")["resolved"])


def test_who_speaks_for_us_is_who_refers() -> None:
    assert names_of("advocacy")["customer"][0] == "referrer"
    assert "referrer" not in names_of("answers")["customer"]
