"""What an act changed, written: entries, lots, uses, holds, lines, accounts, in one commit with its key and its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, insert, or_, select, update

from regulars.actions.rewards.ledger.accounts import Account
from regulars.actions.rewards.ledger.page import Page
from regulars.stores.operations.rows import account_row, entry_row, hold_row, line_row, lot_row, use_row
from regulars.stores.operations.schema import ACCOUNTS, ENTRIES, HOLDS, LINES, LOTS, MEMBERS, USES
from regulars.stores.operations.shelf import StoreShelf

Values = Mapping[str, Any]


def keep(connection: Connection, page: Page, shelf: StoreShelf) -> None:
    """Write a page. An account that somebody else changed meanwhile would be our bug: it was locked."""
    add(connection, ENTRIES, [entry_row(e) for e in page.entries])
    for table, before, after, row in (
        (LOTS, shelf.lots, page.lots, lot_row),
        (HOLDS, shelf.holds, page.holds, hold_row),
        (LINES, shelf.old_lines, page.lines, line_row),
    ):
        _keep_states(connection, table, before, after, row)
    add(connection, USES, [use_row(by, use) for by, use in page.uses])
    _keep_accounts(connection, page.accounts.values(), shelf.kept)


def _keep_states(
    connection: Connection, table: Table, before: Mapping[Any, Any], after: Mapping[Any, Any], row: Callable[[Any], Values]
) -> None:
    """Write what is new or not as it was."""
    add(connection, table, [row(state) for name, state in after.items() if name not in before])
    change(connection, table, [row(state) for name, state in after.items() if name in before and state != before[name]])


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


def _keep_accounts(connection: Connection, accounts: Iterable[Account], kept: Mapping[int, int]) -> None:
    """Accounts that moved; where there is no entry there is no change, for each movement is an entry."""
    moved = [account for account in accounts if account.number != kept[account.account_id]]
    rows = [{**_values(account), "old_id": account.account_id, "old_number": kept[account.account_id]} for account in moved]
    if rows:
        changed = connection.execute(_MOVED.execution_options(preserve_rowcount=True), rows).rowcount
        assert changed == len(rows), "an account changed although it was locked"
    for account in moved:
        _say_where_it_went(connection, account)


_MOVED = (
    update(ACCOUNTS)
    .where(ACCOUNTS.c.account_id == bindparam("old_id"), ACCOUNTS.c.number == bindparam("old_number"))
    .values({c.name: bindparam(c.name) for c in ACCOUNTS.columns if c.name != "account_id"})
)


def _values(account: Account) -> Values:
    return {name: value for name, value in account_row(account).items() if name != "account_id"}


def _say_where_it_went(connection: Connection, account: Account) -> None:
    if account.moved_to is not None:
        chained = update(ACCOUNTS).where(ACCOUNTS.c.moved_to == account.account_id)
        connection.execute(chained.values(moved_to=account.moved_to))
        into = select(ACCOUNTS.c.member_id).where(ACCOUNTS.c.account_id == account.moved_to).scalar_subquery()
        absorbed = or_(MEMBERS.c.member_id == account.member_id, MEMBERS.c.merged_into == account.member_id)
        connection.execute(update(MEMBERS).where(absorbed).values(merged_into=into))
