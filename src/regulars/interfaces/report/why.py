"""Why customers return, and the verdict on whether behaviour can tell: an axis that failed its test is not used."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.errors import NothingUsable
from regulars.facts.log import Facts
from regulars.measures.waves import asked_questions
from regulars.understanding.evidence.gathering import evidence
from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.found import Kinds
from regulars.understanding.kinds.hearing import hear, with_reason_as_read
from regulars.understanding.kinds.kinds import enough, kinds
from regulars.understanding.verdict.telling import conclusion
from regulars.understanding.verdict.verdict import Verdict, verdict

HELD, FAILED = "supported", "not supported"


@dataclass(frozen=True)
class Why:
    """Kinds, and the verdict on each axis; None where it could not be tried."""

    kinds: Kinds
    verdict: Verdict | None

    @property
    def conclusions(self) -> tuple[str, ...]:
        """One line for each axis."""
        return tuple(conclusion(axis) for axis in self.verdict.axes) if self.verdict else ()

    @property
    def tested(self) -> bool:
        """Whether any axis could be tested."""
        return self.verdict is not None and any(axis.conclusion in (HELD, FAILED) for axis in self.verdict.axes)


def asked_why(facts: Facts, period: str, held: Assumptions) -> Why | None:
    """Kinds, where anybody was asked for a main reason; None else: then the page speaks of sales alone."""
    if "answers" not in facts.spans or not facts.purchases_known:
        return None
    held = with_reason_as_read(facts, held)
    if not any(r["question"] == held.reason_question for r in asked_questions(facts)):
        return None
    found = evidence(facts)
    if not enough(hear(facts, found.customers, held), held):
        return Why(kinds(facts, period=period, assumptions=held, evidence=found, times=0), None)
    tested = _tested(facts)
    failed = failed_of(tested) if tested else ()
    held_up = tested.supported if tested else ()
    return Why(kinds(facts, period=period, assumptions=held, evidence=found, failed=failed, supported=held_up), tested)


def failed_of(tested: Verdict) -> tuple[str, ...]:
    """The axes that were tested and did not hold; what could not be tested is not among them."""
    return tuple(axis.axis for axis in tested.axes if axis.conclusion == FAILED)


def _tested(facts: Facts) -> Verdict | None:
    try:
        return verdict(facts)
    except NothingUsable:
        return None
