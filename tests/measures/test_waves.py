"""Answers by wave: the latest of each person counts, and scales stay apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from regulars.errors import UsageError
from regulars.facts.zones import period_of
from regulars.measures.waves import asked_questions, check_wave, left_out, nobody_asked, on_scale, waves
from tests.examples import at_most
from tests.loyalty import tale
from tests.measures.answer_logs import Answer, Drawn, answers

CAFE = [
    "Anna 2024-01-05 recommend 6 survey=winter", "Anna 2024-02-20 recommend 9 survey=winter",
    "Ben 2024-02-21 recommend 8 survey=winter", "Anna 2024-05-02 recommend 10 survey=spring",
    "- 2024-05-03 recommend 2 survey=spring", "- 2024-05-04 recommend 2 survey=spring response=R9",
    "Cleo 2024-05-05 recommend 4 survey=spring scale=1-5", "Dan 2024-05-06 speed 5 survey=spring scale=1-5",
    "Eva 2024-05-07 recommend survey=spring",
]  # fmt: skip


def test_the_latest_answer_of_each_person_counts_and_nobody_known_counts_each_time() -> None:
    winter, spring = on_scale(waves(tale(answers=CAFE), "recommend", "quarter", None)[None], (0.0, 10.0))
    assert (winter.label, winter.pairs) == ("quarter 1 of 2024", ((8.0, None, 1), (9.0, None, 1)))
    assert (spring.people, set(spring.pairs)) == (3, {(10.0, 9.0, 1), (2.0, None, 2)})
    assert (winter.complete, spring.complete) == (True, False)


def test_a_survey_may_be_the_wave() -> None:
    found = on_scale(waves(tale(answers=CAFE), "recommend", "survey", None)[None], (0.0, 10.0))
    assert [(w.label, w.starts, w.ends) for w in found] == [
        ("winter", date(2024, 1, 5), date(2024, 2, 21)), ("spring", date(2024, 5, 2), date(2024, 5, 5)),
    ]  # fmt: skip


def test_what_is_not_counted_is_told() -> None:
    facts = tale(answers=CAFE)
    every = waves(facts, "recommend", "quarter", None)[None]
    told = {e.what: e.n for e in left_out(facts, "recommend", 5, every)}
    assert list(told.values()) == [1, 0, 1, 1]


def test_questions_are_listed_with_their_scales() -> None:
    facts = tale(answers=CAFE)
    assert [(r["question"], r["scale_max"], r["scores"]) for r in asked_questions(facts)] == [
        ("recommend", 10.0, 6), ("recommend", 5.0, 1), ("speed", 5.0, 1),
    ]  # fmt: skip
    assert nobody_asked(facts, "taste") == (
        "Nobody answered “taste”; the questions here are recommend (0–10), recommend (1–5), speed (1–5)."
        " Name one of them (question, or --question on the command line)."
    )


def test_a_wave_is_a_survey_or_a_period() -> None:
    assert (check_wave("survey"), check_wave("week")) == ("survey", "week")
    with pytest.raises(UsageError, match="one of survey, day, week, month, quarter, year"):
        check_wave("season")


def twin(drawn: Drawn) -> dict[tuple[date, tuple[float, float]], list[tuple[float, float | None]]]:
    """By quarter and scale: (score, score in the quarter with answers before), read one after another."""
    latest: dict[tuple[tuple[float, float], date], dict[str, Answer]] = {}
    for a in drawn.answers:
        if a.score is not None:
            key = a.scale, period_of(a.day, "quarter").starts
            latest.setdefault(key, {})[a.who or f"nobody {a.number}"] = a
    found = {}
    for scale in {s for s, _ in latest}:
        quarters = sorted(q for s, q in latest if s == scale)
        for i, quarter in enumerate(quarters):
            before = latest[scale, quarters[i - 1]] if i else {}
            pairs = [(a.score, before[w].score if w in before else None) for w, a in latest[scale, quarter].items()]
            found[quarter, scale] = sorted(pairs, key=str)
    return found  # type: ignore[return-value]


@settings(max_examples=at_most(20))
@given(answers())
def test_it_agrees_with_answers_read_one_by_one(drawn: Drawn) -> None:
    found = waves(drawn.facts, "recommend", "quarter", None)[None]
    listed = {(w.starts, w.scale): sorted([(s, b) for s, b, n in w.pairs for _ in range(n)], key=str) for w in found}
    assert listed == twin(drawn)
