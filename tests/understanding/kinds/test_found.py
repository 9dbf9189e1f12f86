"""What was found, as a table and in words."""

from __future__ import annotations

import pyarrow as pa
import pytest

from regulars.understanding.kinds.kinds import kinds
from tests.understanding.kinds.asked import asked_shop, shop


def test_the_table_has_one_row_per_customer_and_no_gap() -> None:
    found = kinds(asked_shop(), period="month", times=5)
    table = found.table
    assert table.num_rows == 120
    assert table.column("chance_true").null_count == 0
    assert table.schema.field("stays_without_bonus").type == pa.float64()
    assert sum(found.counts().values()) == 120
    for row in table.to_pylist():
        assert sum(row[f"chance_{k}"] or 0 for k in ("true", "bonus", "convenience", "captive")) == pytest.approx(1)


def test_too_few_who_came_back_leave_the_headline_out() -> None:
    found = kinds(asked_shop(), period="month", times=5)
    assert found.headline is None, "nobody bought in June"
    assert found.reading == "90 answers say why; too few came back to say of how many."


def test_a_few_answers_are_counted_against_those_that_are_needed() -> None:
    assert kinds(shop(answers=12).facts(), period="month").reading == (
        "12 of the 50 answers that are needed say why customers return."
    )


def test_answers_of_strangers_are_told_for_what_they_are() -> None:
    survey = shop()
    for number in range(3):
        survey.said(f"X-{number}", "rewards")
    reading = kinds(survey.facts(), period="month").reading
    assert "none says why a customer returns (3 people who answered and never bought" in reading
    assert reading.endswith("compare their ids with those of the sales.")


def test_a_main_reason_of_another_name_is_pointed_at() -> None:
    survey = shop()
    for number in range(60):
        survey.answered(f"C-{number:03d}", "Why us?", choice="near")
    found = kinds(survey.facts(), period="month")
    assert found.reading.startswith("Sales show that people return, not why.")
    assert found.missing[0] == (
        "no answer is to a question called “main_reason”; there are answers to “Why us?” (60): if one of them asks it, say so "
        "in a file (--assumptions)"
    )
