"""What was found: kinds of all customers, the headline, and one customer at a time in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regulars.errors import UsageError
from regulars.understanding.evidence.evidence import Evidence
from regulars.understanding.kinds import telling
from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.behaving import behaviours
from regulars.understanding.kinds.crutches import AXES, AXIS_OF, CRUTCHES, KINDS, UNKNOWN, Axis, Kind
from regulars.understanding.kinds.explained import explained, unasked
from regulars.understanding.kinds.explaining import Explanation
from regulars.understanding.kinds.hearing import Heard
from regulars.understanding.kinds.labels import labels, words
from regulars.understanding.kinds.learning import Learned
from regulars.understanding.kinds.persistence import ALONE
from regulars.understanding.kinds.returning import Returning
from regulars.understanding.kinds.summing import Reckoned
from regulars.understanding.kinds.wording import IF_IT_GOES, headline, too_few

FloatArray = NDArray[np.float64]
_TOO_SHORT = "no two complete periods in a row; months may be, where quarters are not (--period month)"


@dataclass(frozen=True)
class Kinds:
    """Kinds of customers. ``learned`` is None where there are too few answers: then only behaviour is spoken of.

    ``headline``: what is earned and what rests on each crutch, with bands; None where it cannot be told. ``currency``: None
    where there are several, and then nothing is said of money. ``unread``: experiments that cannot be read, and why.
    """

    evidence: Evidence
    heard: Heard
    assumptions: Assumptions
    failed: tuple[Axis, ...]
    learned: Learned | None
    scores: FloatArray
    back: Returning | None
    headline: Reckoned | None
    level: float
    as_of: date
    time_zone: str
    currency: str | None
    unread: tuple[str, ...] = ()

    @property
    def answers(self) -> int:
        """How many customers said something that kinds rest on."""
        return self.heard.replies.n

    @property
    def reading(self) -> str:
        """The one sentence."""
        if self.learned is None:
            return too_few(self.heard, self.assumptions.minimum_answers)
        if self.headline is None or self.back is None:
            return f"{self.answers:,} answers say why; too few came back to say of how many."
        return headline(self.headline, self.back.before, self.back.now)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not enough, and what would be."""
        replies, fewest = self.heard.replies, self.assumptions.minimum_answers
        asked = {f"who would still come {IF_IT_GOES[c]}": replies.told(k) for k, c in enumerate(CRUTCHES)}
        told = {"the main reason": replies.reasons, **asked}
        few = [f"not enough answers about {what}: {n:,} of {fewest:,}" for what, n in told.items() if n < fewest]
        gone = [f"{axis} failed its test on these facts, so it isn’t used" for axis in self.failed]
        unnamed = telling.under_other_words(self.heard.others, self.assumptions.reason_question)
        return (*unnamed, *few, *gone, *self.unread, *(() if self.back else (_TOO_SHORT,)))

    @cached_property
    def labels(self) -> pa.Array:
        """(n,) text: the kind, ``bonus or convenience``, or ``unknown``; unknown of all without answers."""
        if self.learned is None:
            return pa.array([UNKNOWN] * len(self.evidence.customers))
        kinds = self.learned.layout.kinds
        held, calibrated = self.assumptions, self.learned.calibrated
        foretells = calibrated is not None and calibrated.surely_better
        first, second = labels(self._told, kinds, held, said=self._said, failed=self._failed_kinds, foretells=foretells)
        return words(first, second, kinds)

    @property
    def _failed_kinds(self) -> tuple[Kind, ...]:
        return tuple(k for k, axis in AXIS_OF.items() if axis in self.failed)

    @cached_property
    def _said(self) -> NDArray[np.int64]:
        said = np.full(len(self.evidence.customers), -1, np.int64)
        if self.learned is not None:
            said[self.learned.sample.replies.rows] = self.learned.sample.replies.reason
        return said

    @cached_property
    def _told(self) -> FloatArray:
        """(n, K) chances; deal and habit, which only an answer may name, count as true of who did not name them."""
        assert self.learned is not None
        chances = self.learned.known.chances.copy()
        named = np.zeros(chances.shape, bool)
        named[np.arange(len(chances)), self._said] = self._said >= 0
        for number in range(len(KINDS[:4]), chances.shape[1]):
            others = ~named[:, number]
            chances[others, 0] += chances[others, number]
            chances[others, number] = 0.0
        return chances

    @cached_property
    def table(self) -> pa.Table:
        """One row per customer: ``customer_id``; ``kind``; ``behaviour``; ``chance_<kind>`` and ``stays_without_<crutch>``
        (shares, null without answers); ``score_<axis>``; ``said``, the kind that she named.
        """
        n = len(self.evidence.customers)
        columns: dict[str, Any] = {"customer_id": self.evidence.customers, "kind": self.labels, "behaviour": self.behaviour}
        empty = pa.nulls(n, pa.float64())
        for kind in KINDS:
            columns[f"chance_{kind}"] = self._chance(kind, empty)
        for crutch, place in zip(CRUTCHES, ALONE, strict=True):
            columns[f"stays_without_{crutch}"] = pa.array(self.learned.known.persists[:, place]) if self.learned else empty
        columns |= {f"score_{axis}": pa.array(self.scores[:, i]) for i, axis in enumerate(AXES)}
        columns["said"] = self._said_words
        return pa.table(columns)

    @cached_property
    def behaviour(self) -> pa.Array:
        return behaviours(self.scores, tuple(a for a in AXES if a not in self.failed))

    def _chance(self, kind: Kind, empty: pa.Array) -> pa.Array:
        if self.learned is None or kind not in self.learned.layout.kinds:
            return empty
        return pa.array(self._told[:, self.learned.layout.kinds.index(kind)])

    @property
    def _said_words(self) -> pa.Array:
        names = pa.array(self.learned.layout.kinds if self.learned else [""])
        codes = pa.array(self._said, mask=self._said < 0)
        return names.take(codes)

    def parts_rows(self) -> list[dict[str, Any]]:
        return telling.parts_rows(self.headline, self.currency is not None) if self.headline else []

    def lost_rows(self) -> list[dict[str, Any]]:
        return telling.lost_rows(self.headline, self.currency is not None) if self.headline else []

    def notes(self) -> list[str]:
        """What it rests on, what is missing, and what is assumed."""
        calibrated = self.learned.calibrated if self.learned else None
        return [*self.missing, *telling.notes(self.headline, self.heard, self.assumptions, calibrated)]

    def to_json(self) -> dict[str, Any]:
        """Plain values: the headline, counts and notes; customers are in ``table``."""
        return {
            "reading": self.reading,
            "as_of": self.as_of.isoformat(),
            "time_zone": self.time_zone,
            "level": self.level,
            "periods": [p.label for p in (self.back.before, self.back.now)] if self.back else [],
            "headline": telling.headline_json(self.headline, self.assumptions) if self.headline else None,
            "customers": self.counts(),
            "labels_from": {"one": self.assumptions.certain_enough, "two": self.assumptions.certain_enough_of_two},
            "notes": self.notes(),
        }

    def counts(self) -> dict[str, int]:
        """How many customers may be called what; without answers, how many do what."""
        column = self.labels if self.learned is not None else self.behaviour
        counted = pc.value_counts(column).to_pylist()
        return {c["values"]: c["counts"] for c in sorted(counted, key=lambda c: (-c["counts"], c["values"]))}

    def explain(self, customer_id: str) -> Explanation:
        """One customer in words, with the facts that it rests on; UsageError for somebody not known."""
        row = pc.index(self.evidence.customers, customer_id).as_py()
        if row < 0:
            raise UsageError(
                f"no customer {customer_id!r} bought within the window",
                expected=f"an id such as {self.evidence.customers[0].as_py()}",
                do="look at the ids in the file",
            )
        if self.learned is None:
            return unasked(self.evidence, row, self.behaviour[row].as_py(), self.assumptions)
        chances: dict[str, float] = {
            k: float(self._told[row, i]) for i, k in enumerate(self.learned.layout.kinds) if self._told[row, i] > 0
        }
        return explained(
            self.evidence, row, self.learned, self.assumptions,
            kind=self.labels[row].as_py(), chances=chances, silent_about=self._failed_kinds, said=self._said_words[row].as_py(),
            level=self.level,
        )  # fmt: skip
