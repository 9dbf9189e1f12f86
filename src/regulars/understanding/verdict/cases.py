"""Cases in which something could happen, and a fair baseline for it: what anybody would know without the axis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.understanding.evidence.evidence import FloatArray, IntArray
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.weeks_bought import WeeksBought, places_in, whole

_OFFERS = Query.beside(__file__, "offers_later")
FALLS_UNDER = 0.6
"""Visits fall when they are fewer than this share of what they were."""
_FEWEST_WEEKS = 4
_MANY, _MOST_INCENTIVES = 20, 50


@dataclass(frozen=True)
class Cases:
    """``who`` (cases,), whether it happened (1.0 or 0.0), and the baseline's columns (cases, K)."""

    behaviour: str
    who: IntArray
    happened: FloatArray
    baseline: FloatArray


def redemptions_later(facts: Facts, bought: WeeksBought) -> Cases | None:
    """Offers of the second half whose time is over: redeemed or not.

    The baseline: recency, frequency, money, past redemptions, past offers, and which incentive it
    is, where many were offered the same. None where there is no such offer.
    """
    first, last = (day_number(day) for day in bought.halves.second)
    table = bought.ask(facts, _OFFERS, "steps_of_incentives", from_day=first, until_day=last)
    if not table.num_rows:
        return None
    who = places_in(bought.customers, table)
    offers, redemptions, redeemed = (
        whole(table, name).astype(np.float64) for name in ("offers_before", "redemptions_before", "redeemed")
    )
    past = (np.log1p(redemptions), np.minimum(redemptions, 1.0), np.log1p(offers))
    which = _each_of_the_usual(table.column("incentive_id").to_numpy(zero_copy_only=False).astype(str))
    return Cases("redeems an offer", who, redeemed, np.column_stack([recency_frequency_money(bought)[who], *past, which]))


def _each_of_the_usual(names: NDArray[np.str_]) -> FloatArray:
    """(cases, K): a column for each incentive offered to many. How many others redeemed it would tell who did not."""
    found, counts = np.unique(names, return_counts=True)
    usual = found[np.argsort(-counts, kind="stable")][: min(_MOST_INCENTIVES, int((counts >= _MANY).sum()))]
    return np.asarray(names[:, None] == usual[None, :], np.float64)


def falls_later(bought: WeeksBought, panel: Panel | None = None) -> Cases | None:
    """Customers who came in at least four weeks of the first half: do their weeks with a visit fall under 60 %?

    With a panel, only those of its customers who met the shock, and weeks after it began; the
    baseline has the weeks since then as exposure. It always has recency, frequency, money, and how
    visits fell within the first half. None where nobody is left.
    """
    split, weeks = bought.halves.split, bought.halves.weeks
    began = _began(bought, panel)
    once = np.ones(len(bought.week))
    before = bought.summed(once, 0, split)
    after = np.bincount(bought.who, (bought.week >= split + began[bought.who]) & (bought.week < weeks), bought.n)
    left = weeks - split - began
    chosen = np.flatnonzero((before >= _FEWEST_WEEKS) & (left >= _FEWEST_WEEKS))
    if not len(chosen):
        return None
    happened = after / np.maximum(left, 1) < FALLS_UNDER * before / split
    fell = bought.summed(once, split // 2, split) - bought.summed(once, 0, split // 2)
    baseline = np.column_stack([recency_frequency_money(bought), fell / np.maximum(before, 1.0), np.log(before + 1.0), left])
    told = f"visits fall under {FALLS_UNDER:.0%}".replace("%", " %") + (f" after {panel.name}" if panel else "")
    return Cases(told, chosen, happened[chosen].astype(np.float64), baseline[chosen])


def recency_frequency_money(bought: WeeksBought) -> FloatArray:
    """(n, 3): weeks since the last purchase of the first half, orders and money in it, the latter two as logarithms."""
    split = bought.halves.split
    inside = bought.week < split
    last = np.full(bought.n, -1, np.int64)
    np.maximum.at(last, bought.who[inside], bought.week[inside])
    orders, amount = (bought.summed(values, 0, split) for values in (bought.orders, bought.amount))
    return np.column_stack([np.log(split - last), np.log1p(orders), np.log(np.maximum(amount, 1.0))])


def _began(bought: WeeksBought, panel: Panel | None) -> IntArray:
    """(n,): the week of the second half in which each met the shock; beyond its end where she did not."""
    if panel is None:
        return np.zeros(bought.n, np.int64)
    met = np.full(bought.n, bought.halves.weeks, np.int64)
    starts = np.where((panel.shock > 0).any(axis=1), (panel.shock > 0).argmax(axis=1), bought.halves.weeks)
    met[panel.customer] = starts[panel.cell]
    return met
