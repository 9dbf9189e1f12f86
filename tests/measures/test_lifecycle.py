"""Stories about where every customer stands."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.errors import UsageError
from regulars.measures.lifecycle import lifecycle
from regulars.words import NotEnough
from tests.measures.random_logs import only
from tests.stories import log

STATES = ("new", "retained", "resurrected", "dormant", "lost", "base")
STORY = ("Anna 2024-01-01 1", "Anna 2024-02-01 1", "Ben 2024-01-02 1", "Cleo 2024-02-03 1", "Ben 2024-04-30 1")


def test_four_months_of_three_customers() -> None:
    rows = only(lifecycle(log(*STORY), lost_after=1).table.to_pylist(), *STATES)
    assert [tuple(r.values()) for r in rows] == [
        (2, 0, 0, 0, 0, 2),  # Anna, Ben
        (1, 1, 0, 1, 0, 3),  # Cleo is new, Anna stays, Ben is silent
        (0, 0, 0, 2, 1, 3),  # Anna and Cleo are silent, Ben for longer than a month
        (0, 0, 1, 0, 2, 3),  # Ben is back, Anna and Cleo are lost
    ]


def test_the_reading_tells_the_flows() -> None:
    result = lifecycle(log(*STORY, minimum_n=3), lost_after=1)
    flows = "In April 2024 0 customers were new, 0 stayed, 1 came back, 0 were silent and 2 lost (67 % of all so far)."
    assert result.reading == flows
    assert result.picture() is not None


def test_days_become_whole_periods_rounded_up() -> None:
    result = lifecycle(log(*STORY), inactive_after_days=31)
    assert (result.settings["lost_after"], result.settings["rule"]) == (2, "lost: silent for more than 2 whole months")


def test_without_a_threshold_nobody_is_lost_and_that_is_not_zero() -> None:
    result = lifecycle(log(*STORY))
    assert result.table.column("lost").to_pylist() == [None] * 4
    assert result.table.column("dormant").to_pylist() == [0, 1, 3, 2]
    assert isinstance(result.latest, NotEnough)


def test_groups_keep_a_customer_for_life() -> None:
    facts = log("Anna 2024-01-01 1 place=Vilnius", "Anna 2024-02-29 1 place=Kaunas", "Ben 2024-02-01 1 place=Kaunas")
    rows = {(r["group"], r["starts"]): r for r in lifecycle(facts, by="place", lost_after=1).table.to_pylist()}
    assert rows["Vilnius", date(2024, 2, 1)]["retained"] == 1
    assert rows["Kaunas", date(2024, 2, 1)]["base"] == 1


def test_lost_after_nothing_is_an_error() -> None:
    with pytest.raises(UsageError, match="1 or more periods"):
        lifecycle(log(*STORY), lost_after=0)
