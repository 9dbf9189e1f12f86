"""The ledger's objects as rows, and rows as objects."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import Row

from regulars.actions.rewards.ledger.accounts import Account, Hold, HoldPart, Line, Lot, Use
from regulars.actions.rewards.ledger.entries import LEGS, Entry, EntryId, Legs

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
_LOT = (
    "owner", "amount", "remaining", "held", "used", "expired", "clawed", "matured", "earned_at", "matures_at", "expires_at",
    "source", "rule", "arm", "value_minor",
)  # fmt: skip
_ACCOUNT = ("account_id", "member_id", "unit", "number", "available", "pending", "debt", "held", "due_at", "moved_to")
_LINE = ("reference", "line_id", "unit", "amount_minor", "points", "refunded_minor", "reversed")


def account_of(row: AnyRow) -> Account:
    return Account(**{name: getattr(row, name) for name in _ACCOUNT})


def account_row(account: Account) -> dict[str, Any]:
    return {name: getattr(account, name) for name in _ACCOUNT}


def entry_of(row: AnyRow) -> Entry:
    related = EntryId(row.related_account, row.related_number) if row.related_account is not None else None
    return Entry(
        EntryId(row.account_id, row.number),
        row.kind,
        row.occurred_at,
        row.recorded_at,
        Legs(**{name: getattr(row, name) for name in LEGS}),
        row.available_after,
        row.pending_after,
        row.debt_after,
        row.reference,
        related,
        row.details,
    )


def entry_row(entry: Entry) -> dict[str, Any]:
    return {
        **named(entry.entry_id),
        "kind": entry.kind,
        "occurred_at": entry.occurred_at,
        "recorded_at": entry.recorded_at,
        **entry.legs.to_dict(),
        "available_after": entry.available_after,
        "pending_after": entry.pending_after,
        "debt_after": entry.debt_after,
        "reference": entry.reference,
        "related_account": entry.related.account if entry.related else None,
        "related_number": entry.related.number if entry.related else None,
        "details": dict(entry.details),
    }


def named(entry_id: EntryId) -> dict[str, Any]:
    """An entry's name as the two columns of a key."""
    return {"account_id": entry_id.account, "number": entry_id.number}


def lot_of(row: AnyRow) -> Lot:
    return Lot(lot_id=EntryId(row.account_id, row.number), **{name: getattr(row, name) for name in _LOT})


def lot_row(lot: Lot) -> dict[str, Any]:
    return {**named(lot.lot_id), **{name: getattr(lot, name) for name in _LOT}}


def hold_of(row: AnyRow) -> Hold:
    parts = [HoldPart(source, EntryId.of(lot) if lot else None, amount) for source, lot, amount in row.parts]
    name = EntryId(row.account_id, row.number)
    return Hold(name, row.owner, row.amount, row.ends_at, row.reference, row.captured, parts)


def hold_row(hold: Hold) -> dict[str, Any]:
    return {
        **named(hold.hold_id),
        "owner": hold.owner,
        "amount": hold.amount,
        "captured": hold.captured,
        "open": hold.open,
        "ends_at": hold.ends_at,
        "reference": hold.reference,
        "parts": [[p.source, str(p.lot) if p.lot else None, p.amount] for p in hold.parts],
    }


def use_of(row: AnyRow) -> Use:
    lot = EntryId(row.lot_account, row.lot_number) if row.lot_account is not None else None
    return Use(EntryId(row.spend_account, row.spend_number), row.source, lot, row.amount)


def use_row(by: EntryId, use: Use) -> dict[str, Any]:
    return {
        "by_account": by.account,
        "by_number": by.number,
        "spend_account": use.spend.account,
        "spend_number": use.spend.number,
        "source": use.source,
        "lot_account": use.lot.account if use.lot else None,
        "lot_number": use.lot.number if use.lot else None,
        "amount": use.amount,
    }


def line_of(row: AnyRow) -> Line:
    values = {name: getattr(row, name) for name in _LINE}
    return Line(earn=EntryId(row.earn_account, row.earn_number), order_source=row.source, **values)


def line_row(line: Line) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in _LINE}
    return {**values, "source": line.order_source, "earn_account": line.earn.account, "earn_number": line.earn.number}
