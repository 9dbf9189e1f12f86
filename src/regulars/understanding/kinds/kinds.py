"""Kinds: why each customer returns, and what of the retention rate is earned."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa

from regulars.facts.log import Facts
from regulars.measures.lifetime.summarise import currency
from regulars.understanding.evidence.evidence import Evidence
from regulars.understanding.evidence.gathering import evidence as gathered
from regulars.understanding.kinds.assumptions import Assumptions, default_assumptions
from regulars.understanding.kinds.crutches import AXES, AXIS_OF, CRUTCHES, Crutch
from regulars.understanding.kinds.experiments import experiments
from regulars.understanding.kinds.found import Kinds
from regulars.understanding.kinds.hearing import Heard, hear
from regulars.understanding.kinds.learning import Learned, before_any_answer, learn, shifted, signals
from regulars.understanding.kinds.past_shocks import FEWEST_WEEKS, MOST_WEEKS, Met, past_shocks
from regulars.understanding.kinds.reckoning import TIMES, reckon
from regulars.understanding.kinds.returning import Returning, returning
from regulars.understanding.kinds.shifting import shifts
from regulars.understanding.kinds.struck import struck


def kinds(
    facts: Facts,
    *,
    period: str = "quarter",
    assumptions: Assumptions | None = None,
    failed: Collection[str] = (),
    supported: Collection[str] = (),
    evidence: Evidence | None = None,
    seed: int = 0,
    times: int = TIMES,
) -> Kinds:
    """Why each customer returns, and how much of the retention rate is earned.

    In: ``facts``; ``period``, whose last complete step the headline speaks of; ``assumptions``, the package's own where
    not given; ``failed``, axes that failed their test and are not used; ``supported``, axes that passed it: where their
    crutch was once taken away at some places, what was seen then sets right what people say (experiments that
    ``assumptions`` name do so whatever the verdict); ``evidence``, where it was gathered before; ``seed`` of all that is
    drawn; ``times``, how often customers and answers are drawn anew for intervals:
    with 0 there is no headline.
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
    met: tuple[Met, ...] = ()
    unread: tuple[str, ...] = ()
    if learned is not None:
        crutches = [c for c in CRUTCHES if AXIS_OF[c] in supported and AXIS_OF[c] not in failed]
        taught = found.customers.take(pa.array(heard.replies.rows))
        met, unread = _tried_and_met(facts, used.names, taught, crutches, held, generator, weeks_of(back))
        learned = _set_right(facts, found, learned, met, held)
    level = facts.settings.level
    headline = None
    if times and learned is not None and back is not None and int(back.retained.sum()) >= facts.settings.minimum_n:
        headline = reckon(learned, back, heard, held, generator, level=level, times=times, shocks=met)
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
        unread=unread,
    )


def _tried_and_met(
    facts: Facts,
    names: tuple[str, ...],
    taught: pa.Array,
    crutches: Sequence[Crutch],
    held: Assumptions,
    generator: np.random.Generator,
    weeks: int,
) -> tuple[tuple[Met, ...], tuple[str, ...]]:
    """What was seen without a crutch, by experiment where there is one, else by a past shock; and what cannot be read."""
    tried, unread = experiments(facts, names, held.experiments, generator, weeks)
    others = [c for c in crutches if c not in {met.crutch for met in tried}]
    return (*tried, *past_shocks(facts, names, taught, others, generator, weeks)), unread


def _set_right(facts: Facts, found: Evidence, learned: Learned, met: tuple[Met, ...], held: Assumptions) -> Learned:
    """What is known, once past shocks say what stated answers are worth."""
    if not met:
        return learned
    gone = struck(facts, found, [m.crutch for m in met if not m.experiment])
    return shifted(learned, shifts(met, learned.fitted.parameters, learned.layout, held), gone, held)


def weeks_of(back: Returning | None) -> int:
    """Within how many weeks customers are to come again after a shock: the headline's period, from four weeks to a quarter."""
    days = (back.now.ends - back.now.starts).days + 1 if back else 7 * MOST_WEEKS
    return max(FEWEST_WEEKS, min(days // 7, MOST_WEEKS))


def enough(heard: Heard, assumptions: Assumptions) -> bool:
    """Whether there are main reasons enough to learn from."""
    return heard.replies.reasons >= assumptions.minimum_answers


__all__ = ["Kinds", "Learned", "enough", "kinds"]
