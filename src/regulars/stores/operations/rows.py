"""The ledger's objects as rows, and rows as objects. A row is a tuple in the order of its table's columns named here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, TypeAlias

from sqlalchemy import Row

from regulars.actions.rewards.ledger.accounts import Account, Hold, HoldPart, Line, Lot, Use
from regulars.actions.rewards.ledger.entries import LEGS, Entry, EntryId, Legs

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
Values: TypeAlias = tuple[Any, ...]
_LOT = (
    "owner", "amount", "remaining", "held", "used", "expired", "clawed", "matured", "earned_at", "matures_at", "expires_at",
    "source", "rule", "arm", "value_minor",
)  # fmt: skip
_LINE = ("reference", "line_id", "unit", "amount_minor", "points", "refunded_minor", "reversed")
_NAME = ("account_id", "number")
ACCOUNT = ("account_id", "member_id", "unit", "number", "available", "pending", "debt", "held", "due_at", "moved_to")
LOT = (*_NAME, *_LOT)
LINE = ("source", "earn_account", "earn_number", *_LINE)
HOLD = (*_NAME, "owner", "amount", "captured", "open", "ends_at", "reference", "parts")
USE = ("by_account", "by_number", "spend_account", "spend_number", "source", "lot_account", "lot_number", "amount")
ENTRY = (
    *_NAME, "kind", "occurred_at", "recorded_at", *LEGS, "available_after", "pending_after", "debt_after", "reference",
    "related_account", "related_number", "details",
)  # fmt: skip
_legs: Callable[[Legs], Values] = attrgetter(*LEGS)
_lot: Callable[[Lot], Values] = attrgetter(*_LOT)
_line: Callable[[Line], Values] = attrgetter(*_LINE)
account_row: Callable[[Account], Values] = attrgetter(*ACCOUNT)


def account_of(row: AnyRow) -> Account:
    """From a row that begins with the account's columns."""
    return Account(*row[: len(ACCOUNT)])


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


def entry_row(entry: Entry) -> Values:
    return (
        *entry.entry_id,
        entry.kind,
        entry.occurred_at,
        entry.recorded_at,
        *_legs(entry.legs),
        entry.available_after,
        entry.pending_after,
        entry.debt_after,
        entry.reference,
        *(entry.related or _NOBODY),
        entry.details,
    )


_NOBODY = (None, None)


def lot_of(row: AnyRow) -> Lot:
    return Lot(lot_id=EntryId(row.account_id, row.number), **{name: getattr(row, name) for name in _LOT})


def lot_row(lot: Lot) -> Values:
    return (*lot.lot_id, *_lot(lot))


def hold_of(row: AnyRow) -> Hold:
    parts = [HoldPart(source, EntryId.of(lot) if lot else None, amount) for source, lot, amount in row.parts]
    name = EntryId(row.account_id, row.number)
    return Hold(name, row.owner, row.amount, row.ends_at, row.reference, row.captured, parts)


def hold_row(hold: Hold) -> Values:
    parts = [[p.source, str(p.lot) if p.lot else None, p.amount] for p in hold.parts]
    return (*hold.hold_id, hold.owner, hold.amount, hold.captured, hold.open, hold.ends_at, hold.reference, parts)


def use_of(row: AnyRow) -> Use:
    lot = EntryId(row.lot_account, row.lot_number) if row.lot_account is not None else None
    return Use(EntryId(row.spend_account, row.spend_number), row.source, lot, row.amount)


def use_row(by: EntryId, use: Use) -> Values:
    return (*by, *use.spend, use.source, *(use.lot or _NOBODY), use.amount)


def line_of(row: Sequence[Any]) -> Line:
    """From values in the order of ``LINE``."""
    source, account, number, reference, line_id, unit, amount_minor, points, refunded_minor, taken = row
    earn = EntryId(account, number)
    return Line(reference, line_id, earn, unit, amount_minor, points, refunded_minor, taken, source)


def line_row(line: Line) -> Values:
    return (line.order_source, *line.earn, *_line(line))
