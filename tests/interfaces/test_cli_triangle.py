"""A person reads a line for each cohort; what is not over yet says so, and nothing stands without its interval."""

from __future__ import annotations

from regulars.interfaces.cli.results import as_text
from regulars.interfaces.cli.triangle import cohort_lines
from regulars.measures.cohorts import cohorts
from regulars.measures.retention import retention
from tests.stories import log

# Eight months; two begin in each of the first six, and one of them comes back a month later.
STORY = tuple(
    line
    for month in range(1, 7)
    for line in (f"A{month} 2024-0{month}-05 1", f"B{month} 2024-0{month}-06 1", f"A{month} 2024-0{month + 1}-05 1")
)


def test_a_line_for_each_cohort_and_one_for_all() -> None:
    found = cohort_lines(cohorts(log(*STORY, "A1 2024-08-10 1", minimum_n=2)))
    assert found is not None
    said, rows = found
    assert said.startswith("How many came back at each age, with the interval.")
    assert [str(rows[n]["cohort"]) for n in (0, 1, -1)] == ["2024-01-01", "2024-02-01", "all"]
    assert (rows[0]["customers"], rows[-1]["customers"]) == (2, 12)
    # One of two came back: Wilson's interval of 1 of 2 is 9 to 91 %, of 6 of 12 it is 25 to 75 %.
    assert (rows[0]["month 1"], rows[-1]["month 1"]) == ("50 % (9–91)", "50 % (25–75)")


def test_of_many_ages_those_that_are_asked_for_first_are_shown() -> None:
    found = cohort_lines(cohorts(log(*STORY, "A1 2024-08-10 1", minimum_n=2)))
    assert found is not None
    assert [name for name in found[1][0] if name.startswith("month")] == ["month 1", "month 2", "month 3", "month 6"]


def test_an_age_that_is_not_over_says_so_and_one_that_nobody_reached_is_empty() -> None:
    text = as_text(cohorts(log(*STORY, "A1 2024-08-10 1", minimum_n=2)), "table")
    june = next(line for line in text.splitlines() if line.startswith("2024-06-01"))
    assert june.split() == ["2024-06-01", "2", "50", "%", "(9–91)", "0", "%", "(0–66)…"]
    assert "…: that age is not over yet." in text
    assert "complete: no" not in text, "no column of that name is shown"


def test_a_small_cohort_is_a_dash_which_is_explained() -> None:
    text = as_text(cohorts(log(*STORY, "Zoe 2024-07-01 1", "A1 2024-08-31 1", minimum_n=2)), "table")
    assert next(line for line in text.splitlines() if line.startswith("2024-07-01")).split() == ["2024-07-01", "1", "–"]
    assert "–: not yet to be seen, or not enough: fewer than 2 customers." in text


def test_brackets_stand_with_both_ends() -> None:
    found = cohort_lines(cohorts(log(*STORY, "A1 2024-08-31 1", minimum_n=2), returned="bracket"))
    assert found is not None
    assert [name for name in found[1][0] if name.startswith("month")] == ["month 1", "month 2–3", "month 4–6", "month 7–12"]


def test_a_short_table_groups_and_other_measures_are_left_as_they_are() -> None:
    assert cohort_lines(cohorts(log("Ana 2024-01-05 1", "Ana 2024-02-05 1"))) is None
    assert cohort_lines(cohorts(log(*(f"{line} place=Riga" for line in STORY)), by="place")) is None
    assert cohort_lines(retention(log(*STORY))) is None
