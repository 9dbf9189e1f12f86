"""Contracts, conditions of the market, what is known of customers, and ids that are one person."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from regulars.worlds.chance import Ints
from regulars.worlds.choosing import nearness
from regulars.worlds.market import BROKEN_WEEKS, NEVER
from regulars.worlds.scene import NEWCOMER
from regulars.worlds.telling.tables import joined, numbered, table, where, words
from regulars.worlds.telling.told import CURRENCY, Lived

TERM_WEEKS = 52
FEE_MINOR = 990
_PULLED, _WHIM = 0.02, 0.0005  # tries to cancel per week, of those who would rather be elsewhere and of the others


def commitments(lived: Lived) -> pa.Table:
    """Contracts of a year: started, renewed, tried to be cancelled, ended."""
    people, weeks = lived.scene.people, lived.options.weeks
    signed = np.flatnonzero(people.contract_from < weeks)
    until = np.minimum(people.contract_until, np.where(people.gone < NEVER, people.gone, NEVER))[signed]
    start = people.contract_from[signed]
    steps = [_steps(lived, signed, start, "started")]
    for term in range(1, weeks // TERM_WEEKS + 1):
        at = start + term * TERM_WEEKS
        still = (at < until) & (at < weeks)
        steps.append(_steps(lived, signed[still], at[still], "renewed"))
    ends = until < weeks
    steps.append(_steps(lived, signed[ends], until[ends], "ended"))
    steps.append(_steps(lived, *_tries(lived), "cancel_tried"))
    return joined("commitments", *steps)


def _steps(lived: Lived, who: Ints, week: Ints, event: str) -> pa.Table:
    """One step of contracts, a minute past midnight; an end names no time to come."""
    goes_on = event in ("started", "renewed")
    begun = lived.scene.people.contract_from[who]
    term_ends = lived.clock.at(begun + ((week - begun) // TERM_WEEKS + 1) * TERM_WEEKS) * 1_000_000
    return table("commitments", lived.clock.at(week, 0, 12 * 3600), {
        "customer_id": lived.customers(who), "commitment_id": numbered("K-", who + 1), "form": "contract", "event": event,
        "amount_minor": FEE_MINOR if goes_on else None, "currency": CURRENCY if goes_on else None,
        "billing_period": "month" if goes_on else None, "auto_renew": lived.scene.people.auto_renews[who] if goes_on else None,
        "ends_at": pa.array(term_ends).cast(pa.timestamp("us")) if goes_on else None,
    })  # fmt: skip


def _tries(lived: Lived) -> tuple[Ints, Ints]:
    """Who tried to cancel, and when: those to whom another shop would be worth more if they were free."""
    people, weeks, d = lived.scene.people, lived.options.weeks, lived.scene.chance.of("cancelling")
    shops = people.tastes + nearness(people.km_cost[:, None], people.km_rivals)
    elsewhere = np.delete(shops, NEWCOMER - 1, axis=1).max(axis=1)
    here = people.attitude + nearness(people.km_cost, people.km_us) + people.reward_pull
    last = np.minimum(np.minimum(people.contract_until, people.gone), weeks)
    span = np.maximum(last - people.contract_from, 0)
    tries = np.where(span > 8, d.poisson(span * np.where(elsewhere > here, _PULLED, _WHIM)), 0)
    who = np.repeat(np.arange(people.n), tries)
    week = people.contract_from[who] + 2 + (d.random(len(who)) * (span[who] - 3)).astype(np.int64)
    once_a_week = np.unique(np.column_stack([who, week]), axis=0)
    return once_a_week[:, 0], once_a_week[:, 1]


def conditions(lived: Lived) -> pa.Table:
    """Who else is there, and every shock, by place: when it began, and when it ended if it did."""
    names, place, first, last, size = (list(part) for part in zip(*_held(lived), strict=True))
    starts, open_ended = lived.clock.at(np.array(first), 0, 6 * 3600), np.array([week is None for week in last])
    ends = lived.clock.at(np.array([week or 0 for week in last]), 0, 6 * 3600)
    return table("conditions", starts, {
        "condition": names, "place": lived.place_names(np.array(place)), "size": size,
        "starts_at": pa.array(starts * 1_000_000).cast(pa.timestamp("us")),
        "ends_at": where(~open_ended, pa.array(ends * 1_000_000).cast(pa.timestamp("us"))),
    })  # fmt: skip


def _held(lived: Lived) -> list[tuple[Any, ...]]:
    """Condition, place, first week, the week after the last, and size. Where the till never fails, the supply does."""
    m, weeks = lived.scene.market, lived.options.weeks
    broken, when = np.nonzero(m.breaks_down[:, :weeks])
    supply = broken % 2 == 1
    return [
        *_rows("rival_present", np.flatnonzero(~m.remote), np.zeros((~m.remote).sum(), int)),
        *_rows("rival_opened", places := np.flatnonzero(m.opens < weeks), m.opens[places]),
        *_rows("promotion_withdrawn", places := np.flatnonzero(m.withdrawn[:, 0] < weeks), *m.withdrawn[places].T),
        *_rows("lock_in_ended", places := np.flatnonzero(m.released < weeks), m.released[places]),
        *_rows("price_rise", places := np.flatnonzero(m.dearer < weeks), m.dearer[places], size=0.08),
        *_rows("outage", broken[~supply], when[~supply], when[~supply] + BROKEN_WEEKS),
        *_rows("stock_out", broken[supply], when[supply], when[supply] + BROKEN_WEEKS),
    ]


def _rows(name: str, places: Ints, first: Ints, last: Ints | None = None, size: float | None = None) -> list[tuple[Any, ...]]:
    ends = [None] * len(places) if last is None else last.tolist()
    return [(name, p, f, e, size) for p, f, e in zip(places.tolist(), first.tolist(), ends, strict=True)]


_FROM = ("street", "friend", "advertisement", "web")


def attributes(lived: Lived) -> pa.Table:
    """Since they joined: home place and through what they came."""
    people, n = lived.scene.people, lived.scene.people.n
    who = np.flatnonzero(people.joined < lived.options.weeks)
    through = lived.scene.chance.of("acquired").choice(4, n, p=[0.45, 0.2, 0.15, 0.2])[who]
    at = lived.clock.at(people.joined[who], 0, 3600)
    values = {"home_place": lived.place_names(people.place[who]), "acquired_through": words(_FROM, through)}
    told = list(values.items())
    return table("attributes", np.r_[at, at], {
        "customer_id": pa.concat_arrays([lived.customers(who)] * 2),
        "occurred_precision": "day",
        "name": [name for name, _ in told for _ in who], "value": pa.concat_arrays([v for _, v in told]),
    })  # fmt: skip


def identities(lived: Lived) -> pa.Table:
    who = np.flatnonzero(lived.had_an_old_id())
    return table("identities", lived.clock.at(lived.known_from(who), 1, 9 * 3600), {
        "customer_id": numbered("W-", who, 6), "same_as": lived.customers(who),
    })  # fmt: skip
