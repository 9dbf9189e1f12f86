"""How well parameters agree with the answers, and which way they would agree better: value and gradient.

Each customer is of one kind, which nobody sees. The axes give its chances; the main reason names it, through
the confusion of answers; and the reliance answers depend on it and on the axes, unless they are given at random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from regulars.understanding.kinds.layout import Layout, Parameters, Prior, softmax
from regulars.understanding.kinds.replies import LEVELS, Replies

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_LEAST = 1e-300
_KEPT_IN_PLACE = 1e-3
"""The log odds of a row may move together without changing anything: this slight pull keeps them in place."""


@dataclass(frozen=True)
class Sample:
    """The customers who answered: ``shrunk`` (m, J), indicators turned so that more speaks for the axis; ``replies``,
    their main reasons as numbers of the layout's kinds; ``weights`` (m,): how often each counts; ``at_random``:
    the share of reliance answers that say nothing.
    """

    shrunk: FloatArray
    replies: Replies
    weights: FloatArray
    at_random: float


@dataclass(frozen=True)
class Seen:
    """What a customer of each kind would have said: ``log_chance`` (m, K) of all her reliance answers; its gradient
    ``by_cut`` (m, K, 3, 4) and ``by_place`` (m, K, 3); ``meant`` (m, K, 3): the chance that the answer was not at random.
    """

    log_chance: FloatArray
    by_cut: FloatArray
    by_place: FloatArray
    meant: FloatArray


def objective(vector: FloatArray, layout: Layout, held: Prior, sample: Sample) -> tuple[float, FloatArray]:
    """Minus the log posterior, up to a constant, and its gradient."""
    p = layout.named(vector)
    scores, replies, weights = layout.scores(sample.shrunk, p.loadings), sample.replies, sample.weights[:, None]
    chances, seen = softmax(p.intercepts + scores @ p.slopes.T), reliance_seen(p, layout, scores, sample)
    logs = np.log(chances + _LEAST) + seen.log_chance + reasons_seen(p.confusion, replies)
    top = logs.max(axis=1, keepdims=True)
    grown = np.exp(logs - top)
    total = grown.sum(axis=1, keepdims=True)
    of_kind = weights * grown / total
    residual = of_kind - weights * chances
    reliance, pull = _by_reliance(p, layout, scores, of_kind, seen)
    pull += residual @ p.slopes
    loadings = np.einsum("mj,mj->j", sample.shrunk, pull[:, layout.axes])
    answered = Parameters(
        loadings, residual.sum(axis=0), residual.T @ scores, *reliance, _by_errors(p.confusion, of_kind, replies)
    )
    believed, by_prior = _prior(p, held)
    value = float((weights * (np.log(total) + top)).sum()) + believed
    return -value, -(layout.vector(answered) + layout.vector(by_prior))


def reasons_seen(confusion: FloatArray, replies: Replies) -> FloatArray:
    """(m, K): the log chance of each one's main reasons, were she of each kind; 0 where she gave none."""
    logs = np.column_stack([np.log(np.maximum(confusion, _LEAST)), np.zeros(len(confusion))])
    return np.asarray((logs[:, replies.reason] + logs[:, replies.before]).T)


def reliance_seen(p: Parameters, layout: Layout, scores: FloatArray, sample: Sample) -> Seen:
    """What each one's reliance answers say, were she of each kind."""
    places = (scores @ p.reliance.T)[:, None, :] + layout.shifts(p)[None]
    levels = sample.replies.reliance
    told = (levels > 0)[:, None, :]
    chance, by_cut, by_place = ordered(places, p.cuts, np.maximum(levels, 1)[:, None, :])
    heard = (1 - sample.at_random) * chance + sample.at_random / LEVELS
    share = np.where(told, (1 - sample.at_random) / heard, 0.0)
    logs = np.where(told, np.log(heard), 0.0).sum(axis=2)
    return Seen(logs, by_cut * share[..., None], by_place * share, share * chance)


def ordered(places: FloatArray, cuts: FloatArray, levels: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The chance of a level (1 … 5) in an ordered logit, its gradient by the cuts (…, 4), and by place.

    In: ``places`` and ``levels`` of one shape (…, items), or that can be brought to it; ``cuts`` (items, 4).

    >>> ordered(np.array([0.0]), np.array([[-1.0, 0.0, 1.0, 2.0]]), np.array([3]))[0].round(3).tolist()
    [0.231]
    """
    ends = np.concatenate([np.full((len(cuts), 1), -np.inf), cuts, np.full((len(cuts), 1), np.inf)], axis=1)
    items = np.arange(len(cuts))  # what depends on levels alone is looked up once for all kinds
    above, below = expit(ends[items, levels] - places), expit(ends[items, levels - 1] - places)
    slope_above, slope_below = above * (1 - above), below * (1 - below)
    cut = np.arange(1, LEVELS)
    by_cut = slope_above[..., None] * (levels[..., None] == cut) - slope_below[..., None] * (levels[..., None] == cut + 1)
    return above - below, by_cut, slope_below - slope_above


Reliance = tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]


def _by_reliance(
    p: Parameters, layout: Layout, scores: FloatArray, of_kind: FloatArray, seen: Seen
) -> tuple[Reliance, FloatArray]:
    """The gradient by first cut, log gaps, slopes, own and sure; and (m, 4) by each one's scores."""
    by_place = of_kind[..., None] * seen.by_place
    cuts = np.einsum("mk,mkic->ic", of_kind, seen.by_cut)
    each, shifts, on = by_place.sum(axis=1), by_place.sum(axis=0), layout.rests_on
    gaps = np.exp(p.log_gaps) * cuts[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1:]
    sure = ((1.0 - on.sum(axis=1, keepdims=True)) * shifts).sum(axis=0)
    return (cuts.sum(axis=1), gaps, each.T @ scores, (on * shifts).sum(axis=0), sure), each @ p.reliance


def _by_errors(confusion: FloatArray, of_kind: FloatArray, replies: Replies) -> FloatArray:
    """The answers' pull on the log odds of confusion: what was answered less what was to be expected."""
    pull = np.zeros_like(confusion)
    for answer in (replies.reason, replies.before):
        said = answer >= 0
        pull += of_kind[said].T @ np.eye(len(confusion))[answer[said]]
        pull -= of_kind[said].sum(axis=0)[:, None] * confusion
    return pull


def _prior(p: Parameters, held: Prior) -> tuple[float, Parameters]:
    """The log of what was held before, and its gradient."""
    value, by = 0.0, {}
    for name in ("loadings", "intercepts", "slopes", "first_cut", "log_gaps", "reliance", "own", "sure"):
        away = (getattr(p, name) - getattr(held.mean, name)) / getattr(held.sd, name)
        value -= 0.5 * float((away**2).sum())
        by[name] = -away / getattr(held.sd, name)
    confusion = p.confusion
    value += float((held.dirichlet * np.log(np.maximum(confusion, _LEAST))).sum())
    value -= 0.5 * _KEPT_IN_PLACE * float((p.errors**2).sum())
    by["errors"] = held.dirichlet - held.dirichlet.sum(axis=1, keepdims=True) * confusion - _KEPT_IN_PLACE * p.errors
    return value, Parameters(**by)
