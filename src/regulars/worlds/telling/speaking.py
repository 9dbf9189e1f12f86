"""What customers say unasked: complaints about what went wrong, and what they tell others."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.worlds.chance import Ints
from regulars.worlds.telling.buying import Books
from regulars.worlds.telling.tables import DAY, joined, numbered, table, words
from regulars.worlds.telling.told import CURRENCY, Lived

_TOPICS = ("damaged goods", "missing goods", "long wait", "rude staff")
_COMPLAINS = 0.45


def complaints(lived: Lived, books: Books) -> pa.Table:
    """Not quite half of those for whom something went wrong complain; what is made good is resolved within two days."""
    d = lived.scene.chance.of("complaints")
    failed = np.flatnonzero(books.failed)
    cases = failed[d.random(len(failed)) < _COMPLAINS]
    topic, opened = d.integers(0, len(_TOPICS), len(cases)), books.at[cases] + d.integers(3600, 30 * 3600, len(cases))
    good = books.recovered[cases]
    paid = np.flatnonzero(good & (d.random(len(cases)) < 0.5))
    resolved = opened + np.where(good, d.integers(2 * 3600, 2 * DAY, len(cases)), d.integers(5 * DAY, 30 * DAY, len(cases)))
    ends = np.flatnonzero(good | (d.random(len(cases)) < 0.6))
    steps = (
        (np.arange(len(cases)), opened, "opened"),
        (paid, opened[paid] + 3600, "compensated"),
        (ends, resolved[ends], "resolved"),
    )  # fmt: skip
    return joined("complaints", *(_step(lived, books, cases, topic, *step) for step in steps))


def _step(lived: Lived, books: Books, cases: Ints, topic: Ints, which: Ints, at: Ints, event: str) -> pa.Table:
    which, at = which[at < lived.ends_at], at[at < lived.ends_at]
    paid = event == "compensated"
    return table("complaints", at, {
        "customer_id": lived.customers(books.who[cases[which]]), "case_id": numbered("Q-", cases[which] + 1),
        "event": event, "topic": words(_TOPICS, topic[which]),
        "amount_minor": 500 if paid else None, "currency": CURRENCY if paid else None,
    })  # fmt: skip


def advocacy(lived: Lived, books: Books) -> pa.Table:
    """Reviews and referrals follow purchases, the more often the better she likes us; some of those referred come."""
    people, d = lived.scene.people, lived.scene.chance.of("advocacy")
    likes = people.shows_attitude[books.who]
    reviewed = np.flatnonzero(d.random(len(books.who)) < 0.004 + 0.02 * likes**2)
    referred = np.flatnonzero(d.random(len(books.who)) < 0.03 * likes**2)
    at = books.at[referred] + d.integers(1, 48, len(referred)) * 3600
    newcomers = _newcomers(lived, books, referred, d)
    came = np.flatnonzero(newcomers >= 0)
    converted = lived.clock.at(people.joined[newcomers[came]], 6, 22 * 3600)
    stars = np.clip(np.rint(2.2 + 3.0 * likes[reviewed] + d.normal(0, 0.7, len(reviewed))), 1, 5)
    reviews = _acts(lived, books.who[reviewed], books.at[reviewed] + DAY, "review", stars=stars)
    referrals = _acts(lived, books.who[referred], at, "referred", others=lived.customers(newcomers), known=newcomers >= 0)
    conversions = _acts(
        lived, books.who[referred[came]], converted, "referral_converted", others=lived.customers(newcomers[came])
    )
    return joined("advocacy", reviews, referrals, conversions)


def _newcomers(lived: Lived, books: Books, referred: Ints, d: np.random.Generator) -> Ints:
    """Whom a referral brought: a customer who joins within the next weeks, each only once; -1 where nobody came."""
    joined_ = lived.scene.people.joined
    fresh = d.permutation(np.flatnonzero((joined_ > 2) & (joined_ < lived.options.weeks - 1)))
    fresh = fresh[np.argsort(joined_[fresh], kind="stable")]
    if not len(fresh):
        return np.full(len(referred), -1)
    place = np.searchsorted(joined_[fresh], books.week[referred] + 1)
    found = np.where(place < len(fresh), fresh[np.minimum(place, len(fresh) - 1)], -1)
    _, first = np.unique(found, return_index=True)
    once = np.zeros(len(found), bool)
    once[first] = True
    itself = found == books.who[referred]
    brought: Ints = np.where(once & ~itself & (d.random(len(found)) < 0.5), found, -1)
    return brought


def _acts(lived: Lived, who: Ints, at: Ints, act: str, *, stars: object = None, others: pa.Array | None = None,
          known: object = None) -> pa.Table:  # fmt: skip
    seen = np.flatnonzero(at < lived.ends_at)
    other = None if others is None else others if known is None else pa.compute.if_else(pa.array(known), others, None)
    return table("advocacy", at[seen], {
        "customer_id": lived.customers(who[seen]), "act": act,
        "stars": None if stars is None else np.asarray(stars)[seen],
        "other_customer_id": None if other is None else other.take(pa.array(seen)),
    })  # fmt: skip
