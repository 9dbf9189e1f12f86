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


def test_two_desks_that_both_number_from_nought_keep_their_cases_apart() -> None:
    told = [
        *people("S{0} {0} 2024-03-01 opened source=shop", 41, first=0),
        *people("S{0} {0} 2024-03-02 resolved source=shop", 40, first=0),
        *people("T{0} {0} 2024-03-01 opened source=till", 40, first=0),
        *people("T{0} {0} 2024-03-09 reopened source=till", 40, first=0),
    ]  # fmt: skip
    result = complaints(tale(complaints=told, as_of=date(2024, 3, 31)), within_days=(1, 14))
    assert result.counts == {"complaints": 81, "resolved": 40, "still_open": 41}
    assert rows(result.table, "complaints", "resolved") == [(81, 40), (81, 40)]
    assert result.figures["reopened"].require().value == 0


def test_a_day_without_a_time_is_after_any_hour_of_that_day() -> None:
    """Forty are opened at three in the afternoon and resolved that day; one is opened in March."""
    told = [*people("C{0} K{0} 2024-01-01T15:00 opened", 40), *people("C{0} K{0} 2024-01-01 resolved", 40)]
    result = complaints(tale(complaints=[*told, "Zoe Z 2024-03-01T10:00 opened"], as_of=date(2024, 3, 31)), within_days=(1,))
    assert rows(result.table, "complaints", "resolved", "resolved_share") == [(41, 40, pytest.approx(40 / 41))]
    assert result.counts == {"complaints": 41, "resolved": 40, "still_open": 1}
    assert result.figures["median_days"].require().value == 0


@pytest.mark.parametrize(
    ("opened", "resolved", "reopened", "found"),
    [
        ("2024-01-01", "2024-01-01T09:00", "2024-01-01T17:00", (1, 1)),
        ("2024-01-01T08:00", "2024-01-01T15:00", "2024-01-01", (1, 1)),
        ("2024-01-01T08:00", "2024-01-01", "2024-01-01T10:00", (1, 1)),
        ("2024-01-01T08:00", "2024-01-01T15:00", "2024-01-01T10:00", (1, 0)),
        ("2024-01-01T15:00", "2024-01-01T09:00", "2024-01-01", (0, 0)),
        ("2024-01-02", "2024-01-01", "2024-01-03", (0, 0)),
    ],
)  # fmt: skip
def test_steps_of_one_day_go_by_the_hour_where_both_have_one(
    opened: str, resolved: str, reopened: str, found: tuple[int, int]
) -> None:
    told = [f"Anna K1 {opened} opened", f"Anna K1 {resolved} resolved", f"Anna K1 {reopened} reopened"]
    result = complaints(tale(complaints=[*told, "Ben K2 2024-02-01 opened", "Ben K2 2024-02-02 resolved"]), within_days=(7,))
    share = result.figures["reopened"].require()
    assert (result.counts["resolved"] - 1, round(share.value * share.n)) == found


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


def test_many_that_nobody_watched_up_to_the_first_horizon_are_not_called_few() -> None:
    """Forty are resolved on the day they are opened; the last is opened on the log's last day."""
    told = [*people("C{0} K{0} 2024-01-01 opened", 40), *people("C{0} K{0} 2024-01-01 resolved", 40)]
    result = complaints(tale(complaints=[*told, "Zoe Z 2024-03-01 opened"], minimum_n=30), within_days=(1,))
    assert result.latest == NotEnough(0, 30, "complaint_resolution/1", "too few complaints watched for long enough")
    assert result.reading.endswith("(0; 30 are needed). Of 41 complaints, 1 never resolved so far.")
    on_one_day = complaints(tale(complaints=told, minimum_n=30))
    assert (on_one_day.latest, on_one_day.counts["resolved"]) == (result.latest, 40)


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
