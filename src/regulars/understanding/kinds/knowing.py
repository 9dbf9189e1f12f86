"""What the fit says of each customer: the chance of each kind, and of still coming with each set of crutches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.crutches import AXES, SUBSETS, Kind
from regulars.understanding.kinds.layout import Layout, Parameters, softmax
from regulars.understanding.kinds.likelihood import Sample, reasons_seen, reliance_seen
from regulars.understanding.kinds.persistence import persistence, side_by_side
from regulars.understanding.kinds.worth import of_answers, of_some, worth_of

FloatArray = NDArray[np.float64]
_AT_ONCE = 50_000
_LEAST = 1e-300
_STEEPEST = 300.0
"""Log odds beyond it are as good as certain, and their product can still be written down."""


@dataclass(frozen=True)
class Known:
    """``chances`` (n, K): of each kind, summing to 1. ``persists`` (n, 8): the chance of still coming with only each
    set of crutches. ``scores`` (n, 4): the place on each axis.
    """

    kinds: tuple[Kind, ...]
    chances: FloatArray
    persists: FloatArray
    scores: FloatArray


def know(
    shrunk: FloatArray,
    layout: Layout,
    parameters: Sequence[Parameters],
    assumptions: Assumptions,
    sharpness: float = 1.0,
    shifts: FloatArray | None = None,
) -> Known:
    """The average over draws of the parameters. ``sharpness`` below 1 pulls the chances of kinds to those of everybody.

    ``shifts`` (3,), or (n, 3) where they differ: what past shocks add to the log odds of what an answer is worth, for each
    crutch.
    """
    n, kinds = len(shrunk), layout.kinds
    known = Known(kinds, np.zeros((n, len(kinds))), np.zeros((n, len(SUBSETS))), np.zeros((n, len(AXES))))
    for some in in_pieces(n):
        worth = worth_of(assumptions.still_come, of_some(shifts, some))
        for p in parameters:
            scores, chances = _placed(shrunk[some], layout, p)
            known.chances[some] += chances / len(parameters)
            known.scores[some] += scores / len(parameters)
            stays = staying(scores, layout, p, worth)
            known.persists[some] += _persistence(chances, stays, layout, assumptions, None) / len(parameters)
    return known if sharpness == 1.0 else replace(known, chances=drawn_together(known.chances, sharpness))


def in_pieces(customers: int, at_once: int = _AT_ONCE) -> Iterator[slice]:
    """So many customers at a time as arrays by kind and crutch have room for.

    >>> list(in_pieces(120_000))[1:]
    [slice(50000, 100000, None), slice(100000, 150000, None)]
    """
    return (slice(begins, begins + at_once) for begins in range(0, customers, at_once))


def _placed(shrunk: FloatArray, layout: Layout, p: Parameters) -> tuple[FloatArray, FloatArray]:
    """(n, 4) places on the axes, and (n, K) chances of each kind."""
    scores = layout.scores(shrunk, p.loadings)
    return scores, softmax(p.intercepts + scores @ p.slopes.T)


def drawn_together(chances: FloatArray, sharpness: float) -> FloatArray:
    """Chances whose log odds differ from those of everybody by ``sharpness`` times as much.

    >>> drawn_together(np.array([[0.9, 0.1], [0.1, 0.9]]), 0.5).round(2).tolist()
    [[0.75, 0.25], [0.25, 0.75]]
    """
    everybody = np.log(np.maximum(chances.mean(axis=0), _LEAST))
    return softmax(everybody + sharpness * (np.log(np.maximum(chances, _LEAST)) - everybody))


def staying(scores: FloatArray, layout: Layout, p: Parameters, worth: FloatArray) -> FloatArray:
    """(n, K, 3): the chance of still coming without each crutch, were she of each kind: what the answer would be, if not
    at random, and what it is ``worth`` (3, 5), or (n, 3, 5).
    """
    each = np.moveaxis(worth.reshape(-1, *worth.shape[-2:]), 1, 0)
    places = (scores @ p.reliance.T).T[:, :, None] + layout.shifts(p).T[:, None, :]
    odds = np.exp(np.clip(-places, -_STEEPEST, _STEEPEST))
    found = np.broadcast_to(each[:, :, :1], places.shape).copy()
    for level, step in enumerate(np.moveaxis(np.diff(each, axis=2), 2, 0)[..., None]):
        found += step / (1.0 + odds * np.exp(np.clip(p.cuts[:, level], -_STEEPEST, _STEEPEST))[:, None, None])
    return np.moveaxis(found, 0, -1)


def answers_foretold(scores: FloatArray, layout: Layout, p: Parameters, crutch: int) -> FloatArray:
    """(n, K, 5): the chance of each answer about a crutch, by its number, were she of each kind and meant what she says."""
    places = (scores @ p.reliance[crutch])[:, None] + layout.shifts(p)[:, crutch]
    above = expit(places[..., None] - p.cuts[crutch])
    ends = np.ones((*places.shape, 1)), np.zeros((*places.shape, 1))
    return np.asarray(-np.diff(np.concatenate([ends[0], above, ends[1]], axis=-1)))


def persists_at(
    shrunk: FloatArray,
    layout: Layout,
    p: Parameters,
    assumptions: Assumptions,
    ends: Sequence[FloatArray | None],
    shifts: FloatArray | None = None,
) -> list[FloatArray]:
    """(n, 8) for each of ``ends``: what ``know`` says of persisting by one set of parameters.

    An end (3,): for a crutch that nothing identifies, whether those who come for it would come without it; NaN else.
    """
    found = [side_by_side(len(shrunk)) for _ in ends]
    settled = all(map(_settles, ends))
    for some in in_pieces(len(shrunk) if ends else 0):
        scores, chances = _placed(shrunk[some], layout, p)
        worth = worth_of(assumptions.still_come, of_some(shifts, some))
        stays = None if settled else staying(scores, layout, p, worth)
        for each, end in zip(found, ends, strict=True):
            each[some] = _persistence(chances, None if _settles(end) else stays, layout, assumptions, end)
    return found


def of_those_who_answered(
    sample: Sample,
    layout: Layout,
    p: Parameters,
    assumptions: Assumptions,
    expected: FloatArray | None = None,
    shifts: FloatArray | None = None,
    ends: Sequence[FloatArray | None] = (None,),
) -> tuple[FloatArray, list[FloatArray]]:
    """(m, K), and (m, 8) for each of ``ends``: the same of those who answered, with what they said of themselves.

    ``expected`` (m, K): the chances of each kind before they said it, where these are not the parameters' own.
    """
    scores, placed = _placed(sample.shrunk, layout, p)
    before = placed if expected is None else expected
    seen = reliance_seen(p, layout, scores, sample)
    logs = np.log(before + _LEAST) + seen.log_chance + reasons_seen(p.confusion, sample.replies)
    chances = softmax(logs)
    worth = worth_of(assumptions.still_come, shifts)
    own = of_answers(worth, sample.replies.reliance)[:, None, :]
    stays = seen.meant * own + (1 - seen.meant) * staying(scores, layout, p, worth)
    return chances, [_persistence(chances, stays, layout, assumptions, end) for end in ends]


def _settles(end: FloatArray | None) -> bool:
    """Whether ``end`` says of every crutch what would be without it, whoever the customer is."""
    return end is not None and not np.isnan(end).any()


def _persistence(
    chances: FloatArray,
    stays: FloatArray | None,
    layout: Layout,
    assumptions: Assumptions,
    end: FloatArray | None,
) -> FloatArray:
    if end is not None:
        said = np.where(layout.rests_on > 0, end, 1.0)[None]
        stays = said if stays is None else np.where(np.isnan(end), stays, said)
    assert stays is not None
    best = end is not None and bool((end == 1.0).any())  # the upper end of what nothing identifies: as good as it can be
    return persistence(chances, stays, layout.rests_on, assumptions.without_any, 1.0 if best else assumptions.without_all)


def with_own(
    known: Known, sample: Sample, layout: Layout, p: Parameters, assumptions: Assumptions, shifts: FloatArray | None = None
) -> Known:
    """What customers said of themselves counts for them; ``shifts`` (3,), or (m, 3) of those who answered."""
    rows = sample.replies.rows
    chances, persists = known.chances.copy(), known.persists.copy()
    chances[rows], [persists[rows]] = of_those_who_answered(sample, layout, p, assumptions, chances[rows], shifts)
    return replace(known, chances=chances, persists=persists)
