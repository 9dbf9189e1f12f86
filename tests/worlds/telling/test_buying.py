"""Purchases, their lines and their refunds agree with one another, and show how people live."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regulars.worlds.telling.buying import COUPON_MINOR, books_of, purchases, refunds
from regulars.worlds.telling.told import Lived
from tests.worlds.small import small
from tests.worlds.town import Person, lived_and_counted, town


def frame(kind: str) -> pd.DataFrame:
    return small().tables[kind].to_pandas()


def test_every_order_is_the_sum_of_its_lines() -> None:
    orders, lines = frame("purchases").set_index("order_id"), frame("purchase_lines")
    sums = lines.groupby("order_id")[["amount_minor", "discount_minor"]].sum().loc[orders.index]
    assert (sums["amount_minor"] == orders["amount_minor"]).all()
    assert (sums["discount_minor"] == orders["discount_minor"]).all()
    assert (lines.groupby("order_id").size().loc[orders.index] == orders["n_lines"]).all()
    assert (lines["amount_minor"] > 0).all()


def test_lines_of_an_order_are_numbered_from_one() -> None:
    numbers = frame("purchase_lines").astype({"line_id": int}).groupby("order_id")["line_id"]
    assert (numbers.min() == 1).all()
    assert (numbers.max() == numbers.size()).all()


def living(*, incentive: float = 0.5, convenience: float = 0.5, attitude: float = 0.5, **market: object) -> Lived:
    """A hundred people who all live alike, and come every half week of 20."""
    scene = town(*[Person(likes=15.0) for _ in range(100)], **market)  # type: ignore[arg-type]
    people = scene.people
    people.shows_incentive[:], people.shows_convenience[:] = incentive, convenience
    people.shows_attitude[:] = attitude
    return lived_and_counted(scene)


def without_coupons(lived: Lived) -> np.ndarray:
    return np.zeros(len(lived.history.who), bool)


def test_who_lives_by_offers_finds_them_and_nobody_does_while_they_are_withdrawn() -> None:
    on_offer = np.zeros((33, 12, 20), bool)
    on_offer[:, :, :4] = True
    shares = []
    for incentive, generosity in ((0.0, 1.0), (1.0, 1.0), (1.0, 0.0)):
        lived = living(incentive=incentive, on_offer=on_offer, generosity=np.full((24, 33), generosity))
        shares.append((books_of(lived, without_coupons(lived)).basket.off > 0).mean())
    assert shares[0] == pytest.approx(0.35, abs=0.15)  # four goods of twenty, and those most liked
    assert shares[1] > 0.8
    assert shares[2] == 0.0


def test_who_lives_by_convenience_comes_to_one_place_at_her_own_hour() -> None:
    def habits(convenience: float) -> tuple[float, float]:
        lived = living(convenience=convenience)
        books = books_of(lived, without_coupons(lived))
        hours = pd.Series(books.at % 86_400 / 3600).groupby(books.who).std().mean()
        return float((books.place == 23).mean()), float(hours)

    (loose_place, loose_hour), (firm_place, firm_hour) = habits(0.0), habits(1.0)
    assert firm_place > 0.95 > loose_place
    assert firm_hour < 0.6 * loose_hour


def test_who_likes_us_buys_more_widely() -> None:
    def breadth(attitude: float) -> float:
        lived = living(attitude=attitude)
        books = books_of(lived, without_coupons(lived))
        who = lived.history.who[books.basket.order]
        return float(pd.Series(books.basket.category).groupby(who).nunique().mean())

    assert breadth(1.0) > breadth(0.0) + 3


def test_a_coupon_is_taken_off_its_order_once() -> None:
    lived = living()
    redeems = without_coupons(lived)
    redeems[5] = True
    plain, used = books_of(lived, without_coupons(lived)), books_of(lived, redeems)
    assert np.flatnonzero(plain.paid != used.paid).tolist() == [5]
    assert plain.paid[5] - used.paid[5] == min(COUPON_MINOR, plain.basket.paid[plain.basket.order == 5][0] - 1)


def test_prices_rise_where_they_do() -> None:
    dearer = np.full(24, 10_000)
    dearer[23] = 10
    lived, calm = living(dearer=dearer), living()
    books, before = books_of(lived, without_coupons(lived)), books_of(calm, without_coupons(calm))
    late = books.week >= 10
    assert np.array_equal(books.paid[~late], before.paid[~late])
    assert books.paid[late].sum() / before.paid[late].sum() == pytest.approx(1.08, abs=0.002)


def test_a_refund_undoes_an_order_that_went_wrong() -> None:
    lived = living()
    books = books_of(lived, without_coupons(lived))
    orders = purchases(lived, books).to_pandas().set_index("order_id")
    undone = refunds(lived, books).to_pandas().set_index("order_id")
    assert 0 < len(undone) < books.failed.sum()
    assert (orders.loc[undone.index, "amount_minor"] == undone["amount_minor"]).all()
    assert (orders.loc[undone.index, "occurred_at"] < undone["occurred_at"]).all()
