"""From facts to replies: who said what to the questions that kinds rest on, and who was invited to say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.scales import MAIN_REASON, is_main_reason
from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.crutches import CRUTCHES, KINDS, Kind
from regulars.understanding.kinds.replies import LEVELS, Replies, no_replies

REPLIES, INVITED = Query.beside(__file__, "replies"), Query.beside(__file__, "invited")
OTHERS = Query.beside(__file__, "questions")
_LATEST, _BEFORE = 1, 2
_NO_QUESTION = " "
"""Stands where a crutch has no question: nothing is called so."""


@dataclass(frozen=True)
class Heard:
    """``replies`` of known customers; ``invited`` and ``by_lot`` (n,): who of the evidence's customers was asked,
    and who by lot.

    ``set_aside``: how many answers were left out, by the reason in words. ``scales``: the scales of
    reliance answers that are not 1 to 5, each put onto it by its place between the ends. ``others``: where nobody answered
    the main reason, the questions that were answered, the most answered first, each with how many said something.
    """

    replies: Replies
    invited: NDArray[np.bool_]
    by_lot: NDArray[np.bool_]
    set_aside: Mapping[str, int]
    scales: tuple[str, ...]
    others: tuple[tuple[str, int], ...] = ()


def hear(facts: Facts, customers: pa.Array, assumptions: Assumptions) -> Heard:
    """The replies of these customers; none where nobody was asked."""
    if "answers" not in facts.spans:
        nobody = np.zeros(len(customers), bool)
        return Heard(no_replies(), nobody, nobody, {}, ())
    assumptions = with_reason_as_read(facts, assumptions)
    names: dict[str, str] = {c: assumptions.reliance.get(c, _NO_QUESTION) for c in CRUTCHES}
    table = facts.run_over("answers", REPLIES, reason=assumptions.reason_question, **names)
    asked = assumptions.reason_question in pc.unique(table.column("question")).to_pylist()
    rows = pc.index_in(table.column("customer_id"), value_set=customers).fill_null(-1).to_numpy().astype(np.int64)
    strangers = len(set(table.column("customer_id").filter(pa.array(rows < 0)).to_pylist()))
    table, rows = table.filter(pa.array(rows >= 0)), rows[rows >= 0]
    invited, by_lot = _invited(facts, customers, {"reason": assumptions.reason_question, **names})
    (reliance, earlier), odd, scales = _reliance(table, rows, len(customers), names)
    latest, before, other = _reasons(table, rows, len(customers), assumptions)
    said = np.flatnonzero((latest >= 0) | (reliance > 0).any(axis=1))
    replies = Replies(said, latest[said], before[said], reliance[said], earlier[said], by_lot[said])
    aside = {
        "people who answered and never bought within the window": strangers,
        f"main reasons that name no kind, such as “don’t know”{other[1]}": other[0],
        "reliance answers without a scale, or off it": odd,
    }
    others = () if asked else _others(facts, names)
    return Heard(replies, invited, by_lot, {what: n for what, n in aside.items() if n}, scales, others)


def with_reason_as_read(facts: Facts, assumptions: Assumptions) -> Assumptions:
    """Where the main reason is named in words that readers know: by these words, or by its own name, as most answered it."""
    named = assumptions.reason_question
    if named == MAIN_REASON or not is_main_reason(named):
        return assumptions
    asked = {row["question"]: row["customers"] for row in facts.run_over("answers", OTHERS).to_pylist()}
    kept = max(named, MAIN_REASON, key=lambda question: asked.get(question, 0))
    return replace(assumptions, reason_question=kept)


def _others(facts: Facts, names: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """The questions that were answered, less those about reliance, with how many customers answered each."""
    rows = facts.run_over("answers", OTHERS).to_pylist()
    return tuple(
        (row["question"], row["customers"]) for row in rows if row["customers"] and row["question"] not in names.values()
    )


def _invited(facts: Facts, customers: pa.Array, names: Mapping[str, str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Who was invited, and who by lot, of the customers."""
    table = facts.engine.run(INVITED, {**names, "as_of": facts.as_of_number})
    rows = pc.index_in(table.column("customer_id"), value_set=customers).fill_null(-1).to_numpy()
    known, lot = rows >= 0, table.column("by_lot").to_numpy() == 1
    invited, by_lot = np.zeros(len(customers), bool), np.zeros(len(customers), bool)
    invited[rows[known]] = True
    by_lot[rows[known & lot]] = True
    return invited, by_lot


def _reasons(
    table: pa.Table, rows: NDArray[np.int64], size: int, assumptions: Assumptions
) -> tuple[NDArray[np.int64], NDArray[np.int64], tuple[int, str]]:
    """(n,) the latest main reason and the one before as numbers of KINDS, -1 where none; and what names no kind."""
    numbers = {choice.strip().lower(): KINDS.index(kind) for choice, kind in assumptions.reason_choices.items()}
    asked = np.array(table.column("question").to_pylist(), dtype=object) == assumptions.reason_question
    choices = [str(c or "").strip().lower() for c in table.column("choice").filter(pa.array(asked)).to_pylist()]
    meant = np.array([numbers.get(c, -1) for c in choices], np.int64)
    turns = table.column("turn").to_numpy()[asked]
    found = [np.full(size, -1, np.int64) for _ in (_LATEST, _BEFORE)]
    for turn, kinds in zip((_LATEST, _BEFORE), found, strict=True):
        kinds[rows[asked][turns == turn]] = meant[turns == turn]
    unknown = sorted({c for c, kind in zip(choices, meant, strict=True) if kind < 0 and c})
    shown = f" ({', '.join(unknown[:4])})" if unknown else ""
    return found[0], found[1], (int((meant[turns == _LATEST] < 0).sum()), shown)


def _reliance(
    table: pa.Table, rows: NDArray[np.int64], size: int, names: Mapping[str, str]
) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], int, tuple[str, ...]]:
    """(n, 3) levels 1 to 5, 0 where not said, latest and before; how many could not be placed; and other scales than 1 to 5."""
    questions, turns = np.array(table.column("question").to_pylist(), dtype=object), table.column("turn").to_numpy()
    score, low, high = (
        table.column(c).cast(pa.float64()).fill_null(float("nan")).to_numpy() for c in ("score", "scale_min", "scale_max")
    )
    levels = levels_of(score, low, high)
    found = {turn: np.zeros((size, len(CRUTCHES)), np.int64) for turn in (_LATEST, _BEFORE)}
    odd, scales = 0, set()
    for place, crutch in enumerate(CRUTCHES):
        asked = questions == names[crutch]
        for turn, said in found.items():
            said[rows[asked & (turns == turn)], place] = levels[asked & (turns == turn)]
        odd += int((asked & (turns == _LATEST) & (levels == 0)).sum())
        scales |= set(zip(low[asked & (levels > 0)].tolist(), high[asked & (levels > 0)].tolist(), strict=True))
    others = tuple(f"{a:g} to {b:g}" for a, b in sorted(scales) if (a, b) != (1.0, float(LEVELS)))
    return (found[_LATEST], found[_BEFORE]), odd, others


def levels_of(score: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.int64]:
    """Scores of any scale as 1 to 5, by their place between its ends; 0 where there is no scale, or off it.

    >>> levels_of(np.array([1, 6, 11, 12, 2.0]), np.array([1.0] * 4 + [np.nan]), np.array([11.0] * 5)).tolist()
    [1, 3, 5, 0, 0]
    """
    known = np.isfinite(score) & np.isfinite(low) & np.isfinite(high) & (low < high) & (low <= score) & (score <= high)
    share = np.divide(score - low, high - low, out=np.zeros(len(score)), where=known)
    return np.where(known, 1 + np.rint(share * (LEVELS - 1)), 0).astype(np.int64)


def kinds_named(replies: Replies, fewest: int) -> tuple[Kind, ...]:
    """The four kinds that always stand, and deal and habit where that many answers name them."""
    named = [k for number, k in enumerate(KINDS) if number >= 4 and int((replies.reason == number).sum()) >= fewest]
    return (*KINDS[:4], *named)
