"""Stories about customers who began together."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from regulars.errors import UsageError
from regulars.measures.cohorts import cohorts
from regulars.words import Estimate, NotEnough
from tests.stories import log

STORY = (
    "Anna 2024-01-01 1", "Ben 2024-01-31 1", "Anna 2024-02-10 1", "Cleo 2024-02-01 1",
    "Ben 2024-03-15 1", "Anna 2024-04-02 1", "Cleo 2024-03-01 1",
)  # fmt: skip


def cells(**asked: Any) -> dict[tuple[date | None, int], tuple[object, ...]]:
    """(cohort, age) to eligible, returned, observed."""
    facts = log(*STORY, as_of=date(2024, 4, 10), minimum_n=1)
    rows = cohorts(facts, **asked).table.to_pylist()
    return {(r["starts"], r["age"]): (r["eligible"], r["returned"], r["observed"]) for r in rows}


JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 2, 1)


def test_by_the_calendar() -> None:
    found = cells()
    assert [found[JANUARY, a] for a in range(4)] == [(2, 2, "whole"), (2, 1, "whole"), (2, 1, "whole"), (2, 1, "part")]
    assert [found[FEBRUARY, a] for a in range(4)] == [(1, 1, "whole"), (1, 1, "whole"), (1, 0, "part"), (0, None, None)]


def test_what_is_not_over_is_in_no_average() -> None:
    found = cells()
    assert [found[None, a] for a in range(4)] == [(3, 3, "whole"), (3, 2, "whole"), (2, 1, "whole"), (0, None, None)]


def test_by_each_customers_own_days() -> None:
    found = cells(age="elapsed")
    # Thirty days from Anna's 1 January: 31 January to 29 February holds 10 February; Ben's second thirty
    # days from 31 January hold 15 March. Ben's third end on 29 April: only Anna has been through hers.
    assert found[JANUARY, 1] == (2, 2, "whole")
    assert found[JANUARY, 2] == (1, 0, "part")
    assert found[FEBRUARY, 1] == (1, 0, "whole")


def test_on_or_after_counts_who_came_back_ever_since() -> None:
    found = cells(returned="on_or_after")
    assert [found[JANUARY, a][1] for a in range(4)] == [2, 2, 2, 1]


def test_within_a_bracket() -> None:
    found = cells(returned="bracket", brackets=[(1, 2), (3, 5)])
    assert found[JANUARY, 1] == (2, 2, "whole")
    assert found[JANUARY, 3] == (2, 1, "part")


def test_recurring_cohorts_hold_everybody_who_was_active() -> None:
    found = cells(cohort="recurring")
    assert found[FEBRUARY, 0] == (2, 2, "whole")  # Anna again, and Cleo
    assert found[date(2024, 3, 1), 0] == (2, 2, "whole")


def test_n_counts_customers_though_one_is_in_several_recurring_cohorts() -> None:
    facts = log(*STORY, as_of=date(2024, 4, 10), minimum_n=1)
    first, recurring = cohorts(facts), cohorts(facts, cohort="recurring")
    assert first.n == recurring.n == facts.customers
    average = next(r for r in recurring.table.to_pylist() if r["starts"] is None)
    assert average["customers"] > recurring.n


def test_first_cohorts_may_be_older_than_the_log() -> None:
    facts = log(*STORY, as_of=date(2024, 4, 10), minimum_n=1)
    marks = {r["starts"]: r["may_predate_log"] for r in cohorts(facts).table.to_pylist()}
    # Three spans of 3, 2 and 1 months hold four returns: a usual gap of 1.5 months, so two cohorts.
    assert marks == {JANUARY: True, FEBRUARY: True, None: None}
    assert set(cohorts(facts, cohort="recurring").table.column("may_predate_log").to_pylist()) == {False, None}


def test_the_reading_is_about_the_last_cohort_seen_through_an_age() -> None:
    result = cohorts(log(*STORY, as_of=date(2024, 4, 10), minimum_n=1))
    assert isinstance(result.latest, Estimate)
    assert result.reading == (
        "Of 1 customer first seen in February 2024, 100 % (21–100 %) bought again a month later; of the 3 of all 2 months"
        " together, 67 % (21–94 %)."
    )


def test_where_the_last_cohort_is_too_small_all_together_may_say_it() -> None:
    """Six of January, three of whom come in February; one of February is too few to speak of."""
    january = [f"C{n} 2024-01-05 1" for n in range(6)] + [f"C{n} 2024-02-05 1" for n in range(3)]
    result = cohorts(log(*january, "Zoe 2024-02-07 1", "C0 2024-03-31 1", minimum_n=5))
    assert isinstance(result.latest, NotEnough)
    # Of seven, three came back a month later: Wilson's interval of 3 of 7 is 16 to 75 %.
    assert result.reading == (
        "Not enough to say how many of those first seen in February 2024 came back: too few customers (1; 5 are needed)."
        " Of the 7 of all 2 months together, 43 % (16–75 %) bought again a month later."
    )


def test_one_day_in_all() -> None:
    result = cohorts(log("Anna 2024-01-05 1"))
    assert result.latest == NotEnough(0, 1, "cohorts/1", "no cohort has been seen through its first age")
    assert result.picture() is None


def test_more_periods_than_a_number_has_bits() -> None:
    lines = ["Anna 2019-01-01 1", "Anna 2024-06-30 1", "Ben 2019-02-01 1"]
    rows = cohorts(log(*lines)).table.to_pylist()
    assert {r["age"]: r["returned"] for r in rows if r["starts"] == date(2019, 1, 1) and r["returned"]} == {0: 1, 65: 1}


def test_wrong_choices_say_what_there_is() -> None:
    facts = log(*STORY)
    with pytest.raises(UsageError, match="one of first, recurring"):
        cohorts(facts, cohort="last")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="pairs of a first and a last age"):
        cohorts(facts, returned="bracket", brackets=[(3, 2)])
