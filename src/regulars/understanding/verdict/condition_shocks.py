"""The shocks that conditions tell of, by place: a rival opens, a promotion stops, something fails."""

from __future__ import annotations

from collections.abc import Sequence

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


def condition_panel(facts: Facts, bought: WeeksBought, names: Sequence[str], towards: int) -> Panel | None:
    """Weeks with a purchase in the second half by customers of each usual place, and whether a condition held there.

    Out: a Panel whose cells are places; its shock is the share of a week's days on which one of
    ``names`` held. None where no place differs from another in that, so that there is nothing to
    compare with.
    """
    usual = usual_places(facts, bought)
    if usual is None:
        return None
    places, customer, cell = usual
    shock = np.vstack([weeks_held(facts, names, str(place), bought) for place in places])
    if not (shock.std(axis=1) > 0).any() or (shock == shock[0]).all():
        return None
    return over_weeks(" or ".join(names), customer, cell, bought, shock, towards)


def usual_places(facts: Facts, bought: WeeksBought) -> tuple[NDArray[np.str_], IntArray, IntArray] | None:
    """The names of places; the customers who had a usual one in the first half, and its number; None where nobody had."""
    first, last = (day_number(day) for day in bought.halves.first)
    usual = bought.ask(facts, _PLACES, "orders", from_day=first, until_day=last)
    if not usual.num_rows:
        return None
    names, number = np.unique(usual.column("place").to_numpy(zero_copy_only=False).astype(str), return_inverse=True)
    return names, places_in(bought.customers, usual), number.astype(np.int64)


def weeks_held(facts: Facts, names: Sequence[str], place: str, bought: WeeksBought) -> FloatArray:
    """(weeks,): the share of days of each week of the second half on which one of some conditions held at a place."""
    first = day_number(bought.halves.second[0])
    days = np.zeros(bought.halves.later * 7, bool)
    for row in facts.run_among(_HELD, ("conditions_held",)).to_pylist():
        if row["condition_name"] in names and row["place"] in (None, place):
            begins, ends = (int(np.clip(d - first, 0, len(days))) for d in (row["first_day"], row["last_day"] + 1))
            days[begins:ends] = True
    return np.asarray(days.reshape(-1, 7).mean(axis=1), np.float64)


def over_weeks(name: str, customer: IntArray, cell: IntArray, bought: WeeksBought, shock: FloatArray, towards: int) -> Panel:
    """A panel of the second half's weeks in which customers, each in one cell, bought anything."""
    pair = np.full(bought.n, -1)
    pair[customer] = np.arange(len(customer))
    inside = (bought.week >= bought.halves.split) & (bought.week < bought.halves.weeks) & (pair[bought.who] >= 0)
    seen = np.vstack([pair[bought.who[inside]], bought.week[inside] - bought.halves.split])
    return Panel(name, customer, cell.astype(np.int64), seen, shock, towards)
