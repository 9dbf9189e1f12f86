"""Purchases and their lines: when in the week, in which place, by which channel, and what lay in the basket."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regulars.worlds.chance import Floats, Ints, Truths
from regulars.worlds.market import CATEGORIES, GOODS, PLACES
from regulars.worlds.telling.tables import DAY, numbered, table, words
from regulars.worlds.telling.told import CURRENCY, Lived

COUPON_MINOR = 300
_NAMES = ("bread", "dairy", "fruit", "meat", "fish", "drinks", "snacks", "frozen", "care", "household", "garden", "gifts")
_DEARER = 1.08


@dataclass(frozen=True)
class Basket:
    """Lines: each one's purchase, category, product, pieces, price paid and what was taken off, in minor units."""

    order: Ints
    category: Ints
    product: Ints
    pieces: Ints
    paid: Ints
    off: Ints


@dataclass(frozen=True)
class Books:
    """Our purchases with all that stands in the books: ``at`` (seconds), ``place``, ``web``, and sums in minor units."""

    who: Ints
    week: Ints
    at: Ints
    place: Ints
    web: Truths
    failed: Truths
    recovered: Truths
    paid: Ints
    off: Ints
    lines: Ints
    basket: Basket

    def order_ids(self, which: Ints) -> pa.Array:
        return numbered("O-", which + 1, 7)


def books_of(lived: Lived, redeems: Truths) -> Books:
    """The books; ``redeems`` says of which purchases a coupon was part."""
    history = lived.history
    basket = _baskets(lived, redeems)
    n = len(history.who)
    at = _times(lived)
    place, web = _whereabouts(lived)
    paid, off, lines = (np.bincount(basket.order, w, n).astype(np.int64) for w in (basket.paid, basket.off, None))
    return Books(
        history.who, history.week, at, place, web, history.failed, history.recovered, paid, off, lines, basket
    )  # fmt: skip


def _times(lived: Lived) -> Ints:
    """Regular people come on a day and at an hour of their own; others whenever."""
    history, people, d = lived.history, lived.scene.people, lived.scene.chance.of("times")
    usual_day, usual_hour = d.integers(0, 4, (people.n, 2)), d.uniform(9.0, 19.0, people.n)
    who, n = history.who, len(history.who)
    days = np.where(history.slot == 0, 4, 3)
    regular = d.random(n) < 0.2 + 0.7 * people.shows_convenience[who]
    day = np.where(regular, np.minimum(usual_day[who, history.slot], days - 1), (d.random(n) * days).astype(np.int64))
    hour = np.where(regular, usual_hour[who] + d.normal(0, 0.6, n), d.uniform(8.5, 20.0, n))
    return lived.clock.at(history.week, np.where(history.slot == 0, day, 4 + day), np.clip(hour, 8.0, 21.0) * 3600)


def _whereabouts(lived: Lived) -> tuple[Ints, Truths]:
    """The place of each purchase, and whether it was made on the web."""
    people, who, d = lived.scene.people, lived.history.who, lived.scene.chance.of("places")
    loyal = d.random(len(who)) < 0.65 + 0.33 * people.shows_convenience[who]
    place = np.where(loyal, people.place[who], d.integers(0, PLACES, len(who)))
    prefers_web, keeps = d.random(people.n) < 0.25, d.random(len(who)) < 0.6 + 0.38 * people.shows_convenience[who]
    return place, np.where(keeps, prefers_web[who], d.random(len(who)) < 0.4)


def _baskets(lived: Lived, redeems: Truths) -> Basket:
    history, d = lived.history, lived.scene.chance.of("baskets")
    count = 1 + d.poisson(_appetite(lived, d)[history.who] * _fill_ins(lived, d))
    order = np.repeat(np.arange(len(history.who)), count)
    category = _categories(lived, history.who[order], d)
    goods, promoted = _goods(lived, order, category, d)
    pieces = 1 + d.poisson(0.4, len(order))
    full: Ints = _full_prices(lived, order, category, goods) * pieces
    off: Ints = np.where(promoted, np.rint(full * d.choice([0.15, 0.25, 0.35], len(order))), 0).astype(np.int64)
    off = off + _coupons(order, redeems, full - off)
    return Basket(order, category, goods, pieces, full - off, off)


def _goods(lived: Lived, order: Ints, category: Ints, d: np.random.Generator) -> tuple[Ints, Truths]:
    """What is taken of each category, and whether it is on promotion: those who live by offers look for it."""
    people, market, history = lived.scene.people, lived.scene.market, lived.history
    who, week = history.who[order], history.week[order]
    on_offer = market.on_offer[week, category]
    rewarded = market.generosity[people.place[who], week] > 0
    sought = rewarded & (d.random(len(who)) < 0.8 * people.shows_incentive[who] ** 1.5)
    liking = d.random((len(who), GOODS)) * np.linspace(1.0, 0.96, GOODS)
    goods = np.where(sought[:, None] & on_offer, liking + 1.0, liking).argmax(axis=1)
    return goods, rewarded & on_offer[np.arange(len(who)), goods]


def _full_prices(lived: Lived, order: Ints, category: Ints, goods: Ints) -> Ints:
    place, week = lived.scene.people.place[lived.history.who[order]], lived.history.week[order]
    price = _prices(lived)[category, goods] * np.where(lived.scene.market.dearer[place] <= week, _DEARER, 1.0)
    return np.rint(price).astype(np.int64)


def _appetite(lived: Lived, d: np.random.Generator) -> Floats:
    return d.lognormal(0.5, 0.45, lived.scene.people.n)


def _fill_ins(lived: Lived, d: np.random.Generator) -> Floats:
    """Those who live by convenience often come for one thing only."""
    who = lived.history.who
    return np.where(d.random(len(who)) < 0.6 * lived.scene.people.shows_convenience[who], 0.15, 1.0)


def _categories(lived: Lived, who: Ints, d: np.random.Generator) -> Ints:
    """Near each one's own middle; those who like us buy more widely."""
    people = lived.scene.people
    middle = d.integers(0, CATEGORIES, people.n)
    away = np.abs(d.normal(size=len(who))) * (0.8 + 3.0 * people.shows_attitude[who])
    categories: Ints = (middle[who] + away.astype(np.int64)) % CATEGORIES
    return categories


def _prices(lived: Lived) -> Floats:
    prices: Floats = 150 + 100 * lived.scene.chance.of("prices").lognormal(1.0, 0.6, (CATEGORIES, GOODS))
    return prices


def _coupons(order: Ints, redeems: Truths, paid: Ints) -> Ints:
    """What a coupon takes off the first line of its purchase; never more than the line costs, less one."""
    first = np.r_[True, order[1:] != order[:-1]] if len(order) else np.zeros(0, bool)
    taken: Ints = np.where(first & redeems[order], np.minimum(COUPON_MINOR, paid - 1), 0)
    return taken


def purchases(lived: Lived, books: Books) -> pa.Table:
    everyone = np.arange(len(books.who))
    return table("purchases", books.at, {
        "customer_id": lived.written_as(books.who, books.week),
        "order_id": books.order_ids(everyone), "amount_minor": books.paid, "currency": CURRENCY, "discount_minor": books.off,
        "n_lines": books.lines, "place": lived.place_names(books.place),
        "channel": words(("shop", "web"), books.web.astype(int)),
    })  # fmt: skip


def purchase_lines(lived: Lived, books: Books) -> pa.Table:
    b = books.basket
    first = np.r_[0, np.cumsum(books.lines)[:-1]]
    number = np.arange(len(b.order)) - first[b.order]
    return table("purchase_lines", books.at[b.order], {
        "customer_id": lived.written_as(books.who[b.order], books.week[b.order]),
        "order_id": books.order_ids(b.order), "line_id": numbered("", number + 1), "role": "product",
        "product_id": numbered("P-", b.category * GOODS + b.product, 3), "category": words(_NAMES, b.category),
        "brand": words(("Own", "Acme", "Bona", "Cara", "Delta"), b.product % 5), "own_brand": b.product % 5 == 0,
        "quantity": b.pieces.astype(float), "amount_minor": b.paid, "discount_minor": b.off,
    })  # fmt: skip


def refunds(lived: Lived, books: Books) -> pa.Table:
    """Of what went wrong, a third is paid back in full some days later."""
    d = lived.scene.chance.of("refunds")
    which = np.flatnonzero(books.failed)
    which = which[d.random(len(which)) < 0.33]
    late = books.at[which] + d.integers(1, 6, len(which)) * DAY
    which, late = which[(seen := late < lived.ends_at)], late[seen]
    return table("refunds", late, {
        "customer_id": lived.written_as(books.who[which], books.week[which]), "refund_id": numbered("R-", which + 1, 7),
        "order_id": books.order_ids(which), "amount_minor": books.paid[which], "currency": CURRENCY,
        "reason": "damaged",
    })  # fmt: skip
