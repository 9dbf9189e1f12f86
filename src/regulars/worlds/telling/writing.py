"""Messages to customers: who allowed them, a letter without an offer every four weeks, one with each coupon, who opened it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.worlds.chance import Floats, Ints
from regulars.worlds.market import NEVER
from regulars.worlds.scene import first_week
from regulars.worlds.telling.offering import Coupons
from regulars.worlds.telling.tables import joined, numbered, table
from regulars.worlds.telling.told import Lived

_LETTER_WEEKS = 4
_ALLOWS, _LATER_REFUSES = 0.7, 0.1


def permitted(lived: Lived) -> tuple[Ints, Ints]:
    """The weeks from and until which each customer allows letters; never, where she does not."""
    people, d = lived.scene.people, lived.scene.chance.of("permissions")
    allows, refuses = d.random(people.n) < _ALLOWS, d.random(people.n) < _LATER_REFUSES
    until = np.where(refuses, people.joined + d.integers(8, 80, people.n), NEVER)
    return np.where(allows, people.joined, NEVER), np.where(allows, until, NEVER)


def permissions(lived: Lived) -> pa.Table:
    since, until = permitted(lived)
    parts = []
    for week, change in ((since, "granted"), (until, "withdrawn")):
        who = np.flatnonzero(week < lived.options.weeks)
        parts.append(table("permissions", lived.clock.at(week[who], 0, 4 * 3600), {
            "customer_id": lived.customers(who),
            "purpose": "marketing", "channel": "email", "change": change, "wording": "news/1",
        }))  # fmt: skip
    return joined("permissions", *parts)


def letters(lived: Lived, coupons: Coupons) -> pa.Table:
    """``contacts`` of marketing: letters without an offer are opened by those who like us, offers by those who live by them."""
    people, d = lived.scene.people, lived.scene.chance.of("letters")
    since, until = permitted(lived)
    parts = []
    for week in range(2, lived.options.weeks, _LETTER_WEEKS):
        who = np.flatnonzero((since <= week) & (week < until) & lived.scene.here(week))
        parts += _sent(lived, who, week, f"news {week:03d}", 0.05 + 0.5 * people.shows_attitude[who], d)
    for campaign in np.unique(coupons.campaign):
        week, who = first_week(int(campaign)), coupons.who[coupons.campaign == campaign]
        who = who[(since[who] <= week) & (week < until[who])]
        parts += _sent(lived, who, week, f"offer {week:03d}", 0.1 + 0.6 * people.shows_incentive[who], d)
    return joined("contacts", *parts)


def _sent(lived: Lived, who: Ints, week: int, campaign: str, opens: Floats, d: np.random.Generator) -> list[pa.Table]:
    """A letter to each: sent, perhaps opened within a day, perhaps clicked."""
    sent = lived.clock.at(np.full(len(who), week), 0, 9 * 3600)
    opened = d.random(len(who)) < opens
    clicked = opened & (d.random(len(who)) < 0.25)
    later = sent + d.integers(600, 20 * 3600, len(who))
    steps = ((np.ones(len(who), bool), sent, "sent"), (opened, later, "opened"), (clicked, later + 60, "clicked"))
    return [message(lived, who[s], at[s], event, campaign, "marketing") for s, at, event in steps]


def message(lived: Lived, who: Ints, at: Ints, event: str, campaign: str, purpose: str) -> pa.Table:
    """One thing that happened to one message of a campaign to each customer, by e-mail."""
    return table("contacts", at, {
        "customer_id": lived.customers(who), "message_id": numbered(f"M-{campaign.replace(' ', '-')}-", who), "event": event,
        "direction": "outbound", "channel": "email", "purpose": purpose, "campaign": campaign,
    })  # fmt: skip
