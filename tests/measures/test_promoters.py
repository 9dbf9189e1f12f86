"""Stories about who would recommend a café."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.errors import NothingUsable, UsageError
from regulars.facts.log import Facts
from regulars.measures.promoters import class_of, promoters, signed
from regulars.words import Estimate, NotEnough
from tests.loyalty import people, rows, tale

COUNTS = ("people", "promoters", "passives", "detractors")


def cafe(before: tuple[int, int, int] = (20, 15, 5), after: tuple[int, int, int] = (28, 8, 4)) -> Facts:
    """Forty guests in winter, the same forty in spring, each named by number."""
    lines = []
    for when, counts in (("2024-02-10", before), ("2024-05-10", after)):
        first = 1
        for count, score in zip(counts, (9, 7, 3), strict=True):
            lines += people(f"C{{}} {when} recommend {score}", count, first)
            first += count
    return tale(answers=lines, minimum_n=30, as_of=date(2024, 6, 30))


def test_forty_guests_in_winter_and_again_in_spring() -> None:
    result = promoters(cafe())
    assert rows(result.table, *COUNTS, "answered_both") == [(40, 20, 15, 5, 0), (40, 28, 8, 4, 40)]
    # 20 of 40 less 5 of 40 are 37.5 points; 28 less 4 are 60.
    assert rows(result.table, "score_points", "change_points") == [(37.5, None), (60.0, pytest.approx(22.5))]
    assert isinstance(result.latest, Estimate)
    assert (result.latest.unit, result.latest.n, result.counts) == (
        "points", 40, {"promoters": 28, "passives": 8, "detractors": 4},
    )  # fmt: skip
    # (28.75 − 4.75) / 43 = 55.8 points, ± 1.96 × √((33.5/43 − .558²) / 43) = 20.4.
    assert result.latest.interval == pytest.approx((35.4, 76.3), abs=0.1)
    change = result.figures["change"].require()
    assert change.interval[0] > 0
    assert result.reading == (
        "40 people answered in quarter 2 of 2024: 28 promoters, 8 passive, 4 detractors: a score of +60 (+35 to +76); against "
        f"quarter 1 of 2024 +22 ({signed(change.interval[0])} to {signed(change.interval[1])}), more than chance alone would "
        "often make."
    )


def test_under_thirty_answers_there_are_people_and_no_score() -> None:
    result = promoters(tale(answers=[*people("C{} 2024-02-10 recommend 10", 9), "Anna 2024-02-11 recommend 7",
                                     "Ben 2024-02-12 recommend 0"], minimum_n=30))  # fmt: skip
    assert result.latest == NotEnough(11, 30, "promoter_score/1", "too few answers")
    assert rows(result.table, *COUNTS, "score_points", "low_points") == [(11, 9, 1, 1, None, None)]
    assert result.reading == (
        "11 people answered in quarter 1 of 2024: 9 promoters, 1 passive, 1 detractor. Fewer than 30 answers make no score."
    )
    assert result.picture() is None


def test_a_wave_of_few_is_no_wave_to_compare_with() -> None:
    result = promoters(tale(answers=[*people("C{} 2024-02-10 recommend 10", 9), *people("C{} 2024-05-10 recommend 9", 40)],
                            minimum_n=30))  # fmt: skip
    assert result.figures["change"] == NotEnough(9, 30, "promoter_score/1#change", "too few answers in the wave before")


def test_another_scale_is_no_promoter_score() -> None:
    stars = people("C{} 2024-02-10 recommend 5 scale=1-5", 40)
    result = promoters(tale(answers=[*stars, "Anna 2024-02-10 recommend 8.5"], minimum_n=30))
    assert isinstance(result.latest, NotEnough)
    assert result.table.num_rows == 0
    assert [(e.what, e.n) for e in result.exclusions] == [
        ("people whose score is on another scale, or between its whole numbers", 41)
    ]
    assert result.reading == (
        "Nobody answered “recommend” from 0 to 10; the questions here are recommend (0–10), recommend (1–5)."
        " Name one of them (question, or --question on the command line)."
    )


def test_promoters_begin_at_nine_and_detractors_end_at_six() -> None:
    assert [class_of(float(s)) for s in range(11)] == [2, 2, 2, 2, 2, 2, 2, 1, 1, 0, 0]
    assert class_of(11.0) is None


def test_groups_stand_beside_everybody() -> None:
    lines = [*people("C{} 2024-02-10 recommend 10 survey=a", 3), *people("D{} 2024-02-10 recommend 0 survey=b", 2)]
    result = promoters(tale(answers=lines), by="survey")
    assert rows(result.table, *COUNTS) == [(5, 3, 0, 2)]
    assert [rows(result.table, *COUNTS, group=g) for g in "ab"] == [[(3, 3, 0, 0)], [(2, 0, 0, 2)]]


def test_without_answers_it_says_what_to_bring() -> None:
    with pytest.raises(NothingUsable, match="regulars template answers"):
        promoters(tale(purchases=["Anna 2024-01-01 1"]))
    with pytest.raises(UsageError, match="one of survey, day"):
        promoters(cafe(), wave="season")
