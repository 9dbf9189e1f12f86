"""What an act changed, written: entries, lots, uses, holds, lines, accounts, its facts and its key, in one commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, or_, select, update

from regulars.actions.rewards.ledger.accounts import Account
from regulars.actions.rewards.ledger.page import Page
from regulars.actions.rewards.ledger.telling import Fact, facts_of
from regulars.stores.operations.idempotency import Answered
from regulars.stores.operations.rows import (
    ACCOUNT,
    ENTRY,
    HOLD,
    LINE,
    LOT,
    USE,
    Values,
    account_row,
    entry_row,
    hold_row,
    line_row,
    lot_row,
    use_row,
)
from regulars.stores.operations.schema import ACCOUNTS, ENTRIES, HOLDS, LINES, LOTS, MEMBERS, OUTBOX, USES
from regulars.stores.operations.shelf import StoreShelf
from regulars.stores.operations.writing import Part, write


def keep(
    connection: Connection, page: Page, shelf: StoreShelf, answered: Answered | None = None, *, last: bool = False
) -> None:
    """Write a page with the facts that it causes, and the key with its answer where one is given.

    ``last``: nothing comes after it, so that on PostgreSQL the commit goes with it.

    An account that somebody else changed meanwhile would be our bug, for it was locked; it would be refused,
    for each movement is an entry, and the number of the next entry would be taken.
    """
    gone = [account for account in _moved(page, shelf) if account.moved_to is not None]
    write(connection, parts_of(page, shelf, answered), last=last and not gone)
    for account in gone:
        _say_where_it_went(connection, account)


def parts_of(page: Page, shelf: StoreShelf, answered: Answered | None = None) -> list[Part]:
    """What a page changed, table by table; a key with its answer is the last."""
    lines = _states(LINES, LINE, shelf.old_lines, page.lines, line_row)
    holds = _states(HOLDS, HOLD, shelf.holds, page.holds, hold_row)
    lots = _states(LOTS, LOT, shelf.lots, page.lots, lot_row)
    return [
        Part(ENTRIES, ENTRY, [entry_row(e) for e in page.entries]),
        *(*lots, *holds, *lines),
        Part(USES, USE, [use_row(by, use) for by, use in page.uses]),
        Part(ACCOUNTS, ACCOUNT, [account_row(account) for account in _moved(page, shelf)], instead=True),
        facts(facts_of(page), page.at),
        *([answered.part] if answered else []),
    ]


def _moved(page: Page, shelf: StoreShelf) -> list[Account]:
    return [account for account in page.accounts.values() if account.number != shelf.kept[account.account_id]]


def facts(told: Iterable[Fact], at: datetime) -> Part:
    """Facts for the outbox, as they are written with what caused them."""
    return Part(OUTBOX, ("kind", "fact", "recorded_at"), [(kind, fact, at) for kind, fact in told])


def _states(
    table: Table, columns: tuple[str, ...], before: Mapping[Any, Any], after: Mapping[Any, Any], row: Callable[[Any], Values]
) -> Iterator[Part]:
    """What is new, and what is not as it was."""
    yield Part(table, columns, [row(state) for name, state in after.items() if name not in before])
    changed = [row(state) for name, state in after.items() if name in before and state != before[name]]
    yield Part(table, columns, changed, instead=True)


def _say_where_it_went(connection: Connection, account: Account) -> None:
    chained = update(ACCOUNTS).where(ACCOUNTS.c.moved_to == account.account_id)
    connection.execute(chained.values(moved_to=account.moved_to))
    into = select(ACCOUNTS.c.member_id).where(ACCOUNTS.c.account_id == account.moved_to).scalar_subquery()
    absorbed = or_(MEMBERS.c.member_id == account.member_id, MEMBERS.c.merged_into == account.member_id)
    connection.execute(update(MEMBERS).where(absorbed).values(merged_into=into))
    # Who knew no household lives where the absorbed one did: else a merge would be a way out of the household's limits.
    home = select(MEMBERS.c.household_id).where(MEMBERS.c.member_id == account.member_id).scalar_subquery()
    homeless = update(MEMBERS).where(MEMBERS.c.member_id == into, MEMBERS.c.household_id.is_(None))
    connection.execute(homeless.values(household_id=home))
