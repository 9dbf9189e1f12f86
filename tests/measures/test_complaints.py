"""Stories about a café's complaints: how soon they were resolved, and who came back."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.errors import NothingUsable, UsageError
from regulars.measures.complaints import complaints
from regulars.settings import Settings
from regulars.words import NotEnough
from tests.examples import at_most
from tests.loyalty import facts_of_rows, lasting_engine, people, row_of, rows, tale

CAFE = [
    "Anna K1 2024-03-01 opened topic=cold", "Anna K1 2024-03-03 resolved", "Anna K1 2024-03-10 reopened",
    "Anna K1 2024-03-20 resolved",
    "Ben K2 2024-03-02 opened topic=slow", "Ben K2 2024-03-09 resolved",
    "Cleo K3 2024-03-05 opened topic=slow", "- K4 2024-03-11 opened topic=cold", "- K4 2024-03-11 resolved",
    "Dan K5 2024-03-25 resolved",
]  # fmt: skip


def test_four_complaints_one_reopened_and_one_never_resolved() -> None:
    result = complaints(tale(complaints=CAFE, as_of=date(2024, 3, 31)), within_days=(1, 2, 7, 14))
    assert rows(result.table, "within_days", "complaints", "resolved", "at_risk", "resolved_share") == [
        (1, 4, 1, 3, 0.25), (2, 4, 2, 3, 0.5), (7, 4, 3, 2, 0.75), (14, 4, 3, 1, 0.75),
    ]  # fmt: skip
    assert result.figures["median_days"].require().value == 2
    assert result.figures["reopened"].require().value == pytest.approx(1 / 3)
    assert result.counts == {"complaints": 4, "resolved": 3, "still_open": 1}
    assert [(e.what, e.n) for e in result.exclusions] == [
        ("complaints whose opening was not seen", 1),
        ("customers who complained and were not seen to have bought by then (came back)", 3),
    ]
    assert result.reading.startswith(
        "Of 4 complaints, 75 % (33–99 %) were resolved within 14 days; half within 2 days; 1 never"
    )


def test_by_topic_the_first_word_of_a_case_counts() -> None:
    result = complaints(tale(complaints=CAFE, as_of=date(2024, 3, 31)), within_days=(7,), by="topic")
    assert rows(result.table, "complaints", group="cold") == [(2,)]
    assert rows(result.table, "complaints", group="slow") == [(2,)]


def test_those_who_complained_came_back_less_often_and_nobody_says_because() -> None:
    # In March forty complain on the 15th and forty others buy on the 10th; 20 and 36 of them buy again in April.
    told = people("C{0} K{0} 2024-03-15 opened", 40)
    bought = [
        *people("C{} 2024-03-01 5", 40), *people("D{} 2024-03-10 5", 40), *people("C{} 2024-04-01 5", 20),
        *people("D{} 2024-04-01 5", 36), "Zoe 2024-09-01 5",
    ]  # fmt: skip
    result = complaints(tale(purchases=bought, complaints=[*told, *people("C{0} K{0} 2024-03-18 resolved", 40)],
                             minimum_n=30, as_of=date(2024, 9, 1)))  # fmt: skip
    assert result.figures["came_back"].require().value == 0.5
    assert result.figures["others_came_back"].require().value == 0.9
    # √((.5 − .352)² + (.9604 − .9)²) = .160 below, √((.648 − .5)² + (.9 − .7695)²) = .197 above.
    difference = result.figures["difference"].require()
    assert (difference.value, *difference.interval) == pytest.approx((-0.4, -0.560, -0.203), abs=0.001)
    assert result.reading.endswith(
        "Of 40 customers who complained, 50 % (35–65 %) bought again within 90 days, of 40 others 90 %: 40 in 100 fewer "
        "(20–56). That is associated with complaining; it does not say the complaint is why."
    )


def test_a_window_that_is_not_over_and_a_complainer_who_never_bought_are_left_out_and_counted() -> None:
    facts = tale(
        purchases=["Anna 2024-03-01 5", "Ben 2024-03-01 5", "Anna 2024-03-20 5", "Zoe 2024-05-01 5"],
        complaints=["Anna K1 2024-03-10 opened", "Ben K2 2024-04-20 opened", "Cleo K3 2024-03-10 opened"],
        as_of=date(2024, 5, 1),
    )  # fmt: skip
    result = complaints(facts, return_within_days=30)
    came_back = result.figures["came_back"].require()
    assert (came_back.value, came_back.n) == (1.0, 1)
    assert [e.n for e in result.exclusions] == [1, 1]


def test_few_complaints_are_counted_and_no_rate() -> None:
    result = complaints(tale(complaints=CAFE, as_of=date(2024, 3, 31), minimum_n=30))
    assert result.latest == NotEnough(4, 30, "complaint_resolution/1", "too few complaints")
    assert result.reading == (
        "Not enough to say how soon complaints are resolved: too few complaints (4; 30 are needed). "
        "Of 4 complaints, 1 never resolved so far."
    )
    assert result.picture() is None


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UsageError, match="1 or more days"):
        complaints(tale(complaints=CAFE), within_days=(0,))
    with pytest.raises(NothingUsable, match="regulars template complaints"):
        complaints(tale(purchases=["Anna 2024-01-01 1"]))


STEPS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 40), st.sampled_from(("opened", "resolved", "reopened", "answered"))),
    min_size=1, max_size=20, unique=True,
)  # fmt: skip


@settings(max_examples=at_most(20))
@given(STEPS)
def test_it_agrees_with_cases_read_one_by_one(steps: list[tuple[int, int, str]]) -> None:
    first, zone = date(2024, 1, 1), ZoneInfo("UTC")
    told = [
        row_of("complaints", i, "Anna", first + timedelta(days=day), zone, case_id=f"K{case}", event=event, currency=None)
        for i, (case, day, event) in enumerate(steps)
    ]
    result = complaints(facts_of_rows(lasting_engine(), {"complaints": told}, Settings(minimum_n=1)), within_days=(1, 5, 20))
    waits, reopened, still_open = [], 0, 0
    for case in {c for c, *_ in steps}:
        own = [(d, e) for c, d, e in steps if c == case]
        opened = min((d for d, e in own if e == "opened"), default=None)
        if opened is None:
            continue
        resolved = min((d for d, e in own if e == "resolved" and d >= opened), default=None)
        if resolved is None:
            still_open += 1
            continue
        waits.append(resolved - opened)
        reopened += any(e == "reopened" and d >= resolved for d, e in own)
    assert result.counts == {"complaints": len(waits) + still_open, "resolved": len(waits), "still_open": still_open}
    if waits:
        assert result.figures["reopened"].require().value == pytest.approx(reopened / len(waits))
    for day, count in rows(result.table, "within_days", "resolved"):
        assert count == sum(w <= day for w in waits)
