"""The headline: what is earned, what rests on each crutch, and what is lost if one goes; with intervals and bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.band import cells, silence
from regulars.understanding.kinds.correcting import Corrector, corrector
from regulars.understanding.kinds.crutches import CRUTCHES
from regulars.understanding.kinds.hearing import Heard
from regulars.understanding.kinds.knowing import know, of_those_who_answered
from regulars.understanding.kinds.layout import Parameters
from regulars.understanding.kinds.learning import Learned
from regulars.understanding.kinds.mishearing import share_at_random
from regulars.understanding.kinds.refitting import refit, step_of
from regulars.understanding.kinds.returning import Returning
from regulars.understanding.kinds.summing import Ground, Identified, Reckoned, fewer, odds_told, sums, told

FloatArray = NDArray[np.float64]
TIMES = 100
"""How often customers and answers are drawn anew for the intervals."""


@dataclass(frozen=True)
class _Scene:
    """What every reckoning shares."""

    learned: Learned
    ground: Ground
    right: Corrector
    assumptions: Assumptions

    def persists(self, p: Parameters, at_random: float, end: FloatArray | None = None) -> FloatArray:
        """(b, 8): of the ground's customers; those who answered with what they said."""
        learned = self.learned
        found = know(learned.signals.shrunk[self.ground.rows], learned.layout, [p], self.assumptions, end=end).persists
        said = self.said(p, at_random, end)
        places = np.full(len(learned.known.persists), -1)
        places[learned.sample.replies.rows] = np.arange(len(said))
        own = places[self.ground.rows]
        found[own >= 0] = said[own[own >= 0]]
        return found

    def at_ends(self, p: Parameters, at_random: float) -> list[FloatArray]:
        """The same at each end of what nothing identifies."""
        return [self.persists(p, at_random, end) for end in self.ground.identified.ends]

    def said(self, p: Parameters, at_random: float, end: FloatArray | None = None) -> FloatArray:
        """(m, 8): what follows from what those who answered said."""
        sample = replace(self.learned.sample, at_random=at_random)
        return of_those_who_answered(sample, self.learned.layout, p, self.assumptions, end=end)[1]

    def expected(self, p: Parameters) -> FloatArray:
        """(m, 8): what is expected of those who answered, whatever they said."""
        return know(self.learned.sample.shrunk, self.learned.layout, [p], self.assumptions).persists


def reckon(
    learned: Learned,
    back: Returning,
    heard: Heard,
    assumptions: Assumptions,
    generator: np.random.Generator,
    *,
    level: float = 0.95,
    times: int = TIMES,
) -> Reckoned:
    """The headline and its doubt, over the customers who were active before."""
    replies, persists = learned.sample.replies, learned.known.persists
    answered, retained = np.zeros(len(persists), bool), np.zeros(len(persists), bool)
    answered[replies.rows], retained[back.rows[back.retained]] = True, True
    quiet = silence(learned.likely[back.rows], answered[back.rows], heard.invited[back.rows])
    right = corrector(replies, retained, heard.invited & heard.by_lot, cells(learned.likely), assumptions)
    ground = Ground(back.rows, back.retained.astype(np.float64), back.amount_minor, quiet, identified(learned, assumptions))
    added = right(persists[replies.rows], learned.unseen)
    odds = odds_told(assumptions.non_response_odds)
    whole = _Scene(learned, ground, right, assumptions)
    ends = whole.at_ends(learned.fitted.parameters, learned.sample.at_random)
    plain = sums(ground, [persists[back.rows], *ends], added, np.ones(len(back.rows)), odds)
    scene = replace(whole, ground=fewer(ground, generator))
    again = np.array(list(_again(scene, added, odds, generator, times)))
    return told(ground, plain, again, odds, assumptions.non_response_odds, level, len(right.places))


def identified(learned: Learned, assumptions: Assumptions) -> Identified:
    replies, fewest = learned.sample.replies, assumptions.minimum_answers
    return Identified(tuple(replies.told(k) >= fewest for k in range(len(CRUTCHES))))


def _again(
    scene: _Scene, added: FloatArray, odds: Sequence[float], generator: np.random.Generator, times: int
) -> Iterator[FloatArray]:
    """The sums again, each time with customers and answers drawn anew, the fit made anew and set right anew.

    The known chances are averages over draws of the parameters, and what was added came from fits that had not seen
    the answers: what a refit changes is added to both.
    """
    learned, ground, sample = scene.learned, scene.ground, scene.learned.sample
    m, size, step, best = sample.replies.n, len(ground.rows), step_of(learned.fitted, sample), learned.fitted.parameters
    plain = scene.persists(best, sample.at_random)
    right = scene.right(scene.said(best, sample.at_random), scene.expected(best))
    for _ in range(times):
        drawn = generator.multinomial(m, np.full(m, 1 / m)).astype(np.float64)
        at_random = share_at_random(sample.replies.reliance, sample.replies.reliance_before, scene.assumptions.at_random, drawn)
        p = refit(learned.fitted, replace(sample, weights=drawn, at_random=at_random), step)
        moved = scene.persists(p, at_random) - plain
        more = scene.right(scene.said(p, at_random), scene.expected(p), drawn) - right
        weights = generator.multinomial(size, np.full(size, 1 / size)).astype(np.float64)
        now = np.clip(learned.known.persists[ground.rows] + moved, 0.0, 1.0)
        yield sums(ground, [now, *scene.at_ends(p, at_random)], added + more, weights, odds)
