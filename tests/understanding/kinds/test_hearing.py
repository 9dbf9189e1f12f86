"""Answers in facts become replies; what cannot be placed is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa

from regulars.understanding.kinds.hearing import hear, kinds_named, levels_of
from tests.understanding.kinds.asked import Survey
from tests.understanding.kinds.village import HELD, replies

DAY = date(2024, 2, 1)
NAMES = pa.array(["Anna", "Ben", "Cora", "Dora"])


def everybody() -> Survey:
    found = Survey()
    for name in NAMES.to_pylist():
        found.bought(name, DAY, date(2024, 5, 1))
    return found


def test_anna_twice_ben_once_cora_asked_in_vain() -> None:
    story = everybody().asked("Anna").asked("Ben", lot=False).asked("Cora")
    story.said("Anna", "rewards", (1, 5, 5), day=3).said("Anna", "prefer_you", (2, 5), day=20).said("Ben", "habit")
    heard = hear(story.facts(), NAMES, HELD)
    assert heard.replies.rows.tolist() == [0, 1]
    assert heard.replies.reason.tolist() == [0, 5], "the latest: true; habit"
    assert heard.replies.before.tolist() == [1, -1]
    assert heard.replies.reliance.tolist() == [[2, 5, 5], [0, 0, 0]]
    assert heard.replies.reliance_before.tolist() == [[1, 5, 0], [0, 0, 0]]
    assert heard.replies.by_lot.tolist() == [True, False]
    assert heard.invited.tolist() == [True, True, True, False]
    assert heard.set_aside == {}


def test_strangers_and_answers_that_name_nothing_are_counted() -> None:
    story = everybody().said("Eve", "rewards").said(None, "rewards").said("Dora", "dont_know").said("Ben", None, (9,))
    heard = hear(story.facts(), NAMES, HELD)
    assert heard.replies.n == 0
    assert heard.set_aside == {
        "people who answered and never bought within the window": 1,
        "main reasons that name no kind, such as “don’t know” (dont_know)": 1,
        "reliance answers without a scale, or off it": 1,
    }


def test_where_nobody_answered_the_main_reason_the_other_questions_are_named() -> None:
    story = everybody().said("Anna", None, (5,)).said("Ben", None, (5,))
    for name, question in (("Anna", "Why us?"), ("Ben", "Why us?"), ("Ben", "Anything else?")):
        story.answered(name, question, choice="near")
    heard = hear(story.facts(), NAMES, HELD)
    assert heard.others == (("Why us?", 2), ("Anything else?", 1)), "not without_rewards, which is known"
    assert hear(story.said("Eve", "rewards").facts(), NAMES, HELD).others == (), "a stranger answered it"


def test_another_scale_is_put_onto_ours() -> None:
    heard = hear(everybody().said("Anna", None, (11, 6, 1), scale=(1, 11)).facts(), NAMES, HELD)
    assert heard.replies.reliance.tolist() == [[5, 3, 1]]
    assert heard.scales == ("1 to 11",)


def test_ends_stay_ends_on_any_scale() -> None:
    for high in (3.0, 7.0, 10.0, 100.0):
        assert levels_of(np.array([0.0, high]), np.zeros(2), np.full(2, high)).tolist() == [1, 5]


def test_nobody_was_asked() -> None:
    heard = hear(everybody().facts(), NAMES, HELD)
    assert heard.replies.n == 0
    assert not heard.invited.any()


def test_deal_and_habit_stand_where_enough_name_them() -> None:
    assert kinds_named(replies(), 10) == ("true", "bonus", "convenience", "captive")


def test_why_us_in_words_of_ones_own_is_heard_under_the_name_it_is_read_by() -> None:
    """Readers call the question main_reason; what was imported before keeps the words that were asked."""
    words = "Why us rather than elsewhere?"
    held = replace(HELD, reason_question=words)
    new = everybody().answered("Anna", "main_reason", choice="The rewards").facts()
    assert hear(new, NAMES, held).replies.reason.tolist() == [1]
    assert hear(everybody().answered("Anna", words, choice="Near or easy").facts(), NAMES, held).replies.n == 1
