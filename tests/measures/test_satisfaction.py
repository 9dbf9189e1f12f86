"""Stories about who is very satisfied, on whatever scale."""

from __future__ import annotations

import pytest

from regulars.errors import NothingUsable, UsageError
from regulars.measures.satisfaction import satisfaction, top_from
from regulars.words import Estimate, NotEnough
from tests.loyalty import people, rows, tale

SHOWN = ("scale_max", "top_from", "people", "in_top")


def test_thirty_of_forty_guests_give_five_stars() -> None:
    lines = [*people("C{} 2024-02-10 satisfaction 5 scale=1-5", 30), *people("D{} 2024-02-11 satisfaction 4 scale=1-5", 10)]
    result = satisfaction(tale(answers=lines, minimum_n=30))
    assert rows(result.table, *SHOWN) == [(5.0, 5.0, 40, 30)]
    assert isinstance(result.latest, Estimate)
    # Wilson: (30 + 1.92) / 43.84 = .728, ± 1.96 × √(40 × .75 × .25 + .96) / 43.84 = .130.
    assert result.latest.interval == pytest.approx((0.598, 0.858), abs=0.001)
    assert result.reading == ("Of 40 people who answered in quarter 1 of 2024 on a scale of 1–5, 75 % (60–86 %) said 5.")


@pytest.mark.parametrize(
    ("scale", "least"),
    [((1, 3), 3), ((1, 5), 5), ((1, 7), 7), ((1, 10), 9), ((0, 10), 9), ((1, 11), 10), ((0, 100), 90), ((-2, 2), 2)],
)
def test_each_scale_has_its_own_top_box(scale: tuple[float, float], least: float) -> None:
    assert top_from(scale) == least


def test_scales_are_never_mixed_and_the_one_of_most_people_leads() -> None:
    lines = [*people("C{} 2024-02-10 satisfaction 5 scale=1-5", 3), *people("D{} 2024-02-11 satisfaction 95 scale=0-100", 4),
             "Eva 2024-02-11 satisfaction 89 scale=0-100"]  # fmt: skip
    result = satisfaction(tale(answers=lines))
    assert rows(result.table, *SHOWN) == [(100.0, 90.0, 5, 4), (5.0, 5.0, 3, 3)]
    assert result.latest.require().value == 0.8
    assert result.reading.endswith("on a scale of 0–100, 80 % (38–96 %) said 90 or more of 100.")


def test_the_two_best_count_when_asked_for() -> None:
    lines = ["Anna 2024-02-10 satisfaction 4 scale=1-5", "Ben 2024-02-10 satisfaction 3 scale=1-5"]
    assert rows(satisfaction(tale(answers=lines), boxes=2).table, *SHOWN) == [(5.0, 4.0, 2, 1)]
    with pytest.raises(UsageError, match="1 or more"):
        satisfaction(tale(answers=lines), boxes=0)


def test_few_answers_are_no_share() -> None:
    result = satisfaction(tale(answers=["Anna 2024-02-10 satisfaction 5 scale=1-5"], minimum_n=30))
    assert result.latest == NotEnough(1, 30, "top_box/1", "too few answers")
    assert rows(result.table, "top_share", "enough") == [(None, False)]


def test_another_question_is_named_and_missing_answers_say_what_to_bring() -> None:
    facts = tale(answers=["Anna 2024-02-10 taste 5 scale=1-5"])
    assert (
        satisfaction(facts).reading == "Nobody answered “satisfaction”; the questions here are taste (1–5)."
        " Name one of them (question, or --question on the command line)."
    )
    assert satisfaction(facts, question="taste").latest.require().value == 1.0
    with pytest.raises(NothingUsable, match="regulars template answers"):
        satisfaction(tale(purchases=["Anna 2024-01-01 1"]))
