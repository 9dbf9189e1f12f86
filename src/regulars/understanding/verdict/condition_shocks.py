"""The shocks that conditions tell of, by place: a rival opens, a promotion stops, something fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.understanding.evidence import gathering
from regulars.understanding.evidence.evidence import FloatArray, IntArray
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.weeks_bought import WeeksBought, places_in

_HELD = Query.beside(__file__, "held")
_USUAL = Query.beside(gathering.__file__, "usual_places")
_PLACES = Query.beside(__file__, "chosen_places").over("usual_places", _USUAL)
_FELT_FOR_WEEKS = {"outage": 4, "stock_out": 4}
"""A failure that is over is still felt: what counts is whether customers come back after it."""


def condition_panel(facts: Facts, bought: WeeksBought, names: Sequence[str], towards: int) -> Panel | None:
    """Weeks with a purchase in the second half by customers of each usual place, and whether a condition held there.

    Out: a Panel whose cells are places; its shock is the share of a week's days on which one of
    ``names`` held (and weeks in which a failure is still felt). None where no place differs from
    another in that, so that there is nothing to compare with.
    """
    first, last = (day_number(day) for day in bought.halves.first)
    usual = bought.ask(facts, _PLACES, "orders", from_day=first, until_day=last)
    if not usual.num_rows:
        return None
    places, cell = np.unique(usual.column("place").to_numpy(zero_copy_only=False).astype(str), return_inverse=True)
    held = [r for r in facts.run_among(_HELD, ("conditions_held",)).to_pylist() if r["condition_name"] in names]
    shock = np.vstack([_weeks_held(held, str(place), bought) for place in places])
    if not (shock.std(axis=1) > 0).any() or (shock == shock[0]).all():
        return None
    panel = over_weeks(" or ".join(names), places_in(bought.customers, usual), cell, bought, shock, towards)
    if not set(names) & set(_FELT_FOR_WEEKS):
        return panel
    lasted = np.vstack([_weeks_held(held, str(place), bought, felt=False) for place in places])
    return replace(panel, felt=share_who_came(panel, lasted > 0))


def share_who_came(panel: Panel, lasted: NDArray[np.bool_]) -> float:
    """Of the customers of each cell, times the spells of weeks in which something ``lasted`` (cells, weeks) there, the share
    who bought in one: whom a failure met.
    """
    begins = lasted & ~np.column_stack([np.zeros(len(lasted), bool), lasted[:, :-1]])
    spell = begins.cumsum(axis=1) * lasted
    pair, week = panel.bought
    number = spell[panel.cell[pair], week]
    met = np.unique(np.column_stack([pair, number])[number > 0], axis=0)
    return float(len(met) / max(1, spell.max(axis=1)[panel.cell].sum()))


def _weeks_held(held: Sequence[dict[str, Any]], place: str, bought: WeeksBought, *, felt: bool = True) -> FloatArray:
    """(weeks,): the share of days of each week of the second half on which a condition held at a place, or was still felt."""
    first = day_number(bought.halves.second[0])
    days = np.zeros(bought.halves.later * 7, bool)
    for row in held:
        if row["place"] in (None, place):
            after = 7 * _FELT_FOR_WEEKS.get(row["condition_name"], 0) if felt else 0
            begins, ends = (int(np.clip(d - first, 0, len(days))) for d in (row["first_day"], row["last_day"] + 1 + after))
            days[begins:ends] = True
    return np.asarray(days.reshape(-1, 7).mean(axis=1), np.float64)


def over_weeks(name: str, customer: IntArray, cell: IntArray, bought: WeeksBought, shock: FloatArray, towards: int) -> Panel:
    """A panel of the second half's weeks in which customers, each in one cell, bought anything."""
    pair = np.full(bought.n, -1)
    pair[customer] = np.arange(len(customer))
    inside = (bought.week >= bought.halves.split) & (bought.week < bought.halves.weeks) & (pair[bought.who] >= 0)
    seen = np.vstack([pair[bought.who[inside]], bought.week[inside] - bought.halves.split])
    return Panel(name, customer, cell.astype(np.int64), seen, shock, towards)
