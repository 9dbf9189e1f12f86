"""Who came back: the customers on whom the retention rate rests, one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.words import Period

QUERY = Query.beside(__file__)


@dataclass(frozen=True)
class Returning:
    """Of the customers active in ``before``: ``rows`` (b,) their places among the evidence's customers, ``retained``
    (b,) whether they were active in ``now`` too, ``amount_minor`` (b,) what they paid in it.
    """

    before: Period
    now: Period
    rows: NDArray[np.int64]
    retained: NDArray[np.bool_]
    amount_minor: NDArray[np.float64]


def returning(facts: Facts, customers: pa.Array, period: str) -> Returning | None:
    """The step to the last complete period; None where there are no two complete ones in a row."""
    unit = check_period(period)
    periods = facts.periods(unit)
    whole = [i for i in range(1, len(periods)) if facts.covers(periods[i]) and facts.covers(periods[i - 1])]
    if not whole:
        return None
    table = facts.run(QUERY, unit=unit, period=whole[-1])
    rows = pc.index_in(table.column("customer_id"), value_set=customers).combine_chunks()
    kept = rows.is_valid().to_numpy(zero_copy_only=False)
    return Returning(
        periods[whole[-1] - 1],
        periods[whole[-1]],
        rows.drop_null().to_numpy().astype(np.int64),
        table.column("retained").to_numpy()[kept] == 1,
        table.column("amount_minor").to_numpy()[kept].astype(np.float64),
    )
