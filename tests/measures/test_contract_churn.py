"""Stories about contracts that end, and how."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from regulars.errors import NothingUsable
from regulars.facts.zones import periods_between
from regulars.measures.contract_churn import contract_churn
from regulars.words import Estimate, NotEnough
from tests.examples import at_most
from tests.loyalty import people, rows, tale
from tests.measures.commitment_logs import Book, Drawn, books

FLOWS = ("running_before", "churned", "newcomers", "won_back", "begun_and_ended", "running_after")
HOW = ("cancelled", "failed", "ran_out", "not_told")
GYM = [
    "Anna S1 2024-01-05 started auto=yes", "Ben S2 2024-01-06 started auto=yes", "Cleo S3 2024-01-07 started auto=no",
    "Dan S4 2024-01-08 started", "Eva S5 2024-01-09 started",
    "Anna S1 2024-02-10 cancelled ends=2024-02-20",  # her own decision
    "Ben S2 2024-02-15 ended",  # should have renewed by itself: the card failed
    "Cleo S3 2024-02-28 ended",  # was never to renew by itself
    "Dan S4 2024-03-10 ended",  # nobody says why
    "Ben S6 2024-03-20 started auto=yes",  # won back
    "Fay S7 2024-03-02 started", "Fay S7 2024-03-12 ended",
]  # fmt: skip


def test_a_gym_where_five_leave_in_five_ways_and_one_is_won_back() -> None:
    result = contract_churn(tale(commitments=GYM, as_of=date(2024, 3, 31)))
    assert rows(result.table, *FLOWS) == [(5, 3, 0, 0, 0, 2), (2, 1, 1, 1, 1, 2)]
    assert rows(result.table, *HOW) == [(1, 1, 1, 0), (0, 0, 0, 1)]
    assert isinstance(result.latest, Estimate)
    assert (result.latest.value, result.latest.n) == (0.5, 2)
    told = {name: figure.require().value for name, figure in result.figures.items()}
    assert told == pytest.approx({"cancelled": 1 / 3, "failed": 1 / 3, "ran_out": 1 / 3})
    assert result.counts == {"spells": 7, "won_back": 1}
    assert result.reading.endswith("had none any more by some day of it; 1 came back after an earlier one.")


def test_a_try_to_cancel_is_no_end() -> None:
    steps = ["Anna S1 2024-01-05 started", "Anna S1 2024-02-05 cancel_tried"]
    assert rows(contract_churn(tale(commitments=steps, as_of=date(2024, 2, 29))).table, "churned") == [(0,)]


def test_overlapping_contracts_are_one_spell_until_the_last_of_them_ends() -> None:
    steps = ["Anna S1 2024-01-05 started", "Anna S2 2024-01-20 started", "Anna S1 2024-02-10 ended", "Anna S2 2024-03-10 ended"]
    assert rows(contract_churn(tale(commitments=steps, as_of=date(2024, 3, 31))).table, "churned") == [(0,), (1,)]


def test_the_last_day_of_a_month_still_counts_and_the_loss_is_the_next_months() -> None:
    steps = ["Anna S1 2024-01-05 started", "Anna S1 2024-02-29 ended"]
    assert rows(contract_churn(tale(commitments=steps, as_of=date(2024, 3, 31))).table, *FLOWS) == [
        (1, 0, 0, 0, 0, 1), (1, 1, 0, 0, 0, 0),
    ]  # fmt: skip


def test_steps_told_out_of_order_are_read_in_order_of_time() -> None:
    steps = ["Anna S1 2024-03-10 ended", "Anna S1 2024-02-20 renewed", "Anna S1 2024-01-05 started", "Anna S1 2024-02-10 ended"]
    assert rows(contract_churn(tale(commitments=steps, as_of=date(2024, 3, 31))).table, *FLOWS) == [
        (1, 1, 0, 1, 0, 1), (1, 1, 0, 0, 0, 0),
    ]  # fmt: skip


def test_thirty_are_needed() -> None:
    few = contract_churn(tale(commitments=GYM, as_of=date(2024, 3, 31), minimum_n=30))
    assert few.latest == NotEnough(2, 30, "contract_churn_rate/1")
    assert few.reading.startswith("Not enough to say how many customers' contracts ended in March 2024")
    many = people("C{0} S{0} 2024-01-05 started", 40)
    assert contract_churn(tale(commitments=many, as_of=date(2024, 2, 29), minimum_n=30)).reading == (
        "Of 40 customers under contract when February 2024 began, 0 % (0–9 %) had none any more by some day of it."
    )


def test_without_contracts_it_says_what_to_bring() -> None:
    with pytest.raises(NothingUsable, match="regulars template commitments"):
        contract_churn(tale(answers=["Anna 2024-02-03 recommend 9"]))


def twin(book: Book) -> list[dict[str, Any]]:
    """Day by day: who has a contract, who had one the day before, who ever had."""
    days = [book.starts + timedelta(days=n) for n in range((book.as_of - book.starts).days + 1)]
    here = {day: {c for c in book.customers() if book.running(c, day)} for day in days}
    told = []
    for period in periods_between(book.starts, book.as_of, "month")[1:]:
        own = [d for d in days if period.starts <= d <= period.ends]
        before = here[period.starts - timedelta(days=1)]
        begun = [(c, d) for d in own for c in here[d] - here[d - timedelta(days=1)]]
        ever = [(c, d) for c, d in begun if any(c in here[e] for e in days if e < d)]
        told.append(
            {
                "running_before": len(before),
                "churned": sum(any(c not in here[d] for d in own) for c in before),
                "newcomers": len(begun) - len(ever),
                "won_back": len(ever),
                "begun_and_ended": sum(any(c not in here[e] for e in own if e > d) for c, d in begun),
                "running_after": len(here[own[-1]]),
            }
        )
    return told


@settings(max_examples=at_most(20))
@given(books())
def test_it_agrees_with_a_book_read_day_by_day(drawn: Drawn) -> None:
    table = contract_churn(drawn.facts).table
    assert [dict(zip(FLOWS, row, strict=True)) for row in rows(table, *FLOWS)] == twin(drawn.book)
    assert all(sum(row[1:]) == row[0] for row in rows(table, "churned", *HOW))
