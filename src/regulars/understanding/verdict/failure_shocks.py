"""The shock that a failure is: among those who came while something was broken, and those who came elsewhere just then."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from regulars.facts.log import Facts
from regulars.understanding.evidence.evidence import IntArray
from regulars.understanding.verdict.cases import FALLS_UNDER, Cases, recency_frequency_money
from regulars.understanding.verdict.condition_shocks import usual_places, weeks_held
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.weeks_bought import WeeksBought

BEFORE, AFTER = 12, 6
"""Weeks before a failure began, and after it was over, that are set beside each other."""
_APART = 4
"""So many weeks lie between the times at which those who met no failure are looked at, beside the times of failures."""
_WORTH_FINDING = 0.05
"""Half of what is worth finding where a crutch goes for good: a failure takes nobody's reason to come away, and passes."""
_TWO_DAYS = 2 / 7
"""A week counts as one of failure from so much of it on."""
BoolArray = NDArray[np.bool_]


def failure_panel(facts: Facts, bought: WeeksBought, names: Sequence[str]) -> Panel | None:
    """Weeks with a purchase of those who came while something failed at their usual place, before and after it; beside
    those of other places, or the same at other times, who came within as many weeks (the median of failures) and met none.

    A failure meets only who comes while it lasts: of all others of the place nothing can be learned. Out: a Panel whose
    cells are a place and a time; its weeks are ``BEFORE`` and ``AFTER``, and its shock is 1 after a failure. None where
    nobody met one, or everybody did. Source: Hess, Ganesan & Klein 2003, Journal of the Academy of Marketing Science 31,
    127-145 (who is attached forgives).
    """
    usual = usual_places(facts, bought)
    if usual is None:
        return None
    places, who, home = usual
    lasted = np.vstack([weeks_held(facts, names, str(place), bought) >= _TWO_DAYS for place in places])
    place, came = np.full(bought.n, -1), came_in(bought)
    place[who] = home
    cells, pairs = [], []
    for where, begins, ends, failed in _times(lasted, bought):
        met = np.flatnonzero((place == where) & came[:, begins:ends].any(axis=1))
        if len(met):
            cells.append((where, failed))
            pairs.append((met, np.hstack([came[met, begins - BEFORE : begins], came[met, ends : ends + AFTER]])))
    hit = np.array([failed for _, failed in cells], bool)
    if not hit.any() or hit.all():
        return None
    return _panel(" or ".join(names), np.array([where for where, _ in cells]), hit, pairs)


def came_in(bought: WeeksBought) -> BoolArray:
    """(n, weeks): who bought in which week."""
    came = np.zeros((bought.n, bought.halves.weeks), bool)
    inside = (bought.week >= 0) & (bought.week < bought.halves.weeks)
    came[bought.who[inside], bought.week[inside]] = True
    return came


def _times(lasted: BoolArray, bought: WeeksBought) -> list[tuple[int, int, int, bool]]:
    """Place, first week, week after the last, and whether something failed there then; only where nothing else failed
    near it, and where the weeks before it lie within the second half: of those of the first the traits are made.
    """
    split, later = bought.halves.split, lasted.shape[1]
    begins, ends = _spells(lasted)
    usual = int(np.median([e - b for _, b, e in zip(*begins, ends, strict=True)])) if len(ends) else 1
    at = sorted({b for b in {*begins[1].tolist(), *range(0, later, _APART)} if b >= BEFORE})
    spells = {(p, b): e for p, b, e in zip(*(b.tolist() for b in begins), ends.tolist(), strict=True)}
    found = []
    for place in range(len(lasted)):
        for begin in at:
            end = spells.get((place, begin), begin + usual)
            failed = (place, begin) in spells
            near = lasted[place, begin - BEFORE : end + AFTER].copy()
            if failed:
                near[BEFORE : BEFORE + end - begin] = False
            if end + AFTER <= later and not near.any():
                found.append((place, split + begin, split + end, failed))
    return found


def _spells(lasted: BoolArray) -> tuple[tuple[IntArray, IntArray], IntArray]:
    """Places and first weeks of what lasted for weeks on end, and the week after each."""
    edge = np.zeros((len(lasted), 1), bool)
    wide = np.hstack([edge, lasted, edge])
    first, last = np.nonzero(wide[:, 1:] & ~wide[:, :-1]), np.nonzero(~wide[:, 1:] & wide[:, :-1])
    return (first[0], first[1]), np.asarray(last[1])


def _panel(name: str, places: IntArray, hit: BoolArray, pairs: list[tuple[IntArray, BoolArray]]) -> Panel:
    customer = np.concatenate([who for who, _ in pairs])
    cell = np.repeat(np.arange(len(pairs)), [len(who) for who, _ in pairs])
    bought = np.vstack(np.nonzero(np.vstack([came for _, came in pairs])))
    shock = hit[:, None] * np.r_[np.zeros(BEFORE), np.ones(AFTER)]
    return Panel(name, customer, cell, bought, np.asarray(shock, np.float64), 1, places, _WORTH_FINDING)


def falls_after_failures(bought: WeeksBought, panel: Panel) -> Cases | None:
    """Those whom a failure met: do their weeks with a visit fall under 60 % of what they were before it?

    The baseline: recency, frequency and money of the first half; and of the weeks before the failure, in how many she
    came, how many ago last, and whether that rose. None where nobody met one.
    """
    met = np.flatnonzero(panel.shock[panel.cell, -1] > 0)
    came = np.zeros((len(panel.customer), BEFORE + AFTER))
    came[panel.bought[0], panel.bought[1]] = 1.0
    met = met[came[met, :BEFORE].any(axis=1)]
    if not len(met):
        return None
    before, after, who = came[met, :BEFORE], came[met, BEFORE:], panel.customer[met]
    rose = before[:, BEFORE // 2 :].mean(axis=1) - before[:, : BEFORE // 2].mean(axis=1)
    ago = np.log1p(before[:, ::-1].argmax(axis=1))
    baseline = np.column_stack([recency_frequency_money(bought)[who], np.log(before.sum(axis=1)), ago, rose])
    happened = after.mean(axis=1) < FALLS_UNDER * before.mean(axis=1)
    told = f"visits fall under {FALLS_UNDER:.0%}".replace("%", " %") + f" after {panel.name}"
    return Cases(told, who, happened.astype(np.float64), baseline)
