"""The headline: what is earned, what rests on each crutch, and what is lost if one goes; with intervals and bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.kinds.assumptions import WITHOUT_ALL, Assumptions
from regulars.understanding.kinds.band import cells, silence
from regulars.understanding.kinds.correcting import Corrector, corrector
from regulars.understanding.kinds.crutches import CRUTCHES
from regulars.understanding.kinds.hearing import Heard
from regulars.understanding.kinds.knowing import know, of_those_who_answered, persists_at
from regulars.understanding.kinds.layout import Parameters
from regulars.understanding.kinds.learning import Learned
from regulars.understanding.kinds.mishearing import share_at_random
from regulars.understanding.kinds.past_shocks import Met
from regulars.understanding.kinds.refitting import refit, step_of
from regulars.understanding.kinds.returning import Returning
from regulars.understanding.kinds.shifting import drawn, shifts, shown
from regulars.understanding.kinds.summing import Ground, Identified, Reckoned, fewer, odds_told, sums, told

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
TIMES = 100
"""How often customers and answers are drawn anew for the intervals."""


@dataclass(frozen=True)
class _Drawn:
    """The parameters, the share of answers at random and the shifts of past shocks, as found or once more; and what is
    assumed beside them, drawn anew as far as it is doubted.
    """

    parameters: Parameters
    at_random: float
    shifts: FloatArray
    held: Assumptions


@dataclass(frozen=True)
class _Scene:
    """What every reckoning shares."""

    learned: Learned
    ground: Ground
    right: Corrector
    assumptions: Assumptions
    shocks: tuple[Met, ...]

    @property
    def best(self) -> _Drawn:
        learned = self.learned
        return _Drawn(learned.fitted.parameters, learned.sample.at_random, learned.shifts, self.assumptions)

    def anew(self, weights: FloatArray, step: FloatArray, generator: np.random.Generator) -> _Drawn:
        """Fitted again to answers that count as often as ``weights`` (m,) says, and to shocks drawn anew."""
        learned, sample, held = self.learned, self.learned.sample, self.assumptions
        at_random = share_at_random(sample.replies.reliance, sample.replies.reliance_before, held.at_random, weights)
        p = refit(learned.fitted, replace(sample, weights=weights, at_random=at_random), step)
        shocks = tuple(drawn(met, held.alike_at_a_place, generator) for met in self.shocks)
        return _Drawn(p, at_random, shifts(shocks, p, learned.layout, held), doubted(held, generator))

    def at(self, d: _Drawn, ends: Sequence[FloatArray | None]) -> tuple[list[FloatArray], list[FloatArray]]:
        """(b, 8) of the ground's customers, those who answered with what they said; and (m, 8) of these alone; at each of
        ``ends`` of what nothing identifies.
        """
        layout, held = self.learned.layout, d.held
        found = persists_at(self._shrunk, layout, d.parameters, held, ends, self.learned.carried(d.shifts, self.ground.rows))
        sample = replace(self.learned.sample, at_random=d.at_random)
        _, said = of_those_who_answered(sample, layout, d.parameters, held, shifts=self._theirs(d), ends=ends)
        places, own = self._own
        for each, theirs in zip(found, said, strict=True):
            each[places] = theirs[own]
        return found, said

    def _theirs(self, d: _Drawn) -> FloatArray:
        """(m, 3): the shifts as they hold for those who answered."""
        return self.learned.carried(d.shifts, self.learned.sample.replies.rows)

    @cached_property
    def _shrunk(self) -> FloatArray:
        return self.learned.signals.shrunk[self.ground.rows]

    @cached_property
    def _own(self) -> tuple[IntArray, IntArray]:
        """Who of the ground's customers answered, and where among those who did."""
        _, places, own = np.intersect1d(self.ground.rows, self.learned.sample.replies.rows, return_indices=True)
        return places, own

    def expected(self, d: _Drawn) -> FloatArray:
        """(m, 8): what is expected of those who answered, whatever they said."""
        shrunk, layout = self.learned.sample.shrunk, self.learned.layout
        return know(shrunk, layout, [d.parameters], d.held, shifts=self._theirs(d)).persists


def doubted(held: Assumptions, generator: np.random.Generator) -> Assumptions:
    """The same with what is assumed of all three crutches going at once drawn anew: nobody has measured it."""
    least, most = WITHOUT_ALL
    return replace(held, without_all=float(np.clip(generator.normal(held.without_all, held.without_all_sd), least, most)))


def reckon(
    learned: Learned,
    back: Returning,
    heard: Heard,
    assumptions: Assumptions,
    generator: np.random.Generator,
    *,
    level: float = 0.95,
    times: int = TIMES,
    shocks: tuple[Met, ...] = (),
) -> Reckoned:
    """The headline and its doubt, over the customers who were active before; ``shocks`` are those that ``learned`` rests on."""
    replies, persists = learned.sample.replies, learned.known.persists
    answered, retained = np.zeros(len(persists), bool), np.zeros(len(persists), bool)
    answered[replies.rows], retained[back.rows[back.retained]] = True, True
    quiet = silence(learned.likely[back.rows], answered[back.rows], heard.invited[back.rows])
    right = corrector(replies, retained, heard.invited & heard.by_lot, cells(learned.likely), assumptions)
    ground = Ground(
        back.rows, back.retained.astype(np.float64), back.amount_minor, quiet, identified(learned, assumptions, shocks)
    )
    added = right(persists[replies.rows], learned.unseen)
    odds = odds_told(assumptions.non_response_odds)
    whole = _Scene(learned, ground, right, assumptions, shocks)
    ends, _ = whole.at(whole.best, ground.identified.ends)
    plain = sums(ground, [persists[back.rows], *ends], added, np.ones(len(back.rows)), odds)
    scene = replace(whole, ground=fewer(ground, generator))
    again, moves = (np.array(part) for part in zip(*_again(scene, added, odds, generator, times), strict=True))
    seen = tuple(
        shown(met, learned.fitted.parameters, learned.layout, assumptions, moves[:, CRUTCHES.index(met.crutch)], level)
        for met in shocks
    )
    return told(ground, plain, again, odds, assumptions.non_response_odds, level, len(right.places), seen)


def identified(learned: Learned, assumptions: Assumptions, shocks: tuple[Met, ...] = ()) -> Identified:
    """By answers enough to its question, or by a past shock."""
    replies, fewest = learned.sample.replies, assumptions.minimum_answers
    by_shock = {met.crutch for met in shocks}
    return Identified(tuple(replies.told(k) >= fewest or crutch in by_shock for k, crutch in enumerate(CRUTCHES)))


def _again(
    scene: _Scene, added: FloatArray, odds: Sequence[float], generator: np.random.Generator, times: int
) -> Iterator[tuple[FloatArray, FloatArray]]:
    """The sums again and the shifts, each time with customers and answers drawn anew, all fits made anew and set right anew.

    The known chances are averages over draws of the parameters, and what was added came from fits that had not seen
    the answers: what a refit changes is added to both.
    """
    learned, ground, sample = scene.learned, scene.ground, scene.learned.sample
    m, size, step = sample.replies.n, len(ground.rows), step_of(learned.fitted, sample)
    known = learned.known.persists[ground.rows]
    (plain,), (said,) = scene.at(scene.best, (None,))
    right = scene.right(said, scene.expected(scene.best))
    for _ in range(times):
        weight = generator.multinomial(m, np.full(m, 1 / m)).astype(np.float64)
        d = scene.anew(weight, step, generator)
        (now, *ends), (said, *_) = scene.at(d, (None, *ground.identified.ends))
        more = scene.right(said, scene.expected(d), weight) - right
        weights = generator.multinomial(size, np.full(size, 1 / size)).astype(np.float64)
        now = np.clip(known + (now - plain), 0.0, 1.0)
        yield sums(ground, [now, *ends], added + more, weights, odds), d.shifts
