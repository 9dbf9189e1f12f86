"""What a member holds: balance, lots and holds as of a time, what happened, and whether an entry is hers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from sqlalchemy import Connection, func, or_, select

from regulars.actions.rewards.ledger.accounts import Hold, Lot
from regulars.actions.rewards.ledger.acting import Balance, balance_of, settle_all
from regulars.actions.rewards.ledger.entries import Entry, EntryId, Unit
from regulars.actions.rewards.ledger.memory import no_entry
from regulars.actions.rewards.ledger.page import Page
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.rows import entry_of
from regulars.stores.operations.schema import ACCOUNTS, ENTRIES
from regulars.stores.operations.shelf import StoreShelf


@dataclass(frozen=True, slots=True)
class Holdings:
    """A member's points at one moment: lots that hold something in the order in which they are spent, and open holds."""

    balance: Balance
    lots: tuple[Lot, ...]
    holds: tuple[Hold, ...]


def holdings(ledger: StoreLedger, member_id: str, at: datetime, unit: Unit = "points") -> Holdings:
    """What a member has at a time, as if everything due had been done; nothing is written."""
    with ledger.store.reading() as connection:
        page = Page(StoreShelf(connection, locking=False), at, ledger.rules, at)
        page.bring((member_id,))
        settle_all(page)
        account = page.account(member_id, unit)
        return Holdings(balance_of(page, account.account_id), tuple(page.lots_of(account)), tuple(page.holds_of(account)))


@dataclass(frozen=True, slots=True)
class Written:
    """An entry, and the member in whose account it was written: one who became a part of this one, or herself."""

    entry: Entry
    member_id: str


def history(
    ledger: StoreLedger, member_id: str, *, unit: Unit = "points", before: Iterable[EntryId] = (), most: int = 50
) -> list[Written]:
    """A member's entries, the latest first, with those of every member who became a part of her: each of them once.

    What an entry says of a balance is of its own account; what all of them changed adds up to her balance.
    In: ``before``, the last ones that the caller has seen, one of each account. NotInStore where there is no such member.
    """
    seen = {entry_id.account: entry_id.number for entry_id in before}
    with ledger.store.reading() as connection:
        live = StoreShelf(connection, locking=False).accounts((member_id,))[member_id, unit].account_id
        hers = or_(ACCOUNTS.c.account_id == live, ACCOUNTS.c.moved_to == live)
        query = select(ACCOUNTS.c.account_id, ACCOUNTS.c.member_id).where(hers)
        accounts = connection.execute(query.order_by(ACCOUNTS.c.moved_to.is_not(None), ACCOUNTS.c.account_id.desc())).all()
        each = [_written(connection, account, whose, seen.get(account), most) for account, whose in accounts]
    # Within an account the order is that of the numbers, even where a clock was set back.
    return list(islice(merge(*each, key=_place, reverse=True), most))


def _place(written: Written) -> tuple[datetime, bool]:
    """When it was written; what went out in a merge comes before what came in at the same moment."""
    return written.entry.recorded_at, written.entry.kind != "merged_out"


def _written(connection: Connection, account_id: int, member_id: str, before: int | None, most: int) -> list[Written]:
    query = select(ENTRIES).where(ENTRIES.c.account_id == account_id).order_by(ENTRIES.c.number.desc()).limit(most)
    if before is not None:
        query = query.where(ENTRIES.c.number < before)
    return [Written(entry_of(row), member_id) for row in connection.execute(query)]


def need_own(ledger: StoreLedger, member_id: str, entry_id: EntryId) -> None:
    """Raise NotInStore unless an entry is in one of the member's accounts, or in one that became hers."""
    with ledger.store.reading() as connection:
        shelf = StoreShelf(connection, locking=False)
        own = {account.account_id for account in shelf.accounts((member_id,)).values()}
        live = func.coalesce(ACCOUNTS.c.moved_to, ACCOUNTS.c.account_id)
        found = connection.execute(select(live).where(ACCOUNTS.c.account_id == entry_id.account)).scalar_one_or_none()
    if found not in own:
        raise no_entry(entry_id, "an entry")


def own_entry(ledger: StoreLedger, member_id: str, entry_id: EntryId) -> Written:
    """One of the member's entries, or of one who became a part of her. NotInStore where it is neither."""
    need_own(ledger, member_id, entry_id)
    with ledger.store.reading() as connection:
        entry = StoreShelf(connection, locking=False).entry(entry_id)
        whose = select(ACCOUNTS.c.member_id).where(ACCOUNTS.c.account_id == entry_id.account)
        return Written(entry, connection.execute(whose).scalar_one())
