"""Every known export says of each of its columns what it means."""

from __future__ import annotations

import pytest

from regulars.facts.mapping import FIELD_NAMES, SOURCE_KINDS, SourceColumn
from regulars.facts.recognition import recognise
from regulars.facts.recognition_exports import EXPORT_FORMS
from regulars.facts.recognition_known import KnownForm


@pytest.mark.parametrize("form", EXPORT_FORMS, ids=lambda f: f.name)
def test_a_form_names_fields_that_there_are(form: KnownForm) -> None:
    assert form.kind in SOURCE_KINDS
    assert set(form.fields) <= set(FIELD_NAMES)
    assert {"customer", "occurred", "order", "amount"} <= set(form.fields) | ({"amount"} if "total" in form.fields else set())


@pytest.mark.parametrize("form", EXPORT_FORMS, ids=lambda f: f.name)
def test_its_first_columns_are_recognised_as_it_says(form: KnownForm) -> None:
    columns = [SourceColumn(names[0]) for names in form.fields.values()]
    found = recognise(columns, [])
    assert found.form == form.name
    assert found.columns == {field: names[0] for field, names in form.fields.items()}
