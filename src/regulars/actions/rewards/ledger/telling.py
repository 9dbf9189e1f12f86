"""What the ledger's acts mean to those who measure: facts, told to the workspace through the outbox.

A lot is an incentive: offered when it is earned, redeemed when its points are spent, expired, or
withdrawn by a refund. Points that are given away are withdrawn from the giver and offered to the receiver. A spend
that is taken back is no redemption: what was told of it gets a later version, which says how much of it is left, or
that the lot is on offer as before. Two members who become one are an identity. A fact names the member, never the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from regulars.actions.rewards.ledger.accounts import Lot
from regulars.actions.rewards.ledger.entries import Entry, EntryId
from regulars.actions.rewards.ledger.page import Page

Fact = tuple[str, dict[str, Any]]


def facts_of(page: Page) -> Iterator[Fact]:
    """The facts that a page causes: kind, and columns by name; times as ISO 8601 text in UTC."""
    for entry in page.entries:
        if page.accounts[entry.entry_id.account].unit == "points":
            yield from _of_entry(page, entry)


def _of_entry(page: Page, entry: Entry) -> Iterator[Fact]:
    if entry.kind in ("earned", "transferred_in") and entry.entry_id in page.lots:
        lot = page.lots[entry.entry_id]
        yield _incentive(page, entry, lot, "offered", lot.amount)
    elif entry.kind in ("spent", "captured"):
        for lot_id, amount in _taken(page, entry):
            yield _redeemed(page, entry, lot_id, amount)
    elif entry.kind == "returned" and entry.related:
        yield from _returned(page, entry, entry.related)
    elif entry.kind == "transferred_out":
        for lot_id, amount in _taken(page, entry):
            yield _incentive(page, entry, page.lot(lot_id), "withdrawn", amount)
    elif entry.kind == "expired" and entry.related:
        yield _incentive(page, entry, page.lot(entry.related), "expired", -entry.legs.available)
    elif entry.kind == "clawed_back" and entry.related and entry.legs.clawed_back:
        yield _incentive(page, entry, page.lot(entry.related), "withdrawn", entry.legs.clawed_back)
    elif entry.kind == "merged_out":
        yield "identities", {**_head(page, entry), "same_as": entry.details["to"]}


def _taken(page: Page, entry: Entry) -> Iterator[tuple[EntryId, int]]:
    for by, use in page.uses:
        if by == entry.entry_id and use.lot is not None:
            yield use.lot, use.amount


def _redeemed(page: Page, spend: Entry, lot_id: EntryId, amount: int) -> Fact:
    """What a spend took of a lot, under a name by which a later version is known."""
    kind, fact = _incentive(page, spend, page.lot(lot_id), "redeemed" if amount else "offered", amount)
    return kind, {**fact, "version_of": f"{spend.entry_id} of {lot_id}"}


def _returned(page: Page, entry: Entry, spend_id: EntryId) -> Iterator[Fact]:
    """What is left of a spend, lot by lot, where something of it was given back: as of the day on which it was spent."""
    spend = page.shelf.entry(spend_id)
    left = {use.lot: use.amount for use in page.uses_of_spend(spend_id)}
    for lot_id, _ in _taken(page, entry):
        yield _redeemed(page, spend, lot_id, left.get(lot_id, 0))


def _incentive(page: Page, entry: Entry, lot: Lot, event: str, points: int) -> Fact:
    return "incentives", {
        **_head(page, entry),
        "incentive_id": str(lot.lot_id),
        "event": event,
        "form": "points",
        "value_minor": None if lot.value_minor is None else lot.value_minor * points // lot.amount,
        "order_id": None if "with_code" in entry.details else entry.reference or None,
        "valid_from": _text(lot.matures_at),
        "valid_to": _text(lot.expires_at),
    }


def _head(page: Page, entry: Entry) -> dict[str, Any]:
    own = entry.entry_id.account
    return {
        "customer_id": page.accounts[page.named.get(own, own)].member_id,
        "occurred_at": _text(entry.occurred_at),
        "entry": str(entry.entry_id),
    }


def _text(at: datetime | None) -> str | None:
    return at.isoformat(timespec="microseconds") if at else None
