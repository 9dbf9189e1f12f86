"""From evidence and answers to what is known of each customer: fit, draws, calibration on people not seen."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.evidence.evidence import Column, Evidence
from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.calibration import Calibration, calibration, folds, sharpness
from regulars.understanding.kinds.crutches import AXES, AXIS_OF_FAMILY, CRUTCHES, KINDS, SUBSETS, Axis
from regulars.understanding.kinds.fit import Fit, draws, fit
from regulars.understanding.kinds.hearing import kinds_named
from regulars.understanding.kinds.knowing import Known, know, with_own
from regulars.understanding.kinds.layout import Layout, Parameters, prior
from regulars.understanding.kinds.likelihood import Sample
from regulars.understanding.kinds.mishearing import share_at_random
from regulars.understanding.kinds.refitting import refit, step_of
from regulars.understanding.kinds.replies import Replies

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
_FOLDS, _DRAWS = 5, 24
_MANY, _FEWER_DRAWS = 100_000, 4
"""Of so many customers chances are averages over fewer draws of the parameters: it takes that much less time."""
_FEWEST_OF_A_KIND = 10
_SHOWN_BY_OTHERS = 0.5


@dataclass(frozen=True)
class Signals:
    """Evidence as the model reads it: ``shrunk`` (n, J), turned so that more speaks for the axis; ``axes`` (J,)
    each one's axis by number; indicators of an axis that failed its test are not among them.
    """

    shrunk: FloatArray
    axes: IntArray
    names: tuple[str, ...]


@dataclass(frozen=True)
class Learned:
    """The fit with what it rests on. ``likely`` (n,): the chance of coming without any crutch by behaviour alone,
    whatever was said. ``unseen`` (m, 8): the chance of still coming with each set of crutches that was expected of each
    one who answered, by a fit that had not seen her answers: those of ``apart``, each with the places of whom it had not
    seen. ``calibrated``: None with too few main reasons. ``shifts`` (3,): what past shocks add to the log odds of still
    coming without each crutch, 0 where none does; not for those who have ``struck`` (n, 3): at whose place it is gone already.
    Source of the model: docs/why/kinds.md.
    """

    signals: Signals
    sample: Sample
    fitted: Fit
    parameters: tuple[Parameters, ...]
    known: Known
    likely: FloatArray
    unseen: FloatArray
    calibrated: Calibration | None
    sharpness: float
    apart: tuple[tuple[IntArray, Parameters], ...]
    shifts: FloatArray
    struck: BoolArray

    @property
    def layout(self) -> Layout:
        return self.fitted.layout

    def carried(self, shifts: FloatArray, rows: IntArray) -> FloatArray:
        """(rows, 3): shifts (3,) as they hold for some customers."""
        return np.where(self.struck[rows], 0.0, shifts)


def signals(evidence: Evidence, unused: frozenset[Axis] = frozenset(), answered: IntArray | None = None) -> Signals:
    """The indicators of the axes in use, less those that hardly anybody shows but the ``answered`` (their rows): what is
    known of them alone cannot be learned for others.
    """
    used = [c for c in evidence.columns if AXIS_OF_FAMILY[c.indicator.family] not in unused and _shown_by_others(c, answered)]
    turned = [c.indicator.sign * c.shrunk for c in used]
    return Signals(
        np.column_stack(turned) if turned else np.empty((len(evidence.customers), 0)),
        np.array([AXES.index(AXIS_OF_FAMILY[c.indicator.family]) for c in used], np.int64),
        tuple(c.indicator.name for c in used),
    )


def _shown_by_others(column: Column, answered: IntArray | None) -> bool:
    if answered is None or not 0 < len(answered) < len(column.observed):
        return True
    theirs = np.zeros(len(column.observed), bool)
    theirs[answered] = True
    seen = column.observed > 0
    return bool(seen[~theirs].mean() >= _SHOWN_BY_OTHERS * seen[theirs].mean())


def learn(signals: Signals, replies: Replies, assumptions: Assumptions, generator: np.random.Generator) -> Learned:
    """Fit on all who answered, foretell each of them from the others, and say what is known of everybody."""
    layout = Layout(signals.axes, kinds_named(replies, _FEWEST_OF_A_KIND))
    replies = _numbered(replies, layout)
    at_random = share_at_random(replies.reliance, replies.reliance_before, assumptions.at_random)
    sample = Sample(signals.shrunk[replies.rows], replies, np.ones(replies.n), at_random)
    fitted = fit(layout, signals.names, assumptions, sample)
    parameters = tuple(draws(fitted, sample, _DRAWS, generator))
    foretold, base, unseen, apart = _foretold(fitted, sample, assumptions, generator)
    told = replies.reason >= 0
    enough = int(told.sum()) >= assumptions.minimum_answers
    found = calibration(foretold[told], base[told], replies.reason[told], generator) if enough else None
    sharp = sharpness(found)
    known = know(signals.shrunk, layout, _averaged(parameters, len(signals.shrunk)), assumptions, sharp)
    own = with_own(known, sample, layout, fitted.parameters, assumptions)
    none, nobody = np.zeros(len(CRUTCHES)), np.zeros((len(signals.shrunk), len(CRUTCHES)), bool)
    return Learned(signals, sample, fitted, parameters, own, known.persists[:, 0], unseen, found, sharp, apart, none, nobody)


def shifted(learned: Learned, shifts: FloatArray, struck: BoolArray, assumptions: Assumptions) -> Learned:
    """The same, with what past shocks say of still coming without each crutch; chances of kinds stay as they are."""
    layout, sample = learned.layout, learned.sample
    shrunk = learned.signals.shrunk
    by = np.where(struck, 0.0, shifts) if struck.any() else shifts
    known = know(shrunk, layout, _averaged(learned.parameters, len(shrunk)), assumptions, learned.sharpness, shifts=by)
    theirs = np.where(struck[sample.replies.rows], 0.0, shifts)
    unseen = np.empty_like(learned.unseen)
    for places, p in learned.apart:
        unseen[places] = know(sample.shrunk[places], layout, [p], assumptions, shifts=theirs[places]).persists
    own = with_own(known, sample, layout, learned.fitted.parameters, assumptions, theirs)
    return replace(learned, known=own, likely=known.persists[:, 0], unseen=unseen, shifts=shifts, struck=struck)


def _averaged(parameters: tuple[Parameters, ...], customers: int) -> tuple[Parameters, ...]:
    return parameters if customers < _MANY else parameters[:_FEWER_DRAWS]


def before_any_answer(signals: Signals, assumptions: Assumptions) -> FloatArray:
    """(n, 4): each customer's place on each axis by the weights held before any answer."""
    layout = Layout(signals.axes, KINDS[:4])
    return layout.scores(signals.shrunk, prior(layout, signals.names, assumptions).mean.loadings)


def _numbered(replies: Replies, layout: Layout) -> Replies:
    """Main reasons as numbers of the layout's kinds; a kind that hardly anybody names stands aside."""
    places = np.array([*(layout.kinds.index(k) if k in layout.kinds else -1 for k in KINDS), -1])
    return replace(replies, reason=places[replies.reason], before=places[replies.before])


def _foretold(
    fitted: Fit, sample: Sample, assumptions: Assumptions, generator: np.random.Generator
) -> tuple[FloatArray, FloatArray, FloatArray, tuple[tuple[IntArray, Parameters], ...]]:
    """For each who answered, from the others: (m, K) the chances of her main reason; the base rates; (m, 8) what persists;
    and the fits by which.
    """
    m, kinds = sample.replies.n, len(fitted.layout.kinds)
    foretold, base, unseen = np.empty((m, kinds)), np.empty((m, kinds)), np.empty((m, len(SUBSETS)))
    of = folds(m, _FOLDS, generator)
    step, apart = step_of(fitted, sample), []
    for fold in range(_FOLDS):
        out = of == fold
        p = refit(fitted, replace(sample, weights=np.where(out, 0.0, 1.0)), step)
        known = know(sample.shrunk[out], fitted.layout, [p], assumptions)
        foretold[out] = known.chances @ p.confusion
        counts = np.bincount(sample.replies.reason[~out & (sample.replies.reason >= 0)], minlength=kinds) + 0.5
        base[out] = counts / counts.sum()
        unseen[out] = known.persists
        apart.append((np.flatnonzero(out), p))
    return foretold, base, unseen, tuple(apart)
