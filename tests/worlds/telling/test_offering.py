"""Coupons and points: each has one beginning, and at most one end."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regulars.worlds.telling.offering import coupons_of
from tests.worlds.small import small
from tests.worlds.town import Person, lived_and_counted, town


def incentives() -> pd.DataFrame:
    return small().tables["incentives"].to_pandas()


def test_what_was_offered_is_redeemed_or_expires_or_still_runs() -> None:
    facts = incentives()
    counts = facts.pivot_table(index="incentive_id", columns="event", values="form", aggfunc="size", fill_value=0)
    assert (counts["offered"] == 1).all()
    assert (counts["redeemed"] + counts["expired"] <= 1).all()
    open_ = counts.index[(counts["redeemed"] + counts["expired"]) == 0]
    ends = facts[facts["incentive_id"].isin(open_)]["valid_to"]
    assert (ends >= pd.Timestamp("2026-01-01")).all()


def test_it_is_redeemed_in_an_order_of_the_same_customer_within_its_time() -> None:
    used = incentives().query("event == 'redeemed'")
    orders = small().tables["purchases"].to_pandas().set_index("order_id").loc[used["order_id"]]
    assert set(used["form"]) == {"coupon", "points"}
    assert (orders["occurred_at"].to_numpy() == used["occurred_at"].to_numpy()).all()
    assert (orders["customer_id"].str[2:].to_numpy() == used["customer_id"].str[2:].to_numpy()).all()
    assert ((used["valid_from"] <= used["occurred_at"]) & (used["occurred_at"] <= used["valid_to"])).all()


def test_who_lives_by_offers_uses_her_coupons() -> None:
    eager, idle = [Person(likes=15.0, shows=1.0)] * 100, [Person(likes=15.0, shows=0.0)] * 100
    lived = lived_and_counted(town(*eager, *idle, weeks=104))
    coupons = coupons_of(lived)
    used = coupons.purchase >= 0
    assert used[coupons.who < 100].mean() > 0.85
    assert used[coupons.who >= 100].mean() < 0.15
    assert np.array_equal(np.flatnonzero(coupons.redeems(len(lived.history.who))), np.unique(coupons.purchase[used]))


def test_points_are_a_fiftieth_of_what_a_quarter_brought() -> None:
    points = incentives().query("form == 'points' and event == 'offered'")
    offered = points["value_minor"].sum()
    spent = small().tables["purchases"].to_pandas()["amount_minor"].sum()
    assert 0.9 * spent / 50 < offered <= 1.01 * spent / 50  # less than 20 points of a quarter are not given
