"""The survey: who is asked, who answers, and what is said, with error and with silence that may depend on attitude."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from regulars.worlds.chance import Floats, Ints, Truths, logistic
from regulars.worlds.counting import KINDS, kinds_of, named, reasons_of
from regulars.worlds.options import CRUTCHES
from regulars.worlds.telling.tables import DAY, joined, numbered, table, words
from regulars.worlds.telling.told import Lived
from regulars.worlds.telling.writing import message

SURVEY = "why us"
MAIN_REASONS = ("prefer_you", "rewards", "convenient", "no_alternative", "cheaper", "habit", "dont_know")
RELIANCE = {"bonus": "without_rewards", "convenience": "rival_nearer", "captive": "free_to_leave"}
_ASKED_WEEKS_AGO, _AGAIN_AFTER_DAYS = 6, 21
_DONT_KNOW = 0.03
_STEPS = np.array([0.1, 0.35, 0.65, 0.9])  # the chances to still come at which a reliance answer changes


@dataclass(frozen=True)
class Asked:
    """Who was asked by lot among the active, the lot's chance, who answered, and who answered a second time."""

    lived: Lived
    asked: Ints
    propensity: float
    answered: Ints
    again: Ints

    @cached_property
    def reasons(self) -> Ints:
        return reasons_of(self.lived.counts)


def asked_of(lived: Lived) -> Asked:
    """Active customers in an order drawn by lot are asked until as many have answered as were wanted."""
    options, d = lived.options, lived.scene.chance.of("survey")
    week = options.weeks - _ASKED_WEEKS_AGO
    active = lived.history.active(lived.scene.people.n, week - 13, week) & lived.here(options.weeks - 1)
    order = d.permutation(np.flatnonzero(active))
    responds = _responds(lived)[order]
    counted = np.cumsum(responds)
    last = int(np.searchsorted(counted, options.answers)) + 1 if options.answers else 0
    asked = order[:last]
    answered = asked[responds[:last]]
    again = answered[d.random(len(answered)) < options.asked_twice]
    return Asked(lived, asked, round(len(asked) / max(len(order), 1), 6), answered, again)


def _responds(lived: Lived) -> Truths:
    """Whether each would answer: the odds of those who would choose us anyway are ``response_odds`` times the others'."""
    options, kinds = lived.options, kinds_of(lived.counts)
    odds = options.response_rate / (1 - options.response_rate) if options.response_rate < 1 else 1e9
    theirs = np.where(
        kinds == KINDS.index("true"), odds * np.sqrt(options.response_odds), odds / np.sqrt(options.response_odds)
    )
    drawn: Truths = lived.scene.chance.of("response").random(len(kinds)) < theirs / (1 + theirs)
    return drawn


def invitations(asked: Asked) -> pa.Table:
    """``contacts`` of the survey: sent to everybody asked, opened by those who answered."""
    lived = asked.lived
    steps = [(asked.asked, 0, "sent"), (asked.answered, 3 * 3600, "opened")]
    return joined("contacts", *(
        message(lived, who, np.full(len(who), _sent_at(lived) + late), event, SURVEY, "research") for who, late, event in steps
    ))  # fmt: skip


def assignments(asked: Asked) -> pa.Table:
    """The lot: everybody who was asked is in the survey's arm ``random``."""
    return table("assignments", np.full(len(asked.asked), _sent_at(asked.lived) - 3600), {
        "customer_id": asked.lived.customers(asked.asked),
        "experiment": SURVEY, "arm": "random", "propensity": asked.propensity,
    })  # fmt: skip


def _sent_at(lived: Lived) -> int:
    return int(lived.clock.at(np.array(lived.options.weeks - _ASKED_WEEKS_AGO), 0, 10 * 3600))


def answers(asked: Asked) -> pa.Table:
    """The answers of both rounds: a main reason, three reliance items, first choice, satisfaction and recommendation."""
    rounds = ((asked.answered, 0), (asked.again, 1))
    return joined("answers", *(part for who, again in rounds for part in _form(asked, who, again)))


def _form(asked: Asked, who: Ints, again: int) -> list[pa.Table]:
    lived, people = asked.lived, asked.lived.scene.people
    d = lived.scene.chance.of("answers", again)
    late = d.integers(4 * 3600, 9 * DAY, people.n)[who]
    at = _sent_at(lived) + late + again * _AGAIN_AFTER_DAYS * DAY
    parts = [_answer(lived, who, at, again, "main_reason", choice=_said_reason(asked, d)[who])]
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


def _said_reason(asked: Asked, d: np.random.Generator) -> Ints:
    n = asked.lived.scene.people.n
    lot, drawn = d.random((2, n)), d.integers(0, len(MAIN_REASONS), n)
    said = np.where(lot[0] < _DONT_KNOW, MAIN_REASONS.index("dont_know"), np.maximum(asked.reasons, 0))
    reasons: Ints = np.where(lot[1] < asked.lived.options.misreport, drawn, said)
    return reasons


def _still(lived: Lived, crutch: str, d: np.random.Generator) -> Ints:
    """1 to 5: how surely she would still come without a crutch, as her chances were counted, with some blur."""
    chance = lived.counts.chance
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
