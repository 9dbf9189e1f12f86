"""Incentives: coupons sent by lot to two of five, and points for what was bought in a quarter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regulars.worlds.chance import Ints, Truths
from regulars.worlds.scene import COUPON_WEEKS, campaigns_before, first_week
from regulars.worlds.telling.buying import COUPON_MINOR, Books
from regulars.worlds.telling.tables import joined, numbered, table, where
from regulars.worlds.telling.told import CURRENCY, Lived

QUARTER_WEEKS = 13
_POINTS_WEEKS = 26


@dataclass(frozen=True)
class Coupons:
    """Every coupon sent: whose, of which campaign, and the purchase that it was redeemed in, or -1."""

    who: Ints
    campaign: Ints
    purchase: Ints

    def redeems(self, purchases: int) -> Truths:
        used = np.zeros(purchases, bool)
        used[self.purchase[self.purchase >= 0]] = True
        return used


def coupons_of(lived: Lived) -> Coupons:
    """Who was sent a coupon in which campaign, and who used it: on the first purchase within its time, if at all."""
    people, d = lived.scene.people, lived.scene.chance.of("redeeming")
    sent, used = [], []
    for campaign in range(campaigns_before(lived.options.weeks)):
        who = np.flatnonzero(lived.scene.coupons[campaign])
        willing = d.random(people.n) < 0.1 + 0.8 * people.shows_incentive
        first = _first_purchase(lived, first_week(campaign), first_week(campaign) + COUPON_WEEKS)
        sent.append((who, np.full(len(who), campaign)))
        used.append(np.where(willing[who], first[who], -1))
    who, campaigns = (np.concatenate(part) for part in zip(*sent, strict=True))
    return Coupons(who, campaigns, np.concatenate(used))


def _first_purchase(lived: Lived, first: int, last: int) -> Ints:
    """Each customer's first purchase in weeks from ``first`` to before ``last``; -1 where there is none."""
    history = lived.history
    begin, end = np.searchsorted(history.week, (first, last))
    found = np.full(lived.scene.people.n, -1)
    found[history.who[begin:end][::-1]] = np.arange(begin, end)[::-1]
    return found


def incentives(lived: Lived, books: Books, coupons: Coupons) -> pa.Table:
    return joined("incentives", _coupon_facts(lived, books, coupons), _point_facts(lived, books))


def _coupon_facts(lived: Lived, books: Books, coupons: Coupons) -> pa.Table:
    n, clock = len(coupons.who), lived.clock
    week = np.array([first_week(c) for c in range(campaigns_before(lived.options.weeks))])[coupons.campaign]
    offered, over = clock.at(week, 0, 8 * 3600), clock.at(week + COUPON_WEEKS, 0, 0) - 1
    spent = np.flatnonzero(coupons.purchase >= 0)
    unused = np.flatnonzero((coupons.purchase < 0) & (over < lived.ends_at))
    rows = np.r_[np.arange(n), spent, unused]
    event = np.r_[np.full(n, "offered"), np.full(len(spent), "redeemed"), np.full(len(unused), "expired")]
    at = np.r_[offered, books.at[coupons.purchase[spent]], over[unused]]
    order = np.r_[np.full(n, -1), coupons.purchase[spent], np.full(len(unused), -1)]
    return _facts(lived, books, at, rows, event, order, form="coupon", who=coupons.who, value=np.full(n, COUPON_MINOR),
                  spans=(offered, over), prefix="CPN-")  # fmt: skip


def _point_facts(lived: Lived, books: Books) -> pa.Table:
    """Points of a fiftieth of a quarter's spending; they last half a year."""
    people, d = lived.scene.people, lived.scene.chance.of("points")
    quarters = lived.options.weeks // QUARTER_WEEKS
    earned = np.zeros((quarters, people.n))
    np.add.at(earned, (np.minimum(books.week // QUARTER_WEEKS, quarters - 1), books.who), books.paid / 50)
    quarter, who = np.nonzero(earned >= 20)
    week = np.minimum((quarter + 1) * QUARTER_WEEKS, lived.options.weeks - 1)
    offered, over = lived.clock.at(week, 0, 6 * 3600), lived.clock.at(week + _POINTS_WEEKS, 0, 0) - 1
    used = _spent(lived, who, week, d.random(len(who)) < 0.1 + 0.75 * people.shows_incentive[who], d)
    spent, unused = np.flatnonzero(used >= 0), np.flatnonzero((used < 0) & (over < lived.ends_at))
    n = len(who)
    event = np.r_[np.full(n, "offered"), np.full(len(spent), "redeemed"), np.full(len(unused), "expired")]
    at = np.r_[offered, books.at[used[spent]], over[unused]]
    order = np.r_[np.full(n, -1), used[spent], np.full(len(unused), -1)]
    return _facts(lived, books, at, np.r_[np.arange(n), spent, unused], event, order, form="points", who=who,
                  value=np.rint(earned[quarter, who]).astype(np.int64), spans=(offered, over), prefix="PTS-")  # fmt: skip


def _spent(lived: Lived, who: Ints, week: Ints, willing: Truths, d: np.random.Generator) -> Ints:
    """The purchase on which points are spent: the first after a delay of some weeks, while they last; -1 for none."""
    wanted = week + d.integers(0, 22, len(who))
    found = np.full(len(who), -1)
    for start in np.unique(wanted):
        mine = wanted == start
        first = _first_purchase(lived, int(start), int(start) + 4)[who[mine]]
        found[mine] = np.where(willing[mine], first, -1)
    late = np.where(found >= 0, lived.history.week[found], 0) >= week + _POINTS_WEEKS
    return np.where(late, -1, found)


def _facts(lived: Lived, books: Books, at: Ints, rows: Ints, event: Ints, order: Ints, *, form: str, who: Ints,
           value: Ints, spans: tuple[Ints, Ints], prefix: str) -> pa.Table:  # fmt: skip
    seconds = [pa.array(s[rows] * 1_000_000).cast(pa.timestamp("us")) for s in spans]
    return table("incentives", at, {
        "customer_id": lived.customers(who[rows]), "incentive_id": numbered(prefix, rows + 1), "event": event, "form": form,
        "value_minor": value[rows], "currency": CURRENCY,
        "order_id": where(order >= 0, books.order_ids(order)),
        "valid_from": seconds[0], "valid_to": seconds[1],
    })  # fmt: skip
