"""What a past shock says of stated answers: by how much the odds of still coming must be moved to be what was seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import expit

from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.crutches import CRUTCHES, Crutch
from regulars.understanding.kinds.knowing import answers_foretold
from regulars.understanding.kinds.layout import Layout, Parameters, softmax
from regulars.understanding.kinds.past_shocks import TAKES_AWAY, Met
from regulars.understanding.kinds.worth import worth_of
from regulars.understanding.verdict.logistic import fitted

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_MOST = 6.0
_FEWEST_PLACES = 5
_LEAST = 1e-9
OF_DRAWS: Literal["weibull"] = "weibull"
"""Ends of an interval from few draws: so that another draw lies between them as often as is said; numpy's own ends lie inside,
which of 20 draws makes 81 % of what is called 90. Source: Hyndman & Fan 1996, American Statistician 50, 361-365.
"""


@dataclass(frozen=True)
class Shown:
    """What a past shock showed, of ``met`` customers who met it at ``places`` places, beside ``others`` who did not.

    ``came``: the share who bought within ``weeks``; ``expected``: as many as would have, by recency, frequency and money
    of the others. ``stay``: of those who come for this crutch, the share who would still have come, with ``interval``.
    ``experiment``: its name, where the crutch was withheld by lot: then ``others`` kept it, and places mean nothing.
    """

    crutch: Crutch
    condition: str
    places: int
    met: int
    others: int
    weeks: int
    came: float
    expected: float
    stay: float
    interval: tuple[float, float]
    experiment: str = ""


def shifts(shocks: tuple[Met, ...], p: Parameters, layout: Layout, assumptions: Assumptions) -> FloatArray:
    """(3,): what is added, for each crutch, to the log odds of what an answer is worth; 0 where no shock tells.

    Each is fitted to all who met the shock by their chances of each kind, never by a kind itself.
    """
    found = np.zeros(len(CRUTCHES))
    for met in shocks:
        found[CRUTCHES.index(met.crutch)] = _shift(_told(met, p, layout, assumptions))
    return found


def survival(met: Met) -> FloatArray:
    """(s,): of those who met the shock, the chance of coming again had there been none, as controls show it."""
    return _as_controls(met)[met.shocked]


def _as_controls(met: Met) -> FloatArray:
    """(c,): of every case, the chance of coming again without a shock."""
    spread = met.known.std(axis=0)
    scaled = (met.known - met.known.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    weights = fitted(scaled[~met.shocked], met.came[~met.shocked])
    return np.asarray(expit(weights[0] + scaled @ weights[1:]))


def told_apart(met: Met, assumed: float) -> FloatArray:
    """(c,): for how many customers on their own each case counts, from above 0 to 1.

    Whom a place serves share its weeks, so a thousand at one place tell less than a thousand at places of their own: of m
    at a place each counts for 1 ÷ (1 + (m - 1)·ρ). How alike they are (ρ), the places without the shock show,
    or it is ``assumed``.
    Source: Kish 1965, Survey Sampling, 5.4, the effect of clusters; Williams 1982, Applied Statistics 31, 144-148.
    """
    if met.counts is not None:
        return met.counts
    _, place, size = np.unique(met.place, return_inverse=True, return_counts=True)
    return np.asarray(1 / (1 + (size[place] - 1) * alike(met, assumed)))


def alike(met: Met, assumed: float) -> float:
    """ρ, from 0 (customers of a place come as if on their own) to 1 (all or none): by moments, from the square of how many
    more came at each place without the shock than were expected; with fewer than five such places, as is ``assumed``.
    """
    calm = ~met.shocked
    expected = _as_controls(met)[calm]
    _, place, size = np.unique(met.place[calm], return_inverse=True, return_counts=True)
    if len(size) < _FEWEST_PLACES:
        return assumed
    more = np.bincount(place, met.came[calm] - expected)
    alone = np.maximum(np.bincount(place, expected * (1 - expected)), _LEAST)
    pairs = float((alone * (size - 1)).sum())
    beyond = float((more**2).sum()) * len(size) / (len(size) - 1) - float(alone.sum())
    return min(1.0, max(0.0, beyond / pairs)) if pairs else 0.0


@dataclass(frozen=True)
class _Told:
    """Of those who met a shock, how likely each is of each kind (s, K) and would give each answer, were she of it (s, K, 5);
    ``survives`` (s,) and ``came`` (s,); for how many ``each`` (s,) counts, and ``sd``, how far the shift may lie from 0.
    """

    place: int
    survives: FloatArray
    chances: FloatArray
    answers: FloatArray
    came: FloatArray
    still_come: tuple[float, ...]
    each: FloatArray
    sd: float

    def worth(self, shift: float) -> FloatArray:
        """(5,): what each answer is worth with a shift."""
        return np.asarray(worth_of(self.still_come, np.full(len(CRUTCHES), shift))[self.place])


def _told(met: Met, p: Parameters, layout: Layout, held: Assumptions) -> _Told:
    scores, place = layout.scores(met.traits[met.shocked], p.loadings), CRUTCHES.index(met.crutch)
    chances = softmax(p.intercepts + scores @ p.slopes.T)
    answers = answers_foretold(scores, layout, p, place)
    came, each = met.came[met.shocked], told_apart(met, held.alike_at_a_place)[met.shocked]
    sd = held.still_come_sd_by_lot if met.experiment else held.still_come_sd
    return _Told(place, survival(met), chances, answers, came, held.still_come, each, sd)


def _shift(told: _Told) -> float:
    """The most probable shift: who met the shock comes with survives · Σ chances · answers · what these are worth; a normal
    prior around 0, as wide as is assumed.
    """
    answers = np.einsum("sk,skl->sl", told.chances, told.answers)
    came = told.came > 0

    def loss(shift: float) -> float:
        expected = np.clip(told.survives * (answers @ told.worth(shift)), _LEAST, 1 - _LEAST)
        return -float(told.each @ np.log(np.where(came, expected, 1 - expected))) + 0.5 * (shift / told.sd) ** 2

    return float(minimize_scalar(loss, bounds=(-_MOST, _MOST), method="bounded").x)


def drawn(met: Met, assumed: float, generator: np.random.Generator) -> Met:
    """The cases drawn anew: places, where the shock met five or more; customers else. Each counts for as many as before
    (see told_apart for ``assumed``): a place drawn twice is two places, and looks like one of twice the size.
    """
    units = met.place if met.places >= _FEWEST_PLACES else np.arange(len(met.place))
    cases = []
    for side in (met.shocked, ~met.shocked):
        inside = np.flatnonzero(side)
        names, each = np.unique(units[inside], return_inverse=True)
        times = generator.multinomial(len(names), np.full(len(names), 1 / len(names)))[each]
        cases.append(np.repeat(inside, times))
    return replace(met, counts=told_apart(met, assumed)).taken(np.concatenate(cases))


def shown(met: Met, p: Parameters, layout: Layout, assumptions: Assumptions, again: FloatArray, level: float) -> Shown:
    """In words' reach: ``again`` (times,), the crutch's shift with everything drawn anew."""
    told, kind = _told(met, p, layout, assumptions), layout.kinds.index(met.crutch)
    own = told.chances[:, kind] * told.survives
    theirs = own @ told.answers[:, kind] / own.sum()

    def stay(shift: float) -> float:
        return float(theirs @ told.worth(shift))

    low, high = np.quantile([stay(s) for s in again], [(1 - level) / 2, (1 + level) / 2], method=OF_DRAWS)
    value = stay(_shift(told))
    return Shown(
        met.crutch, TAKES_AWAY[met.crutch], met.places, len(told.came), int((~met.shocked).sum()), met.weeks,
        float(told.came.mean()), float(told.survives.mean()), value, (float(min(low, value)), float(max(high, value))),
        met.experiment,
    )  # fmt: skip
