"""The inactivity threshold: after how long a silence a customer counts as churned or lost."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from regulars.errors import UsageError
from regulars.estimates.survival import kaplan_meier
from regulars.facts.log import Facts
from regulars.measures.counting import EVERYBODY
from regulars.measures.gaps import counted_gaps
from regulars.measures.sentences import days
from regulars.words import NotEnough, PeriodUnit

SHARE = 0.9
DAYS_OF: dict[PeriodUnit, int] = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
"""How long a period is where time is measured from each customer's own day."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A silence in days, whether it was proposed from the gaps, and the rule in words."""

    days: int
    proposed: bool
    rule: str

    def periods(self, unit: PeriodUnit) -> int:
        """The same silence in whole periods, at least one.

        >>> Threshold(45, False, "").periods("month")
        2
        """
        return max(1, ceil(self.days / DAYS_OF[unit]))


def inactivity_threshold(facts: Facts, given: int | None = None) -> Threshold | NotEnough:
    """The argument, else the setting ``inactive_after_days``, else a proposal from the gaps.

    The proposal: of all gaps that end within half the log's length, nine in ten have ended by then
    (Kaplan–Meier, open gaps counted as long as seen). Half the log, so that both the silence and
    what came before it can be seen. NotEnough where fewer gaps than the stated minimum have ended.
    """
    chosen = facts.settings.inactive_after_days if given is None else given
    if chosen is not None and chosen < 1:
        raise UsageError(f"inactive_after_days is {chosen}", expected="1 or more days", do="correct it")
    if chosen is not None:
        return Threshold(chosen, False, f"silent for longer than {days(chosen)}, as set")
    return _proposed(facts)


def _proposed(facts: Facts) -> Threshold | NotEnough:
    found = counted_gaps(facts)[EVERYBODY]
    half = (facts.as_of - facts.starts).days // 2
    ended = int(found.closed[:, : half + 1].sum())
    if ended < facts.settings.minimum_n:
        return NotEnough(
            ended, facts.settings.minimum_n, "inactivity_threshold/1", "too few gaps have ended within half the log"
        )
    share = kaplan_meier(found.days, found.closed.sum(axis=0), found.still_open.sum(axis=0)).share
    proposal = int(np.argmax(share >= SHARE * share[half] - 1e-12))
    rule = (
        f"silent for longer than {days(proposal)}: of the gaps that end within {days(half)} (half of this log), "
        f"nine in ten end by then"
    )
    return Threshold(proposal, True, rule)
