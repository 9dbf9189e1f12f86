"""What an act changed, written: entries, lots, uses, holds, lines, accounts, in one commit with its key and its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, insert, update

from regulars.actions.rewards.ledger.accounts import Account
from regulars.actions.rewards.ledger.page import Page
from regulars.stores.operations.rows import account_row, entry_row, hold_row, line_row, lot_row, use_row
from regulars.stores.operations.schema import ACCOUNTS, ENTRIES, HOLDS, LINES, LOTS, USES
from regulars.stores.operations.shelf import StoreShelf

Values = Mapping[str, Any]


def keep(connection: Connection, page: Page, shelf: StoreShelf) -> None:
    """Write a page. An account that somebody else changed meanwhile would be our bug: it was locked."""
    add(connection, ENTRIES, [entry_row(e) for e in page.entries])
    lots, holds, lines = page.lots, page.holds, page.lines
    add(connection, LOTS, [lot_row(lot) for name, lot in lots.items() if name not in shelf.old_lots])
    change(connection, LOTS, [lot_row(lots[name]) for name in shelf.old_lots & lots.keys()])
    add(connection, HOLDS, [hold_row(hold) for name, hold in holds.items() if name not in shelf.old_holds])
    change(connection, HOLDS, [hold_row(holds[name]) for name in shelf.old_holds & holds.keys()])
    add(connection, LINES, [line_row(line) for name, line in lines.items() if name not in shelf.old_lines])
    change(connection, LINES, [line_row(lines[name]) for name in shelf.old_lines & lines.keys()])
    add(connection, USES, [use_row(by, use) for by, use in page.uses])
    for account in page.accounts.values():
        _keep_account(connection, account, shelf.kept[account.account_id])


def add(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """New rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)


def change(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    """Rows that are there already, by their key."""
    keys = [c.name for c in table.primary_key]
    for row in rows:
        which = and_(*(table.c[key] == bindparam(f"old_{key}", row[key]) for key in keys))
        connection.execute(update(table).where(which).values({k: v for k, v in row.items() if k not in keys}))


def _keep_account(connection: Connection, account: Account, kept: int) -> None:
    if account.number == kept:  # no entry, no change: each movement is an entry
        return
    values = {k: v for k, v in account_row(account).items() if k != "account_id"}
    same = (ACCOUNTS.c.account_id == account.account_id) & (ACCOUNTS.c.number == kept)
    changed = connection.execute(update(ACCOUNTS).where(same).values(values)).rowcount
    assert changed == 1, f"account {account.account_id} changed although it was locked"
    if account.moved_to is not None:
        chained = update(ACCOUNTS).where(ACCOUNTS.c.moved_to == account.account_id)
        connection.execute(chained.values(moved_to=account.moved_to))
