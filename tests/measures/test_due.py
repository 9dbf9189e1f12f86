"""Stories about customers who are about to come, and who should have come."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.errors import UsageError
from regulars.measures.due import due
from regulars.words import Estimate
from tests.stories import log

STORY = (
    "Anna 2024-01-01 1", "Anna 2024-01-11 1", "Anna 2024-01-21 1",  # every 10 days: due on 31 January
    "Ben 2024-01-01 1", "Ben 2024-01-08 1", "Ben 2024-01-16 1",  # 7 and 8 days: due on 24 January
    "Cleo 2024-01-01 1", "Cleo 2024-01-03 1", "Cleo 2024-01-05 1",  # every 2 days: due on 7 January
    "Dan 2024-01-02 1", "Dan 2024-01-26 1",  # two days of purchase are no rhythm
    "Eve 2023-10-28 1", "Eve 2023-12-12 1", "Eve 2024-01-26 1",  # every 45 days
)  # fmt: skip


def test_each_by_her_own_rhythm() -> None:
    result = due(log(*STORY, as_of=date(2024, 1, 28)), within_days=7)
    told = {
        r["customer_id"]: (r["status"], r["due_on"], r["days_overdue"], r["usual_gap_days"]) for r in result.table.to_pylist()
    }
    assert told == {
        "Anna": ("due", date(2024, 1, 31), -3, 10.0),
        "Ben": ("overdue", date(2024, 1, 24), 4, 7.5),
        "Cleo": ("long overdue", date(2024, 1, 7), 21, 2.0),
    }
    assert result.counts == {"due": 1, "overdue": 1, "long overdue": 1, "not yet": 1, "no rhythm": 1}
    assert {e.what: e.n for e in result.exclusions}["customers with fewer than three purchase days"] == 1


def test_the_share_past_its_date_is_of_those_with_a_rhythm() -> None:
    result = due(log(*STORY, as_of=date(2024, 1, 28), minimum_n=4))
    assert isinstance(result.latest, Estimate)
    assert (result.latest.value, result.latest.n) == (0.5, 4)
    assert result.reading.startswith("Of 4 customers with a rhythm of their own, 1 are due within 7 days; 2 are past")


def test_a_limit_cuts_the_list_and_not_the_counts() -> None:
    result = due(log(*STORY, as_of=date(2024, 1, 28)), limit=1)
    assert result.table.column("customer_id").to_pylist() == ["Anna"]
    assert result.counts["overdue"] == 1


def test_due_today_is_due_and_yesterday_is_not() -> None:
    assert due(log(*STORY, as_of=date(2024, 1, 31))).table.to_pylist()[0]["days_overdue"] == 0
    assert due(log(*STORY, as_of=date(2024, 2, 1)), within_days=0).counts["due"] == 0


def test_nobody_has_a_rhythm_yet() -> None:
    result = due(log("Anna 2024-01-01 1"))
    assert result.table.num_rows == 0
    assert "nobody has bought on three days yet" in result.reading


def test_numbers_below_nothing_are_errors() -> None:
    with pytest.raises(UsageError, match="Limit is -1"):
        due(log("Anna 2024-01-01 1"), limit=-1)
