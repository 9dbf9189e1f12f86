"""Why points came and went, in a member's own language; other members stay unnamed."""

from __future__ import annotations

from collections.abc import Callable

from regulars.actions.rewards.ledger.entries import Entry
from regulars.interfaces.members.languages import Language


def reason(entry: Entry, said: Language) -> str:
    """One entry as its member reads it."""
    return _SENTENCES[entry.kind](entry, said)


def _earned(entry: Entry, said: Language) -> str:
    points, why = -entry.legs.issued, entry.details.get("reason")
    if not points and why:
        return said.say("No points for order {reference}: {reason}", reference=entry.reference, reason=why)
    if not points:
        return said.say("No points for order {reference}", reference=entry.reference)
    if entry.details.get("with_code"):
        return said.count("{n} point for a code", "{n} points for a code", points)
    return said.count("{n} point for order {reference}", "{n} points for order {reference}", points, reference=entry.reference)


def _used(entry: Entry, said: Language) -> str:
    points = entry.legs.redeemed
    if not entry.reference:
        return said.count("{n} point used", "{n} points used", points)
    return said.count("{n} point used for {reference}", "{n} points used for {reference}", points, reference=entry.reference)


def _held(entry: Entry, said: Language) -> str:
    points, what = entry.details["amount"], entry.reference or "–"
    return said.count("{n} point set aside for {reference}", "{n} points set aside for {reference}", points, reference=what)


def _free_again(entry: Entry, said: Language) -> str:
    points = entry.details["amount"]
    return said.count("{n} point that was set aside is free again", "{n} points that were set aside are free again", points)


def _clawed_back(entry: Entry, said: Language) -> str:
    if entry.details.get("with_code"):
        return said.count(
            "{n} point taken back: the code can be used again",
            "{n} points taken back: the code can be used again",
            entry.legs.clawed_back,
        )
    return said.count(
        "{n} point taken back: order {reference} was refunded",
        "{n} points taken back: order {reference} was refunded",
        entry.legs.clawed_back,
        reference=entry.reference,
    )


def _adjusted(entry: Entry, said: Language) -> str:
    points, why = entry.legs.available, entry.details["reason"]
    if points > 0:
        return said.count("{n} point added: {reason}", "{n} points added: {reason}", points, reason=why)
    return said.count("{n} point taken away: {reason}", "{n} points taken away: {reason}", -points, reason=why)


def _moved(entry: Entry) -> int:
    return abs(entry.legs.available + entry.legs.pending)


_SENTENCES: dict[str, Callable[[Entry, Language], str]] = {
    "earned": _earned,
    "matured": lambda e, s: s.count("{n} point can be used now", "{n} points can be used now", e.legs.available),
    "spent": _used,
    "captured": _used,
    "returned": lambda e, s: s.count("{n} point given back", "{n} points given back", -e.legs.redeemed),
    "held": _held,
    "voided": _free_again,
    "hold_ended": _free_again,
    "expired": lambda e, s: s.count("{n} point expired", "{n} points expired", e.legs.expired),
    "clawed_back": _clawed_back,
    "repaid": lambda e, s: s.count("{n} point paid what was owed", "{n} points paid what was owed", -e.legs.debt),
    "transferred_out": lambda e, s: s.count(
        "{n} point given to another member", "{n} points given to another member", e.legs.transferred
    ),
    "transferred_in": lambda e, s: s.count(
        "{n} point received from another member", "{n} points received from another member", e.legs.available
    ),
    "adjusted": _adjusted,
    "merged_out": lambda e, s: s.count(
        "{n} point went to another account of yours", "{n} points went to another account of yours", _moved(e)
    ),
    "merged_in": lambda e, s: s.count(
        "{n} point came from another account of yours", "{n} points came from another account of yours", _moved(e)
    ),
}
