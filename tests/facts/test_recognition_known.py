"""A known form holds what proves it and what its columns mean."""

from __future__ import annotations

from regulars.facts.recognition_forms import KNOWN_FORMS, known_form
from regulars.facts.recognition_known import KnownForm


def test_forms_are_known_by_different_names() -> None:
    assert all(isinstance(f, KnownForm) and f.proof and f.fields for f in KNOWN_FORMS)
    assert len({f.name for f in KNOWN_FORMS}) == len(KNOWN_FORMS)


def test_a_header_that_proves_nothing_is_no_known_form() -> None:
    assert known_form(["customer", "date", "amount"]) is None
