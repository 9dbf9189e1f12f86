"""At whose place a crutch was taken away already: what a shock shows of places that had it is not carried to them."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.understanding.evidence import gathering
from regulars.understanding.evidence.evidence import Evidence
from regulars.understanding.kinds.crutches import CRUTCHES, Crutch
from regulars.understanding.kinds.past_shocks import TAKES_AWAY

_STRUCK = Query.beside(__file__).over("usual_places", Query.beside(gathering.__file__, "usual_places"))


def struck(facts: Facts, found: Evidence, crutches: Collection[Crutch]) -> NDArray[np.bool_]:
    """(n, 3): of each customer of the evidence, whether each crutch was taken away at her usual place by the window's end;
    False for crutches other than ``crutches``, and for who has no usual place.

    A rival nearer takes next to nobody from where one stands already, and who still comes after it answers of what is left:
    there stated answers stand as they are. Measured: docs/soak.md.
    """
    there = np.zeros((len(found.customers), len(CRUTCHES)), bool)
    if not crutches:
        return there
    first, last = map(day_number, found.window)
    table = facts.run_among(_STRUCK, ("orders", "conditions_held"), from_day=first, until_day=last)
    rows = pc.index_in(table.column("customer_id"), value_set=found.customers)
    for crutch in crutches:
        theirs = rows.filter(pc.equal(table.column("condition_name"), TAKES_AWAY[crutch])).drop_null()
        there[theirs.to_numpy(), CRUTCHES.index(crutch)] = True
    return there
