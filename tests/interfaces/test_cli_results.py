"""A result leaves with what it rests on, in each format."""

from __future__ import annotations

import json

import pytest

import regulars
from regulars.errors import UsageError
from regulars.facts.log import Facts
from regulars.interfaces.cli.results import as_text, check_format, footer
from tests.stories import log


@pytest.fixture
def facts() -> Facts:
    return log(
        "Anna 2024-01-01 12.00", "Ben 2024-01-09 8.00", "Anna 2024-02-11 9.00", "- 2024-02-12 5.00",
        "Ben 2024-03-31 4.00", minimum_n=1,
    )  # fmt: skip


def test_the_footer_says_definition_interval_n_day_zone_and_exclusions(facts: Facts) -> None:
    told = "\n".join(footer(regulars.retention(facts)))
    assert told.startswith("retention_rate/1: ")
    assert "Interval: Wilson score interval, 95 %." in told
    assert "2 customers, as of 2024-03-31, UTC." in told
    assert "Left out: purchases without a known customer: 1." in told


def test_a_table_begins_with_the_sentence(facts: Facts) -> None:
    result = regulars.retention(facts)
    assert as_text(result, "table").startswith(result.reading[:40])


def test_json_is_the_results_own(facts: Facts) -> None:
    result = regulars.retention(facts)
    assert json.loads(as_text(result, "json")) == json.loads(json.dumps(result.to_json()))


def test_csv_has_every_row_and_column(facts: Facts) -> None:
    result = regulars.activity(facts)
    lines = as_text(result, "csv").splitlines()
    assert lines[0] == ",".join(result.table.column_names)
    assert len(lines) == 1 + result.table.num_rows


def test_another_format_is_refused_before_any_work() -> None:
    assert check_format(None) == "table"
    with pytest.raises(UsageError, match="one of table, json, csv"):
        check_format("xlsx")


def test_a_dash_and_a_no_in_the_table_are_explained_where_they_stand(facts: Facts) -> None:
    """Two customers are too few for thirty, and the log begins on the second day of February."""
    few = log("Anna 2024-02-02 12.00", "Anna 2024-03-11 9.00", "Ben 2024-03-31 4.00", minimum_n=30)
    told = as_text(regulars.retention(few), "table")
    assert "–: not yet to be seen, or not enough: fewer than 30 customers." in told
    assert "complete: no where the log does not hold the whole period" in told
    assert not [line for line in footer(regulars.retention(facts)) if line.startswith(("–", "complete"))]
