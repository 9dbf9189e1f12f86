"""A log that is asked about crowd by crowd gives the answers of one that is asked about whole."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts import crowds, log
from regulars.facts.crowds import Crowds
from regulars.facts.engine import Crowding
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures import activity, churn, cohorts, due, gaps, lifecycle, retention, second_purchase
from regulars.measures.lifetime import summarise, tracking
from tests.examples import at_most
from tests.stories import log as story

FIRST = date(2024, 1, 1)
PEOPLE = ("Anna", "Ben", "Cleo", "Dan", "Eva", "-")
DAYS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(0, 70), st.sampled_from(["Vilnius", "Kaunas"])), max_size=14)


def questions(facts: Facts) -> list[tuple[Query, dict[str, Any]]]:
    """Every query that may be asked of crowds, as its measure asks it."""
    middle = facts.as_of_number - 9
    return [
        *((q, {"period": "month"}) for q in (retention.QUERY, activity.QUERY, lifecycle.QUERY, cohorts.BITS)),
        *((q, {}) for q in (gaps.QUERY, second_purchase.QUERY, due.RHYTHMS)),
        (churn.QUERY, {"period": "month", "silence": 15}),
        (summarise.QUERY, {"until": middle}),
        (summarise.AND_AFTER, {"until": middle, "stretch": 9}),
        (tracking.TRACKING, {"until": middle}),
    ]


def answers(facts: Facts, by: str | None) -> list[tuple[str, list[str], pa.Schema]]:
    asked = [(q.name, facts.run(q, by, settled=by is not None, **values)) for q, values in questions(facts)]
    return [(name, sorted(map(str, table.to_pylist())), table.schema) for name, table in asked]


@settings(max_examples=at_most(10), deadline=None)
@given(DAYS, st.sampled_from([None, "place"]))
def test_crowds_are_asked_and_the_answers_are_those_about_everybody(days: list[tuple[str, int, str]], by: str | None) -> None:
    lines = [f"{who} {FIRST + timedelta(days=day)} 5.00 place={place}" for who, day, place in [*days, ("Zoe", 35, "Vilnius")]]
    whole = answers(story(*lines), by)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowds, "PURCHASES_OF_A_CROWD", 5)
        patch.setattr(crowds, "FEW_ENOUGH", 0)
        assert answers(story(*lines), by) == whole


def test_anna_and_ben_stand_apart_and_a_later_question_of_other_rows_is_laid_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four purchases, two to a crowd: two crowds at most, and whoever is in one has all her purchases there."""
    monkeypatch.setattr(crowds, "PURCHASES_OF_A_CROWD", 2)
    facts = story("Anna 2024-01-01 5.00", "Anna 2024-01-09 5.00", "Ben 2024-01-02 5.00", "Ben 2024-01-05 5.00 place=Kaunas")
    assert Crowds.of(facts.engine, facts.purchases).number == 2
    everybody = facts.run(second_purchase.QUERY)  # the first question is asked whole: they are few enough
    assert isinstance(facts.engine, DuckDBEngine)
    assert not list(facts.engine.folder.glob("crowd_*"))
    assert sorted(r["customer_id"] for r in facts.run(due.RHYTHMS).to_pylist()) == ["Anna", "Ben"]
    assert len(list(facts.engine.folder.glob("crowd_*"))) == 1
    by_place = [(r["group_value"], r["customer_id"]) for r in facts.run(due.RHYTHMS, "place").to_pylist()]
    assert sorted(by_place) == [("(none)", "Anna"), ("(none)", "Ben"), ("Kaunas", "Ben")]
    assert everybody["returned"].to_pylist() == [1, 1]


def test_an_engine_that_lies_on_many_machines_is_asked_about_everybody() -> None:
    class Cluster:
        dialect = "spark"

    assert not isinstance(Cluster(), Crowding)
    assert Crowds.of(Cluster(), 10**9).number == 1  # type: ignore[arg-type]


def test_a_row_for_each_of_very_many_is_not_held_to_be_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = story("Anna 2024-01-01 5.00", "Ben 2024-01-02 5.00", "Cleo 2024-01-03 5.00")
    monkeypatch.setattr(log, "MOST_HELD", 2)
    assert facts.run(due.RHYTHMS) is not facts.run(due.RHYTHMS)
    assert facts.run(gaps.QUERY) is not None
    monkeypatch.setattr(log, "MOST_HELD", 3)
    assert facts.run(due.RHYTHMS) is facts.run(due.RHYTHMS)
