"""How attached people say they are, and how tied, from a survey alone."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from regulars.errors import UsageError
from regulars.facts.log import Facts
from regulars.understanding.kinds.survey_axes import GROUPS, alpha, scores_of, survey_axes
from tests.loyalty import tale

ANSWERS = (
    "Anna 2024-03-01 like_1 5 scale=1-5", "Anna 2024-03-01 like_2 4 scale=1-5", "Anna 2024-03-01 easy_to_leave 5 scale=1-5",
    "Ben 2024-03-01 like_1 1 scale=1-5", "Ben 2024-03-01 like_2 2 scale=1-5", "Ben 2024-03-01 easy_to_leave 1 scale=1-5",
    "Cleo 2024-02-01 like_1 1 scale=1-5", "Cleo 2024-03-01 like_1 4 scale=1-5", "Cleo 2024-03-01 like_2 5 scale=1-5",
    "Cleo 2024-03-01 easy_to_leave 2 scale=1-5", "Dan 2024-03-01 like_1 3 scale=1-5",
    "Dan 2024-03-01 easy_to_leave 4 scale=1-5",
)  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Four people and no purchase. Cleo answered twice, and Dan left an item out."""
    return tale(answers=ANSWERS)


def test_places_are_those_between_the_ends_and_the_latest_counts(facts: Facts) -> None:
    who, scores = scores_of(facts, ["like_1", "like_2", "-easy_to_leave"])
    assert who.tolist() == ["Anna", "Ben", "Cleo", "Dan"]
    assert scores[:3].tolist() == [[1.0, 0.75, 0.0], [0.0, 0.25, 1.0], [0.75, 1.0, 0.75]]
    assert np.isnan(scores[3, 1])


def test_four_people_in_four_groups(facts: Facts) -> None:
    """Attached: Anna .875, Ben .125, Cleo .875, Dan .5, which is not above the middle. Tied: 0, 1, .75, .25."""
    found = survey_axes(facts, {"constraint": ["-easy_to_leave"], "attitude": ["like_1", "like_2"]})
    attitude, constraint = found.axes
    assert (attitude.axis, attitude.people) == ("attitude", 4)
    assert attitude.mean is not None
    assert attitude.above is not None
    assert attitude.mean[0] == pytest.approx(2.375 / 4)
    assert attitude.above[0] == 0.5
    assert attitude.alpha is not None
    assert attitude.alpha[0] == pytest.approx(2 * (1 - (0.8125 + 0.4375) / 3 / 0.75))
    assert (attitude.whole, constraint.whole) == (3, 4), "Dan left an item out, and alpha is not of him"
    assert attitude.loose, "three people tell little"
    assert constraint.mean is not None
    assert (constraint.mean[0], constraint.alpha) == (0.5, None)
    assert {name: share[0] for name, share in found.groups.items()} == dict.fromkeys(GROUPS, 0.25)
    assert found.together is None, "four people make no correlation"
    assert json.loads(json.dumps(found.to_json(), allow_nan=False))["people"] == 4


def test_whose_survey_knows_no_customers_has_people_by_their_forms() -> None:
    forms = [
        f"- 2024-03-01 {item} {score} scale=1-5 response=R{k}" for k in range(3) for item, score in (("a", k + 1), ("b", 5))
    ]
    told = tale(answers=[*forms, "Anna 2024-03-01 a 5 scale=1-5"])
    who, scores = scores_of(told, ["a", "b"])
    assert who.tolist() == ["Anna", "form survey R0", "form survey R1", "form survey R2"]
    assert scores[1:].tolist() == [[0.0, 1.0], [0.25, 1.0], [0.5, 1.0]]
    with pytest.raises(UsageError, match="Nobody answered 'c'") as e:
        survey_axes(told, {"attitude": ["c"]})
    assert "a, b" in str(e.value)


def test_two_surveys_that_number_their_forms_alike_have_people_of_their_own() -> None:
    """In spring two said a, in autumn two others b; their forms bear the numbers R0 and R1 both times."""
    surveys = (("spring", "a"), ("autumn", "b"))
    told = tale(answers=[f"- 2024-03-01 {item} 4 scale=1-5 response=R{k} survey={s}" for s, item in surveys for k in range(2)])
    who, scores = scores_of(told, ["a", "b"])
    assert len(who) == 4
    assert np.isnan(scores).sum(axis=1).tolist() == [1, 1, 1, 1], "nobody answered both"


def test_items_that_nobody_answered_together_are_no_axis() -> None:
    told = tale(answers=[f"{who} 2024-03-01 {item} 4 scale=1-5" for who, item in (("Ann", "a"), ("Ben", "b"), ("Cem", "c"))])
    with pytest.raises(UsageError, match="half of the 3 questions of attitude"):
        survey_axes(told, {"attitude": ["a", "b", "c"]})


def test_few_people_make_no_groups() -> None:
    told = tale(answers=ANSWERS, minimum_n=5)
    found = survey_axes(told, {"attitude": ["like_1"], "constraint": ["easy_to_leave"]})
    assert (found.people, found.groups) == (4, {})
    assert [(axis.people, axis.mean, axis.above, axis.alpha) for axis in found.axes] == [(4, None, None, None)] * 2
    assert survey_axes(told, {"attitude": ["like_1"]}).people == 0, "of one axis nobody spoke of both"


def test_alpha_rests_on_who_answered_all() -> None:
    """Four placed themselves; three answered both items, which is fewer than four."""
    (attitude,) = survey_axes(tale(answers=ANSWERS, minimum_n=4), {"attitude": ["like_1", "like_2"]}).axes
    assert attitude.mean is not None
    assert (attitude.people, attitude.whole, attitude.alpha) == (4, 3, None)


def test_an_item_that_nobody_answered_is_told_with_those_that_were(facts: Facts) -> None:
    with pytest.raises(UsageError, match="Nobody answered 'like_9'") as e:
        survey_axes(facts, {"attitude": ["like_9"]})
    assert "easy_to_leave" in str(e.value)
    with pytest.raises(UsageError, match="scored answers"):
        survey_axes(tale(purchases=["Anna 2024-01-05 12.00"]), {"attitude": ["like_1"]})


@given(arrays.arrays(np.float64, (12, 3), elements=st.floats(0, 1)))
def test_alpha_is_no_more_than_one_and_lies_in_its_interval(scores: np.ndarray) -> None:
    found = alpha(scores, 0.9)
    assert found is None or (found[1] <= found[0] + 1e-9 and found[0] <= min(found[2], 1.0) + 1e-9)
