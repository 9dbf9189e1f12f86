"""How long customers stay under contract, and that another program says the same."""

from __future__ import annotations

import warnings
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings

from regulars.errors import NothingUsable, UsageError
from regulars.measures.contract_survival import contract_survival
from regulars.words import Estimate, NotEnough
from tests.examples import at_most
from tests.loyalty import rows, tale
from tests.measures.commitment_logs import Book, Drawn, books


def test_anna_leaves_after_ten_days_ben_after_forty_and_cleo_stays() -> None:
    steps = [
        "Anna S1 2024-01-01 started", "Anna S1 2024-01-10 ended", "Ben S2 2024-01-01 started", "Ben S2 2024-02-09 ended",
        "Cleo S3 2024-01-11 started",
    ]  # fmt: skip
    result = contract_survival(tale(commitments=steps, as_of=date(2024, 3, 31)), after_days=(9, 10, 40, 80))
    # Ten days with both the first and the last; Cleo is seen for 81.
    assert rows(result.table, "after_days", "spells", "ended", "running_share") == [
        (9, 3, 0, 1.0), (10, 3, 1, pytest.approx(2 / 3)), (40, 3, 2, pytest.approx(1 / 3)), (80, 3, 2, pytest.approx(1 / 3)),
    ]  # fmt: skip
    assert result.figures["median_days"].require().value == 40
    assert isinstance(result.latest, Estimate)
    assert result.reading.startswith("Of 3 spells under contract, 33 %")
    assert result.reading.endswith("still run after 80 days; half have ended after 40 days.")


def test_a_customer_won_back_begins_again_and_a_switch_does_not() -> None:
    steps = [
        "Anna S1 2024-01-01 started", "Anna S1 2024-01-10 ended", "Anna S2 2024-01-11 started", "Anna S2 2024-01-20 ended",
        "Anna S3 2024-02-01 started",
    ]  # fmt: skip
    result = contract_survival(tale(commitments=steps, as_of=date(2024, 2, 29)), after_days=(19, 20))
    assert result.counts == {"spells": 2, "ended": 1, "won_back": 1}
    assert rows(result.table, "ended") == [(0,), (1,)]


def test_spells_that_began_before_the_log_are_left_out_and_counted() -> None:
    steps = ["Anna S1 2024-01-01 renewed", "Ben S2 2024-01-01 started", "Anna S1 2024-01-10 ended"]
    result = contract_survival(tale(commitments=steps, as_of=date(2024, 2, 29)), after_days=(20,))
    assert rows(result.table, "spells", "ended") == [(1, 0)]
    assert [(e.what, e.n) for e in result.exclusions] == [("spells that began before the log", 1)]


def test_too_few_spells_are_no_curve() -> None:
    result = contract_survival(tale(commitments=["Anna S1 2024-01-01 started"], as_of=date(2024, 3, 1), minimum_n=30))
    assert result.latest == NotEnough(1, 30, "contract_survival/1", "too few contracts begun in sight")
    assert result.picture() is None
    assert rows(result.table, "running_share", "enough") == [(None, False)]


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UsageError, match="1 or more days"):
        contract_survival(tale(commitments=["Anna S1 2024-01-01 started"]), after_days=(0,))
    with pytest.raises(NothingUsable, match="facts hold no commitments"):
        contract_survival(tale(answers=["Anna 2024-02-03 recommend 9"]))


def test_lifelines_says_the_same() -> None:
    chance = np.random.default_rng(3)
    began, lengths = chance.integers(0, 200, 150), chance.integers(1, 300, 150)
    first, last = date(2023, 1, 1), date(2023, 12, 31)
    lines, told = [], []
    for i, (late, length) in enumerate(zip(began.tolist(), lengths.tolist(), strict=True)):
        starts = first + timedelta(days=late)
        ends = starts + timedelta(days=length - 1)
        lines.append(f"C{i} S{i} {starts} started")
        if ends < last:
            lines.append(f"C{i} S{i} {ends} ended")
        told.append((min(length, (last - starts).days + 1), ends < last))
    result = contract_survival(tale(commitments=lines, as_of=last), after_days=(30, 91, 182, 250))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines import KaplanMeierFitter

        fitted = KaplanMeierFitter().fit([t for t, _ in told], [e for _, e in told])
        band = fitted.confidence_interval_survival_function_
    expected = [
        (float(fitted.predict(day)), *(float(v) for v in band[band.index <= day].iloc[-1])) for day in (30, 91, 182, 250)
    ]
    found = rows(result.table, "running_share", "low", "high")
    assert np.array(found) == pytest.approx(np.array(expected), abs=1e-9)
    assert result.figures["median_days"].require().value == fitted.median_survival_time_


def twin(book: Book) -> list[tuple[int, bool]]:
    """How long each spell ran, and whether it ended in sight; those from before the log left out."""
    found = []
    days = [book.starts + timedelta(days=n) for n in range((book.as_of - book.starts).days + 1)]
    unseen = {c[0].customer for c in book.contracts if c[0].event != "started"}
    for customer in book.customers():
        here = [bool(book.running(customer, day)) for day in days]
        began = [i for i, now in enumerate(here) if now and (i == 0 or not here[i - 1])]
        for i in began:
            length = next((n for n, now in enumerate(here[i:]) if not now), len(here) - i)
            if i > 0 or customer not in unseen:
                found.append((length, i + length < len(here)))
    return found


@settings(max_examples=at_most(20))
@given(books())
def test_it_agrees_with_a_book_read_day_by_day(drawn: Drawn) -> None:
    result = contract_survival(drawn.facts, after_days=(5, 30, 60))
    told = twin(drawn.book)
    assert result.counts["spells"] == len(told)
    assert result.counts["ended"] == sum(ended for _, ended in told)
    for day, gone in rows(result.table, "after_days", "ended"):
        assert gone == sum(ended and length <= day for length, ended in told)
