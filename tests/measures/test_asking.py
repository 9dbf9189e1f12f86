"""What measures over facts beside purchases share."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.errors import NothingUsable
from regulars.facts.query import Query
from regulars.measures.asking import columns, needed, result_over, rows_by_group
from regulars.measures.result import Definition, Exclusion
from regulars.words import NotEnough
from tests.loyalty import tale

WHO = Query("who", "Who, by group.", {"duckdb": "SELECT group_value, count(*) AS people FROM events GROUP BY group_value"})
MEANS = Definition("people", 1, "how many", "never", "none", "none")


def test_what_is_missing_is_named_with_the_way_to_bring_it() -> None:
    needed(tale(answers=["Anna 2024-02-03 recommend 9"]), "answers")
    with pytest.raises(NothingUsable) as caught:
        needed(tale(answers=["Anna 2024-02-03 recommend 9"]), "complaints")
    assert str(caught.value) == (
        "The facts hold no complaints.\nExpected: at least one of complaints, up to the day looked from.\n"
        "What to do: run `regulars template complaints` to see the columns that such a file has, and import one."
    )


def test_everybody_comes_first_and_then_each_group() -> None:
    facts = tale(answers=["Anna 2024-02-03 recommend 9 survey=b", "Ben 2024-02-03 recommend 9 survey=a"])
    found = rows_by_group(facts, "answers", WHO, "survey")
    assert list(found) == [None, "a", "b"]
    assert [rows[0]["people"] for rows in found.values()] == [2, 1, 1]


def test_a_result_is_as_of_its_own_kinds_last_day_and_tells_what_came_later() -> None:
    facts = tale(
        purchases=["Anna 2024-01-01 1", "Anna 2024-05-01 1"], as_of=date(2024, 4, 30),
        answers=["Anna 2024-02-03 recommend 9", "Ben 2024-05-02 recommend 9"],
    )  # fmt: skip
    result = result_over(
        facts, "answers", MEANS, [{"group": None, "people": 1}], columns(group="text", people="n"),
        n=1, latest=NotEnough(1, 30, "people/1"), reading="One.", settings={"by": None},
        left_out=[Exclusion("nobody", 0), Exclusion("somebody", 2)],
    )  # fmt: skip
    assert result.as_of == date(2024, 4, 30)
    assert result.exclusions == (Exclusion("somebody", 2), Exclusion("answers after 2024-04-30", 1))
    assert result.table.to_pylist() == [{"group": None, "people": 1}]
