"""Attitude and constraint from the items of a survey alone: how attached people say they are, and how tied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, get_args

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import fdtri, stdtrit

from regulars.errors import UsageError
from regulars.estimates.proportion import wilson
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.understanding.kinds.hearing import OTHERS
from regulars.understanding.verdict.findings import Retest
from regulars.understanding.verdict.retest import retest

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Spoken = Literal["attitude", "constraint"]
_SCORES = Query.beside(__file__, "item_scores")
_TURNED = "-"
_MIDDLE = 0.5
_LOOSE = 0.7
_ALIKE = 1e-12
GROUPS = ("attached, and could leave", "attached and tied", "tied, not attached", "neither")
Share = tuple[float, float, float]
"""A value and its interval."""


@dataclass(frozen=True)
class SpokenAxis:
    """An axis as ``people`` speak of it in ``items``: their mean place from 0, the lowest end of the scales, to 1; the share
    above the middle; and Cronbach's alpha, whether the items hang together, of the ``whole`` who answered every one of
    them. None where too few people say it; alpha also for fewer than two items.
    """

    axis: str
    items: tuple[str, ...]
    people: int
    mean: Share | None
    above: Share | None
    alpha: Share | None
    whole: int

    @property
    def loose(self) -> bool:
        """Whether the items surely or possibly do not speak of one thing."""
        return self.alpha is not None and self.alpha[1] < _LOOSE


@dataclass(frozen=True)
class SurveyAxes:
    """Both axes; of ``people`` who spoke of both, the share in each of four groups; and how the axes go together."""

    axes: tuple[SpokenAxis, ...]
    people: int
    groups: Mapping[str, Share]
    together: Retest | None
    level: float
    as_of: date

    def to_json(self) -> dict[str, Any]:
        return {"definition": "survey_axes/1", **asdict(self), "as_of": self.as_of.isoformat()}


def survey_axes(facts: Facts, items: Mapping[Spoken, Sequence[str]]) -> SurveyAxes:
    """How attached people say they are, and how tied; purchases are not needed.

    In: ``facts`` with scored answers; ``items`` of attitude and of constraint, by the name of the question, with a minus
    before it where more of it speaks against. Each person's latest score of an item counts, as its place between the ends
    of its scale; her place on an axis is the mean of its items, where she answered half of them or more.
    Out: SurveyAxes, its groups parted in the middle of the scales.
    Undefined: UsageError where an item was answered by nobody on a known scale, or half of an axis's items by nobody; no
    share, no mean, no alpha, no groups and no correlation of fewer people than the shop's ``minimum_n``.
    Source: Cronbach 1951, Psychometrika 16, 297-334; Feldt 1965, Psychometrika 30, 357-370 (interval); Dick & Basu 1994
    (attitude apart from behaviour).
    """
    level, fewest = facts.settings.level, facts.settings.minimum_n
    items = {axis: items[axis] for axis in get_args(Spoken) if items.get(axis)}
    read = [scores_of(facts, names) for names in items.values()]
    placed = [_places(scores) for _, scores in read]
    for axis, place in zip(items, placed, strict=True):
        if not _known(place):
            raise UsageError(
                f"nobody answered half of the {len(items[axis])} questions of {axis}",
                expected="questions that the same people answered",
                do="name fewer questions",
            )
    axes = [
        _spoken(axis, tuple(names), scores, place, level, fewest)
        for (axis, names), (_, scores), place in zip(items.items(), read, placed, strict=True)
    ]
    both = _of_both([who for who, _ in read], placed)
    if both is None or len(both[0]) < fewest:
        return SurveyAxes(tuple(axes), 0 if both is None else len(both[0]), {}, None, level, facts.as_of)
    return SurveyAxes(tuple(axes), len(both[0]), _groups(*both, level), retest(*both, level), level, facts.as_of)


def _spoken(axis: str, items: tuple[str, ...], scores: FloatArray, place: FloatArray, level: float, fewest: int) -> SpokenAxis:
    """One axis, with nothing said of fewer people than the shop asks for."""
    people, whole = _known(place), int(np.isfinite(scores).all(axis=1).sum())
    mean, above = (_mean(place, level), _above(place, level)) if people >= fewest else (None, None)
    return SpokenAxis(axis, items, people, mean, above, alpha(scores, level) if whole >= fewest else None, whole)


def scores_of(facts: Facts, items: Sequence[str]) -> tuple[NDArray[np.str_], FloatArray]:
    """(n,) people who answered any of the items, and (n, J) their places between the ends of each one's scale, NaN where
    not answered; an item that speaks against is turned round.
    """
    tables = [_answered(facts, item.removeprefix(_TURNED), item.startswith(_TURNED)) for item in items]
    who = np.unique(np.concatenate([names for names, _ in tables]))
    scores = np.full((len(who), len(items)), np.nan)
    for place, (names, values) in enumerate(tables):
        scores[np.searchsorted(who, names), place] = values
    return who, scores


def _answered(facts: Facts, question: str, turned: bool) -> tuple[NDArray[np.str_], FloatArray]:
    table = facts.run_over("answers", _SCORES, question=question) if "answers" in facts.spans else pa.table({})
    if not table.num_rows:
        there = facts.run_over("answers", OTHERS).column("question").to_pylist() if "answers" in facts.spans else []
        shown = ", ".join(there[:12]) + (f" and {len(there) - 12} more" if len(there) > 12 else "")
        raise UsageError(
            f"nobody answered {question!r} with a score on a known scale",
            expected=f"questions that were answered: {shown}" if there else "scored answers",
            do="correct the name, or say the scale when the file is read",
        )
    values = table.column("placed").to_numpy()
    return table.column("person").to_numpy(zero_copy_only=False).astype(str), 1.0 - values if turned else values


def _places(scores: FloatArray) -> FloatArray:
    """(n,): the mean of the items that each answered, NaN where these are fewer than half."""
    said = np.isfinite(scores)
    count = said.sum(axis=1)
    mean = np.where(said, scores, 0.0).sum(axis=1) / np.maximum(count, 1)
    return np.where(2 * count >= scores.shape[1], mean, np.nan)


def _known(place: FloatArray) -> int:
    return int(np.isfinite(place).sum())


def _mean(place: FloatArray, level: float) -> Share:
    known = place[np.isfinite(place)]
    if len(known) < 2:
        return float(known.mean()) if len(known) else float("nan"), 0.0, 1.0
    reach = float(stdtrit(len(known) - 1, (1 + level) / 2)) * float(known.std(ddof=1)) / len(known) ** 0.5
    mean = float(known.mean())
    return mean, max(mean - reach, 0.0), min(mean + reach, 1.0)


def _above(place: FloatArray, level: float) -> Share:
    known = place[np.isfinite(place)]
    return _share(known > _MIDDLE, level)


def _share(holds: BoolArray, level: float) -> Share:
    low, high = (float(end[0]) for end in wilson(np.array([holds.sum()]), np.array([len(holds)]), level))
    return float(holds.mean()) if len(holds) else float("nan"), low, high


def alpha(scores: FloatArray, level: float) -> Share | None:
    """Cronbach's alpha of those who answered every item, with Feldt's interval; None of one item, or where nobody differs.

    >>> alpha(np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 1.0]]), 0.9)[0]
    1.0
    """
    whole = scores[np.isfinite(scores).all(axis=1)]
    n, items = whole.shape
    total = float(whole.sum(axis=1).var(ddof=1)) if n > 2 else 0.0
    if items < 2 or total < _ALIKE:
        return None
    value = items / (items - 1) * (1.0 - float(whole.var(axis=0, ddof=1).sum()) / total)
    ends = fdtri(n - 1, (n - 1) * (items - 1), np.array([(1 + level) / 2, (1 - level) / 2]))
    low, high = (float(1.0 - (1.0 - value) * end) for end in ends)
    return value, low, high


def _of_both(who: Sequence[NDArray[np.str_]], placed: Sequence[FloatArray]) -> tuple[FloatArray, FloatArray] | None:
    """The places on both axes of those who have one on either; None where only one axis was asked for."""
    if len(who) < 2:
        return None
    known = [(names[np.isfinite(p)], p[np.isfinite(p)]) for names, p in zip(who, placed, strict=True)]
    _, one, other = np.intersect1d(known[0][0], known[1][0], return_indices=True)
    return known[0][1][one], known[1][1][other]


def _groups(attached: FloatArray, tied: FloatArray, level: float) -> dict[str, Share]:
    likes, bound = attached > _MIDDLE, tied > _MIDDLE
    return {
        name: _share(holds, level)
        for name, holds in zip(GROUPS, (likes & ~bound, likes & bound, ~likes & bound, ~likes & ~bound), strict=True)
    }
