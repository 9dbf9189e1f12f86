"""Who may be called what, what to do, and ten customers to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regulars.interfaces.report.figures import count
from regulars.understanding.kinds.crutches import UNKNOWN
from regulars.understanding.kinds.explaining import Explanation
from regulars.understanding.kinds.found import Kinds
from regulars.understanding.kinds.wording import WHAT_TO_DO, WHO

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Called:
    """How many customers may be called a kind, what that means, and what to do."""

    kind: str
    customers: str
    who: str
    do: str


def called(found: Kinds) -> tuple[Called, ...]:
    """The single kinds with what to do, the most customers first; those who are one of two together."""
    counts = found.counts()
    two = sum(n for kind, n in counts.items() if " or " in kind)
    single = [(kind, n) for kind, n in counts.items() if " or " not in kind]
    rows = [Called(kind, count(n), WHO[kind], WHAT_TO_DO[kind]) for kind, n in sorted(single, key=lambda k: k[0] == UNKNOWN)]
    return (*rows, *((Called("one of two", count(two), "either of two kinds", WHAT_TO_DO[UNKNOWN]),) if two else ()))


def ten(found: Kinds) -> list[Explanation]:
    """Ten customers to look at: the likeliest of each kind in turn, those first who did not say it themselves."""
    labels = np.array(found.labels.to_pylist(), dtype=object)
    assert found.learned is not None
    sure = found.learned.known.chances.max(axis=1)
    sure[found.learned.sample.replies.rows] -= 1.0
    piles = [np.flatnonzero(labels == kind)[np.argsort(-sure[labels == kind], kind="stable")] for kind in _in_turn(labels)]
    rows: list[int] = []
    for place in range(SHOWN):
        rows += [int(pile[place]) for pile in piles if place < len(pile)]
    return [found.explain(found.evidence.customers[row].as_py()) for row in rows[:SHOWN]]


def _in_turn(labels: np.ndarray) -> Sequence[str]:
    return [kind for kind in WHO if (labels == kind).any()]


def shown(told: Explanation) -> dict[str, object]:
    """One customer as the page shows her."""
    return {
        "id": told.customer_id, "kind": told.kind, "sentence": f"{told.sentence[:1].upper()}{told.sentence[1:]}",
        "facts": [f"{f[:1].upper()}{f[1:]}." for f in told.facts], "said": [f"{s[:1].upper()}{s[1:]}." for s in told.said],
    }  # fmt: skip
