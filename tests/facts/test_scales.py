"""Scales as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.facts.scales import Scale, is_main_reason, is_recommend, is_satisfaction, scale_in, scale_said


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("How was the food? (1-5)", Scale(1, 5)),
        ("Taste [0–100]", Scale(0, 100)),
        ("Rate our service from 1 to 11", Scale(1, 11)),
        ("On a scale of 1-7, how tidy was it?", Scale(1, 7)),
        ("Service (1 = poor, 5 = excellent)", Scale(1, 5)),
        ("Zufriedenheit von 1 bis 6", Scale(1, 6)),
        ("Quality (-2 to 2)", Scale(-2, 2)),
        ("Stars (5 stars)", Scale(1, 5)),
        ("Your mark out of 20", Scale(None, 20)),
        ("Age (18-25)", None),
        ("When did you come? (10-12 am)", None),
        ("In the year 2023-2024", None),
        ("How was it?", None),
    ],
)
def test_a_question_says_its_scale_or_does_not(text: str, scale: Scale | None) -> None:
    assert scale_in(text) == scale


@pytest.mark.parametrize("text", ["good", "5", "5-1", "", "1-", "from 1"])
def test_what_is_no_scale_is_none(text: str) -> None:
    assert scale_said(text) is None


@given(st.integers(-10, 10), st.integers(1, 200))
def test_a_scale_written_is_the_scale_read(low: int, width: int) -> None:
    assert scale_said(f"{low} to {low + width}") == Scale(low, low + width)


@pytest.mark.parametrize(
    "question",
    ["NPS", "nps_score", "recommend", "How likely is it that you would recommend us?", "Likelihood to recommend",
     "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?", "Ar rekomenduotumėte mus draugui?",
     "Насколько вероятно, что вы порекомендуете нас?"],
)  # fmt: skip
def test_the_one_question_is_known_in_several_languages(question: str) -> None:
    assert is_recommend(question)


def test_other_questions_are_not_taken_for_it() -> None:
    assert not any(
        map(is_recommend, ("How was the coffee?", "Which dish do you recommend?", "score", "Did staff recommend a wine?"))
    )


@pytest.mark.parametrize(
    "question",
    ["CSAT", "overall_satisfaction", "How satisfied are you? (1-5)", "Overall, how satisfied were you with your visit?",
     "How satisfied are you overall", "Kiek esate patenkinti mumis?", "Cik apmierināts esat ar mums? (1-5)",
     "Насколько вы довольны нами?", "Wie zufrieden sind Sie mit uns?"],
)  # fmt: skip
def test_how_satisfied_is_known_where_it_is_asked_of_the_whole(question: str) -> None:
    assert is_satisfaction(question)


def test_how_satisfied_with_a_part_is_another_question() -> None:
    asked = ("How satisfied are you with the delivery?", "How satisfied were you with our staff? (1-5)", "Why satisfied?")
    assert not any(map(is_satisfaction, asked))


def test_a_scale_is_told_in_words() -> None:
    assert [str(Scale(1, 5)), str(Scale(None, 20))] == ["1 to 5", "up to 20"]


@pytest.mark.parametrize(
    "question",
    ["main_reason", "Why us rather than elsewhere?", "Why do you come to us rather than elsewhere?", "Why us and not others",
     "Warum wir und nicht woanders?", "Kodėl renkatės mus, o ne kitur?", "Почему мы, а не другие?"],
)  # fmt: skip
def test_why_us_is_known_where_it_is_asked_against_others(question: str) -> None:
    assert is_main_reason(question)


def test_why_somebody_came_first_is_another_question() -> None:
    assert not any(map(is_main_reason, ("Why did you choose us?", "Why us?!", "Why not us?", "Why this delivery elsewhere?")))
