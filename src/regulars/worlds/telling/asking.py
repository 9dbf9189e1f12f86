"""The survey: who is asked, and who answers; silence may depend on attitude."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regulars.worlds.chance import Ints, Truths
from regulars.worlds.counting import KINDS, kinds_of
from regulars.worlds.telling.tables import joined, table
from regulars.worlds.telling.told import Lived
from regulars.worlds.telling.writing import message

SURVEY = "why us"
_ASKED_WEEKS_AGO = 6


@dataclass(frozen=True)
class Asked:
    """Who was asked by lot among the active and with which chance, who at the till; who answered, and who did so twice."""

    lived: Lived
    asked: Ints
    at_till: Ints
    propensity: float
    answered: Ints
    again: Ints


def asked_of(lived: Lived) -> Asked:
    """Active customers in an order drawn by lot are asked until as many have answered as were wanted."""
    options, d = lived.options, lived.scene.chance.of("survey")
    week = options.weeks - _ASKED_WEEKS_AGO
    active = lived.history.active(lived.scene.people.n, week - 13, week) & lived.scene.here(week)
    order = d.permutation(np.flatnonzero(active))
    responds = _responds(lived)[order]
    counted = np.cumsum(responds)
    last = int(np.searchsorted(counted, options.answers)) + 1 if options.answers else 0
    asked = order[:last]
    answered = asked[responds[:last]]
    at_till = _at_the_till(lived, order[last:], responds[last:], week)
    answered = np.r_[answered, at_till]
    again = answered[d.random(len(answered)) < options.asked_twice]
    return Asked(lived, asked, at_till, round(len(asked) / max(len(order), 1), 6), answered, again)


def _at_the_till(lived: Lived, others: Ints, responds: Truths, week: int) -> Ints:
    """Further people who answer because they were there: who comes often is met often."""
    history, willing = lived.history, others[responds]
    visits = np.bincount(history.who[(history.week >= week - 13) & (history.week < week)], minlength=lived.scene.people.n)
    waits = lived.scene.chance.of("till").exponential(size=len(willing)) / np.maximum(visits[willing], 1)
    met: Ints = willing[np.argsort(waits, kind="stable")][: lived.options.answers_at_till]
    return met


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
    """``contacts`` of the survey: sent to everybody asked; opened by those who were asked by lot and answered."""
    lived, by_lot = asked.lived, np.setdiff1d(asked.answered, asked.at_till)
    steps = [(asked.asked, 0, "sent"), (by_lot, 3 * 3600, "opened"), (asked.at_till, 0, "sent")]
    return joined("contacts", *(
        message(lived, who, np.full(len(who), sent_at(lived) + late), event, SURVEY, "research") for who, late, event in steps
    ))  # fmt: skip


def assignments(asked: Asked) -> pa.Table:
    """The lot: everybody who was asked by lot is in the survey's arm ``random``."""
    return table("assignments", np.full(len(asked.asked), sent_at(asked.lived) - 3600), {
        "customer_id": asked.lived.customers(asked.asked),
        "experiment": SURVEY, "arm": "random", "propensity": asked.propensity,
    })  # fmt: skip


def sent_at(lived: Lived) -> int:
    return int(lived.clock.at(np.array(lived.options.weeks - _ASKED_WEEKS_AGO), 0, 10 * 3600))
