"""Kinds: why each customer returns, and what of the retention rate is earned."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from regulars.facts.log import Facts
from regulars.measures.lifetime.summarise import currency
from regulars.understanding.evidence.evidence import Evidence
from regulars.understanding.evidence.gathering import evidence as gathered
from regulars.understanding.kinds.assumptions import Assumptions, default_assumptions
from regulars.understanding.kinds.crutches import AXES
from regulars.understanding.kinds.found import Kinds
from regulars.understanding.kinds.hearing import Heard, hear
from regulars.understanding.kinds.learning import Learned, before_any_answer, learn, signals
from regulars.understanding.kinds.reckoning import TIMES, reckon
from regulars.understanding.kinds.returning import returning


def kinds(
    facts: Facts,
    *,
    period: str = "quarter",
    assumptions: Assumptions | None = None,
    failed: Collection[str] = (),
    evidence: Evidence | None = None,
    seed: int = 0,
    times: int = TIMES,
) -> Kinds:
    """Why each customer returns, and how much of the retention rate is earned.

    In: ``facts``; ``period``, whose last complete step the headline speaks of; ``assumptions``, the package's own where
    not given; ``failed``, axes that failed their test and are not used; ``evidence``, where it was gathered before;
    ``seed`` of all that is drawn; ``times``, how often customers and answers are drawn anew for intervals: with 0
    there is no headline.
    Out: Kinds, with ``table`` (one row per customer), ``headline`` (shares of those active before, with bands; None
    where there are too few answers or periods), ``reading`` and ``explain(customer_id)``.
    Undefined: without answers enough it says what customers do, never why; ``missing`` says what would help.

    >>> kinds(facts).reading
    'Sales show that people return, not why. Ask one question: why us rather than elsewhere?'

    Source: docs/why/kinds.md; Dick & Basu 1994; Dawid & Skene 1979 for errors of answers.
    """
    held = assumptions or default_assumptions()
    found = evidence or gathered(facts)
    heard = hear(facts, found.customers, held)
    used = signals(found, frozenset(a for a in AXES if a in failed), heard.replies.rows)
    generator = np.random.default_rng(seed)
    learned = learn(used, heard.replies, held, generator) if enough(heard, held) else None
    back = returning(facts, found.customers, period)
    level = facts.settings.level
    headline = None
    if times and learned is not None and back is not None and int(back.retained.sum()) >= facts.settings.minimum_n:
        headline = reckon(learned, back, heard, held, generator, level=level, times=times)
    return Kinds(
        evidence=found,
        heard=heard,
        assumptions=held,
        failed=tuple(a for a in AXES if a in failed),
        learned=learned,
        scores=learned.known.scores if learned else before_any_answer(used, held),
        back=back,
        headline=headline,
        level=level,
        as_of=facts.as_of,
        time_zone=facts.settings.time_zone,
        currency=currency(facts),
    )


def enough(heard: Heard, assumptions: Assumptions) -> bool:
    """Whether there are main reasons enough to learn from."""
    return heard.replies.reasons >= assumptions.minimum_answers


__all__ = ["Kinds", "Learned", "enough", "kinds"]
