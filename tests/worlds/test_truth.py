"""The truth of a small world, and that it agrees with the facts."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from regulars.worlds.counting import KINDS, SUBSETS, named
from regulars.worlds.options import CRUTCHES
from tests.worlds.small import small


def test_one_row_for_each_customer_with_a_kind_a_reason_and_eight_answers() -> None:
    truth = small().truth
    assert truth.num_rows == 400
    assert set(truth.column("kind").to_pylist()) <= {*KINDS, "none"}
    assert [c for c in truth.column_names if c.startswith("stays_")] == [f"stays_{named(s)}" for s in SUBSETS]
    assert [c for c in truth.column_names if c.startswith("part_")] == [f"part_{k}" for k in CRUTCHES]


def test_who_was_active_is_what_the_purchases_say() -> None:
    """The last quarter of 2025, counted from the purchases themselves; old ids count for whose they are."""
    world = small()
    names = {r["customer_id"]: r["same_as"] for r in world.tables["identities"].to_pylist()}
    bought = world.tables["purchases"]
    late = bought.filter(pc.greater_equal(bought.column("occurred_at"), np.datetime64("2025-10-01", "us")))
    active = {names.get(i, i) for i in late.column("customer_id").to_pylist()}
    now = world.truth.filter(world.truth.column("active_now")).column("customer_id").to_pylist()
    assert active == set(now)


def test_retained_is_active_in_both_quarters() -> None:
    truth = small().truth
    both = pc.and_(truth.column("active_before"), truth.column("active_now"))
    assert truth.column("retained_now").equals(both)


def test_without_a_rival_to_come_convenience_is_worth_nothing_more() -> None:
    """Where a newcomer has opened already, the crutch is gone."""
    world = small()
    opened = {r["place"] for r in world.tables["conditions"].to_pylist() if r["condition"] == "rival_opened"}
    rows = world.truth.to_pylist()
    assert opened
    assert {r["convenience"] for r in rows if r["place"] in opened} == {0.0}
    assert any(r["convenience"] > 1 for r in rows if r["place"] not in opened)
