"""Whether those who said they were satisfied came back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings

from regulars.errors import NothingUsable, UsageError
from regulars.measures.return_by_score import return_by_score
from regulars.words import NotEnough
from tests.examples import at_most
from tests.loyalty import people, rows, tale
from tests.measures.answer_logs import Drawn, answers

SHOWN = ("score", "in_top", "customers", "returned")
OUT = {
    "nobody": "answers of nobody known", "new": "answers of people not seen to have bought by then",
    "open": "answers whose days after them are not over", "again": "later answers of the same customers",
}  # fmt: skip


def test_anna_was_pleased_and_came_back_and_ben_was_not_and_did_not() -> None:
    facts = tale(
        purchases=["Anna 2024-01-01 5", "Ben 2024-01-02 5", "Cleo 2024-01-03 5", "Anna 2024-02-01 5", "Dan 2024-03-01 5",
                   "Eva 2024-01-04 5", "Anna 2024-06-01 5"],
        answers=["Anna 2024-01-10 satisfaction 5 scale=1-5", "Ben 2024-01-10 satisfaction 2 scale=1-5",
                 "Cleo 2024-05-20 satisfaction 5 scale=1-5", "Dan 2024-01-10 satisfaction 5 scale=1-5",
                 "- 2024-01-11 satisfaction 1 scale=1-5", "Anna 2024-01-20 satisfaction 1 scale=1-5",
                 "Eva 2024-01-04 satisfaction 5 scale=1-5"],
    )  # fmt: skip
    result = return_by_score(facts, within_days=30)
    # Cleo's thirty days are not over on 1 June; Dan had not bought yet; Eva's purchase of the same day is no return.
    assert rows(result.table, *SHOWN) == [(2.0, False, 1, 0), (5.0, True, 2, 1)]
    assert {e.what: e.n for e in result.exclusions} == {OUT["nobody"]: 1, OUT["new"]: 1, OUT["open"]: 1, OUT["again"]: 1}
    assert result.latest.require().value == 0.5


def test_the_reading_says_associated_and_never_because() -> None:
    lines = [*people("C{} 2024-01-10 satisfaction 5 scale=1-5", 40), *people("D{} 2024-01-10 satisfaction 3 scale=1-5", 40)]
    bought = [*people("C{} 2024-01-01 5", 40), *people("D{} 2024-01-01 5", 40), *people("C{} 2024-02-01 5", 36),
              *people("D{} 2024-02-01 5", 16), "Zoe 2024-06-01 5"]  # fmt: skip
    result = return_by_score(tale(purchases=bought, answers=lines, minimum_n=30))
    # 36 of 40 against 16 of 40. Newcombe: .5 − √((.9 − .7695)² + (.5540 − .4)²), .5 + √((.9604 − .9)² + (.4 − .2635)²).
    difference = result.latest.require()
    assert difference.interval == pytest.approx((0.298, 0.649), abs=0.001)
    assert result.reading == (
        "Of 40 customers in the top box 90 % bought again within 90 days, of 40 others 40 %: 50 in 100 more (30–65). Return is "
        "associated with the answer; that does not say it is because of it."
    )
    assert result.picture() is not None


def test_a_difference_that_chance_would_make_is_said_to_be_one() -> None:
    lines = [*people("C{} 2024-01-10 satisfaction 5 scale=1-5", 40), *people("D{} 2024-01-10 satisfaction 3 scale=1-5", 40)]
    bought = [*people("C{} 2024-01-01 5", 40), *people("D{} 2024-01-01 5", 40), *people("C{} 2024-02-01 5", 20),
              *people("D{} 2024-02-01 5", 20), "Zoe 2024-06-01 5"]  # fmt: skip
    reading = return_by_score(tale(purchases=bought, answers=lines, minimum_n=30)).reading
    assert reading.endswith("a difference within what chance alone would often make (−21 to 21 in 100).")


def test_too_few_customers_on_either_side_are_no_difference() -> None:
    facts = tale(purchases=["Anna 2024-01-01 5", "Zoe 2024-06-01 5"], answers=["Anna 2024-01-10 satisfaction 5 scale=1-5"])
    result = return_by_score(facts)
    assert result.latest == NotEnough(0, 1, "return_by_score/1", "too few customers in the top box, or in the rest")
    assert result.reading.startswith("Not enough to say whether satisfied customers come back more often")


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UsageError, match="1 or more days"):
        return_by_score(tale(answers=["Anna 2024-01-10 satisfaction 5"]), within_days=0)
    with pytest.raises(NothingUsable, match="regulars template answers"):
        return_by_score(tale(purchases=["Anna 2024-01-01 1"]))
    facts = tale(answers=["Anna 2024-01-10 taste 5 scale=1-5"], purchases=["Anna 2024-01-01 1"])
    assert (
        return_by_score(facts).reading == "Nobody answered “satisfaction”; the questions here are taste (1–5)."
        " Name one of them (question, or --question on the command line)."
    )


@settings(max_examples=at_most(20))
@given(answers())
def test_it_agrees_with_answers_read_one_by_one(drawn: Drawn) -> None:
    within = timedelta(days=45)
    counted: dict[tuple[tuple[float, float], float], list[int]] = {}
    seen: set[str] = set()
    for a in drawn.answers:
        days = [d for who, d in drawn.bought if who == a.who]
        if a.score is None or a.who is None or a.who in seen or not any(d <= a.day for d in days):
            continue
        if a.day + within > drawn.bought_until:
            continue
        seen.add(a.who)
        cell = counted.setdefault((a.scale, a.score), [0, 0])
        cell[0] += 1
        cell[1] += any(a.day < d <= a.day + within for d in days)
    result = return_by_score(drawn.facts, question="recommend", within_days=45)
    found = {((lo, hi), s): [n, back] for lo, hi, s, n, back in
             rows(result.table, "scale_min", "scale_max", "score", "customers", "returned")}  # fmt: skip
    assert found == counted
