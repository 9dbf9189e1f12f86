"""Yesterday's counts, less what changed customers did then, plus what they have done by now."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from regulars.facts.folding import Adding, AsItIs, Replacing, across, folded, put_together

ACTIVE = Adding(("active", "newcomers"))
GAPS = Adding(("closed", "still_open"), waiting="still_open", since="gap_days")
NOBODY = pa.array([], pa.string())


def months(*rows: tuple[int, int, int]) -> pa.Table:
    names = ("period", "active", "newcomers")
    return pa.table({n: pa.array([r[i] for r in rows], pa.int64()) for i, n in enumerate(names)})


def gaps(*rows: tuple[int, int, int]) -> pa.Table:
    types = {"gap_days": pa.int32(), "closed": pa.int64(), "still_open": pa.int64()}
    return pa.table({n: pa.array([r[i] for r in rows], t) for i, (n, t) in enumerate(types.items())})


def told(table: pa.Table | None) -> list[tuple[Any, ...]]:
    assert table is not None
    return sorted(tuple(r.values()) for r in table.to_pylist())


def test_anna_came_in_march_and_ben_s_only_purchase_was_taken_back() -> None:
    """Of five in January two were new; Ben alone came in February, and that is withdrawn."""
    kept, then, now = months((0, 5, 2), (1, 1, 1)), months((0, 1, 1), (1, 1, 1)), months((0, 1, 1), (2, 1, 0))
    assert told(folded(kept, then, now, ACTIVE, NOBODY, 3)) == [(0, 5, 2), (2, 1, 0)]


def test_who_waits_has_waited_for_two_days_more() -> None:
    """Three wait since 10 days, of them Anna, who came today: a gap of 12 closed, and one of 0 that is open."""
    kept, then, now = gaps((10, 4, 3), (12, 1, 0)), gaps((10, 0, 1)), gaps((12, 1, 0), (0, 0, 1))
    after = folded(kept, then, now, GAPS, NOBODY, 2)
    assert told(after) == [(0, 0, 1), (10, 4, 0), (12, 2, 2)]
    assert after is not None
    assert after.schema == now.schema
    assert told(folded(kept, gaps(), gaps(), GAPS, NOBODY, 0)) == told(kept)


def test_what_cannot_have_been_right_is_not_folded() -> None:
    assert folded(months((0, 1, 0)), months((0, 2, 0)), months(), ACTIVE, NOBODY, 1) is None
    assert folded(months(), months((4, 1, 1)), months(), ACTIVE, NOBODY, 1) is None


@pytest.mark.parametrize("now", [["Cleo"], []])
def test_a_row_of_each_customer_is_replaced_or_gone(now: list[str]) -> None:
    kept = pa.table({"customer_id": ["Anna", "Ben"], "days": [3, 1]})
    again = pa.table({"customer_id": pa.array(now, pa.string()), "days": pa.array([2] * len(now), pa.int64())})
    after = folded(kept, kept.slice(1), again, Replacing(), pa.array(["Ben", "Cleo"]), 1)
    assert told(after) == [("Anna", 3), *((n, 2) for n in now)]


def test_crowds_add_up_and_their_customers_stand_below_each_other() -> None:
    """Of one crowd five came in January and one in March, of the other three in January: eight, and one."""
    both = put_together([months((0, 5, 2), (2, 1, 1)), months((0, 3, 3)), months()], ACTIVE)
    assert told(both) == [(0, 8, 5), (2, 1, 1)]
    assert both.schema == months().schema
    anna, ben = (pa.table({"customer_id": [name], "days": [days]}) for name, days in (("Anna", 3), ("Ben", 1)))
    assert told(put_together([anna, ben], Replacing())) == [("Anna", 3), ("Ben", 1)]


def test_an_answer_that_is_kept_as_it_is_may_yet_be_put_together() -> None:
    assert across(AsItIs()) is None
    assert across(None) is None
    assert across(AsItIs(ACTIVE)) == across(ACTIVE) == ACTIVE
