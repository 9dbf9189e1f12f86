"""What a member holds: balance, lots and holds as of a time, and whether an entry is hers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from regulars.actions.rewards.ledger.accounts import Hold, Lot
from regulars.actions.rewards.ledger.acting import Balance, balance_of, settle_all
from regulars.actions.rewards.ledger.entries import EntryId, Unit
from regulars.actions.rewards.ledger.memory import no_entry
from regulars.actions.rewards.ledger.page import Page
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.schema import ACCOUNTS
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


def need_own(ledger: StoreLedger, member_id: str, entry_id: EntryId) -> None:
    """Raise NotInStore unless an entry is in one of the member's accounts, or in one that became hers."""
    with ledger.store.reading() as connection:
        shelf = StoreShelf(connection, locking=False)
        own = {account.account_id for account in shelf.accounts((member_id,)).values()}
        live = func.coalesce(ACCOUNTS.c.moved_to, ACCOUNTS.c.account_id)
        found = connection.execute(select(live).where(ACCOUNTS.c.account_id == entry_id.account)).scalar_one_or_none()
    if found not in own:
        raise no_entry(entry_id, "an entry")
