"""Each measure of a log with enough in it has a picture with its rows and its sentence."""

from __future__ import annotations

import pytest

import regulars as rg
from regulars.facts.log import Facts
from tests.stories import bakery


@pytest.fixture(scope="module")
def facts() -> Facts:
    return bakery(inactive_after_days=30)


@pytest.mark.parametrize("name", ["retention", "activity", "churn", "cohorts", "gaps", "lifecycle", "second_purchase"])
def test_a_picture_has_rows_and_a_sentence(facts: Facts, name: str) -> None:
    result = getattr(rg, name)(facts)
    picture = result.picture()
    assert picture.svg.startswith("<svg")
    assert picture.rows
    assert picture.sentence == result.reading
