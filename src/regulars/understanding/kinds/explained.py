"""One customer of all that was found: her kind with its chance, and how surely she would stay, with a band."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.evidence.evidence import Evidence
from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.band import moved
from regulars.understanding.kinds.crutches import CRUTCHES
from regulars.understanding.kinds.explaining import Explanation, facts_of
from regulars.understanding.kinds.knowing import know, of_those_who_answered
from regulars.understanding.kinds.learning import Learned
from regulars.understanding.kinds.persistence import ALONE
from regulars.understanding.kinds.shifting import OF_DRAWS
from regulars.understanding.kinds.wording import said_of

FloatArray = NDArray[np.float64]


def unasked(evidence: Evidence, row: int, done: str, assumptions: Assumptions) -> Explanation:
    """What she does, where nobody's answers say why."""
    held = {c.indicator.name: assumptions.loading(c.indicator.name) for c in evidence.columns}
    sentence = f"{done}. Why she comes, sales don’t show; nobody asked her."
    return Explanation(evidence.customers[row].as_py(), done, sentence, facts_of(evidence, row, held), {}, {})


def explained(
    evidence: Evidence,
    row: int,
    learned: Learned,
    assumptions: Assumptions,
    *,
    kind: str,
    chances: Mapping[str, float],
    silent_about: Collection[str],
    said: str | None,
    level: float,
) -> Explanation:
    """In: her ``row``; her ``kind`` as it may be said, the ``chances`` of each; the kinds that nothing may be said of;
    what she ``said`` herself.
    """
    loadings = dict(zip(learned.signals.names, map(float, learned.fitted.parameters.loadings), strict=True))
    stays = dict(zip(CRUTCHES, map(float, learned.known.persists[row, list(ALONE)]), strict=True))
    sayable = {k: c for k, c in chances.items() if k not in silent_about}
    return Explanation(
        evidence.customers[row].as_py(), kind, said_of(kind, sayable), facts_of(evidence, row, loadings), dict(chances),
        {str(k): v for k, v in stays.items()}, (f"named {said} as her main reason",) if said else (),
        bands(learned, row, assumptions, level),
    )  # fmt: skip


def bands(learned: Learned, row: int, assumptions: Assumptions, level: float) -> dict[str, tuple[float, float]]:
    """How far her chance of staying without each crutch may be otherwise: by the doubt about the parameters, and, where she
    did not answer, by as much as those who did not may differ.
    """
    each = np.array([_stays(learned, row, number, assumptions) for number in range(len(learned.parameters))])
    ends = np.quantile(each, [(1 - level) / 2, (1 + level) / 2], axis=0, method=OF_DRAWS)
    value = learned.known.persists[row, list(ALONE)]
    low, high = np.minimum(ends[0], value), np.maximum(ends[1], value)
    if row not in learned.sample.replies.rows:
        low, high = moved(low, 1 / assumptions.non_response_odds), moved(high, assumptions.non_response_odds)
    return {c: (float(a), float(b)) for c, a, b in zip(CRUTCHES, low, high, strict=True)}


def _stays(learned: Learned, row: int, number: int, assumptions: Assumptions) -> FloatArray:
    """(3,): her chance of staying without each crutch by one draw of the parameters."""
    p, sample, layout = learned.parameters[number], learned.sample, learned.layout
    place, shifts = np.flatnonzero(sample.replies.rows == row), learned.carried(learned.shifts, np.array([row]))
    if len(place):
        own = replace(sample, shrunk=sample.shrunk[place], replies=sample.replies.taken(place), weights=sample.weights[place])
        found = of_those_who_answered(own, layout, p, assumptions, shifts=shifts)[1][0]
    else:
        found = know(learned.signals.shrunk[[row]], layout, [p], assumptions, shifts=shifts).persists
    return np.asarray(found[0, list(ALONE)])
