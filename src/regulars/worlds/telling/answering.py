"""The answers: a main reason, three reliance items and three scores, with error."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.worlds.chance import Floats, Ints, logistic
from regulars.worlds.counting import named, reasons_of
from regulars.worlds.options import CRUTCHES
from regulars.worlds.telling.asking import SURVEY, Asked, sent_at
from regulars.worlds.telling.tables import DAY, joined, numbered, table, words
from regulars.worlds.telling.told import Lived

MAIN_REASONS = ("prefer_you", "rewards", "convenient", "no_alternative", "cheaper", "habit", "dont_know")
RELIANCE = {"bonus": "without_rewards", "convenience": "rival_nearer", "captive": "free_to_leave"}
AGAIN_AFTER_DAYS = 21
_DONT_KNOW = 0.03
_STEPS = np.array([0.1, 0.35, 0.65, 0.9])  # the chances to still come at which a reliance answer changes


def answers(asked: Asked) -> pa.Table:
    """The answers of both rounds: a main reason, three reliance items, first choice, satisfaction and recommendation."""
    rounds = ((asked.answered, 0), (asked.again, 1))
    return joined("answers", *(part for who, again in rounds for part in _form(asked.lived, who, again)))


def _form(lived: Lived, who: Ints, again: int) -> list[pa.Table]:
    people = lived.scene.people
    d = lived.scene.chance.of("answers", again)
    late = d.integers(4 * 3600, 9 * DAY, people.n)[who]
    at = sent_at(lived) + late + again * AGAIN_AFTER_DAYS * DAY
    parts = [_answer(lived, who, at, again, "main_reason", choice=_said_reason(lived, d)[who])]
    for crutch in CRUTCHES:
        parts.append(_answer(lived, who, at, again, RELIANCE[crutch], score=_still(lived, crutch, d)[who], scale=(1, 5)))
    liking = people.attitude - people.tastes.max(axis=1)
    asked_more = (("first_choice", liking + 1.0, (1, 5)), ("satisfaction", people.attitude + 2.2, (1, 5)),
                  ("recommend", 0.7 * people.attitude + 0.3 * liking + 2.2, (0, 10)))  # fmt: skip
    for question, felt, scale in asked_more:
        parts.append(_answer(lived, who, at, again, question, score=_scored(lived, felt, scale, d)[who], scale=scale))
    return parts


def _answer(lived: Lived, who: Ints, at: Ints, again: int, question: str, *, score: Ints | None = None,
            choice: Ints | None = None, scale: tuple[int, int] = (0, 0)) -> pa.Table:  # fmt: skip
    return table("answers", at, {
        "customer_id": lived.customers(who), "response_id": numbered(f"F{again + 1}-", who), "survey": SURVEY,
        "question": question, "score": None if score is None else score.astype(float),
        "scale_min": None if score is None else float(scale[0]), "scale_max": None if score is None else float(scale[1]),
        "choice": None if choice is None else words(MAIN_REASONS, choice), "channel": "email",
    })  # fmt: skip


def _said_reason(lived: Lived, d: np.random.Generator) -> Ints:
    n, known = lived.scene.people.n, reasons_of(lived.counts)
    lot, drawn = d.random((2, n)), d.integers(0, len(MAIN_REASONS), n)
    unsure = (lot[0] < _DONT_KNOW) | (known < 0)
    said = np.where(unsure, MAIN_REASONS.index("dont_know"), known)
    reasons: Ints = np.where(lot[1] < lived.options.misreport, drawn, said)
    return reasons


def _still(lived: Lived, crutch: str, d: np.random.Generator) -> Ints:
    """1 to 5: how surely she would still come without a crutch, as her chances were counted, with some blur."""
    chance = lived.counts.would
    rest = named(tuple(c for c in CRUTCHES if c != crutch))
    ratio = np.clip(chance[rest] / np.maximum(chance["all"], 1e-9), 0.03, 0.97)
    felt = logistic(np.log(ratio / (1 - ratio)) + 0.6 * d.normal(size=len(ratio)))
    return _misheard(lived, 1 + np.searchsorted(_STEPS, felt), (1, 5), d)


def _scored(lived: Lived, felt: Floats, scale: tuple[int, int], d: np.random.Generator) -> Ints:
    """A feeling as a score: its logistic share of the scale, with some blur."""
    low, high = scale
    share = logistic(0.8 * felt + 0.5 * d.normal(size=len(felt)))
    return _misheard(lived, np.rint(low + share * (high - low)).astype(np.int64), scale, d)


def _misheard(lived: Lived, score: Ints, scale: tuple[int, int], d: np.random.Generator) -> Ints:
    """A share of answers is drawn at random."""
    lot, drawn = d.random(len(score)), d.integers(scale[0], scale[1] + 1, len(score))
    said: Ints = np.where(lot < lived.options.misreport, drawn, score)
    return said
