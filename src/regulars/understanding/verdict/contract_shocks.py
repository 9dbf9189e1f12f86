"""The shock that the end of a contract is: who was bound no longer is."""

from __future__ import annotations

import numpy as np

from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.understanding.verdict.condition_shocks import over_weeks
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.weeks_bought import WeeksBought, places_in

_ENDS = Query.beside(__file__, "contract_ends")


def contract_panel(facts: Facts, bought: WeeksBought) -> Panel | None:
    """Weeks with a purchase of customers with a contract, by the week in which it ended, if it did.

    Contracts that their customer cancelled are left out: there the wish to leave came first. Out: a
    Panel whose cells are weeks of ending, and one for those whose contract went on. None where no
    other contract ended in the second half.
    """
    first, last = (day_number(day) for day in bought.halves.second)
    ends = bought.ask(facts, _ENDS, "steps_of_commitments", from_day=first, until_day=last)
    days = ends.column("ended_day").cast("float64").fill_null(np.nan).to_numpy()
    if not np.isfinite(days).any():
        return None
    later = bought.halves.later
    week = np.where(np.isfinite(days), np.floor((days - first) / 7), later).astype(np.int64)
    shock = (np.arange(later)[None, :] >= np.arange(later + 1)[:, None]).astype(np.float64)
    return over_weeks("contracts ending", places_in(bought.customers, ends), week, bought, shock, -1)
