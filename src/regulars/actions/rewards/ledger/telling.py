"""What the ledger's acts mean to those who measure: facts, told to the workspace through the outbox.

A lot is an incentive: offered when it is earned, redeemed when its points are spent, expired, or
withdrawn by a refund. Two members who become one are an identity. A fact names the member, never the person.
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
    if entry.kind == "earned" and entry.entry_id in page.lots:
        lot = page.lots[entry.entry_id]
        yield _incentive(page, entry, lot, "offered", lot.amount)
    elif entry.kind in ("spent", "captured"):
        for lot_id, amount in _taken(page, entry):
            yield _incentive(page, entry, page.lot(lot_id), "redeemed", amount)
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
    return {
        "customer_id": page.accounts[entry.entry_id.account].member_id,
        "occurred_at": _text(entry.occurred_at),
        "entry": str(entry.entry_id),
    }


def _text(at: datetime | None) -> str | None:
    return at.isoformat(timespec="microseconds") if at else None
