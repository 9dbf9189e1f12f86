"""The ledger on the store: each act, its entries, its key and the facts that it causes are one commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, select

from regulars.actions.rewards.ledger.acting import Balance, Posted, balance_of, perform, prepared, settle_all
from regulars.actions.rewards.ledger.entries import Entry, EntryId, Unit
from regulars.actions.rewards.ledger.page import Page
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import Earn
from regulars.actions.rewards.ledger.rules import Rules
from regulars.stores.operations.ahead import Ahead, read_ahead, with_lines_locked
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.idempotency import Answered, claim, replayed
from regulars.stores.operations.keeping import keep
from regulars.stores.operations.one_trip import earn_in_one_trip
from regulars.stores.operations.orders import hold_to_orders
from regulars.stores.operations.schema import ACCOUNTS
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.operations.shelf import StoreShelf


@dataclass(frozen=True)
class StoreLedger:
    """The ledger's rules over a store. Every thread and process may act at the same time.

    ``key``: with it a customer who became a member earns for the orders that she had before; None where there is none.
    """

    store: Store
    rules: Rules = field(default_factory=Rules)
    key: StoreKey | None = field(default=None, repr=False)

    def act(self, request: Request, *, key: str, at: datetime, dry_run: bool = False) -> Posted:
        """Do what a request asks, once for each key, and answer a repeat as the first time.

        In: ``key``, the caller's own name for this act; ``at``, now (UTC). IdempotencyConflict where
        the key came before with another request; Busy while the same key is being worked on. A dry
        run answers the same, to a key that came before too, and writes nothing.
        """
        if dry_run:
            with self.store.reading() as connection:
                return self._rehearse(connection, request, key, at)
        return self.store.write(lambda connection: self._act(connection, request, key, at), unbegun=True)

    def _act(self, connection: Connection, request: Request, key: str, at: datetime) -> Posted:
        digest = request.digest
        if isinstance(request, Earn) and (done := earn_in_one_trip(connection, request, at, self.rules, (key, digest))):
            return done
        ahead = read_ahead(connection, request, key)
        earlier = replayed(ahead.key, key, digest) if ahead else claim(connection, key, digest)
        if earlier is not None:
            return Posted.from_dict(earlier)
        ahead = with_lines_locked(connection, ahead) if ahead else None
        hold_to_orders(StoreShelf(connection, ahead=ahead), request, self.key)
        return post(connection, request, at, self.rules, asked=(key, digest), ahead=ahead, last=True)

    def _rehearse(self, connection: Connection, request: Request, key: str, at: datetime) -> Posted:
        earlier = claim(connection, key, request.digest)
        if earlier is not None:
            return Posted.from_dict(earlier)
        shelf = StoreShelf(connection, locking=False)
        hold_to_orders(shelf, request, self.key)
        return perform(prepared(shelf, request, at, self.rules), request)

    def settle_due(self, at: datetime, most: int = 1000) -> int:
        """Mature, release and expire what is due, account by account, each in its own commit; how many there were."""
        query = select(ACCOUNTS.c.account_id).where(ACCOUNTS.c.due_at <= at).order_by(ACCOUNTS.c.due_at).limit(most)
        with self.store.reading() as connection:
            due = list(connection.execute(query).scalars())
        for account_id in due:
            self.store.write(partial(self._settle, account_id, at))
        return len(due)

    def _settle(self, account_id: int, at: datetime, connection: Connection) -> None:
        shelf = StoreShelf(connection)
        page = Page(shelf, at, self.rules, at)
        page.bring(account_ids=(account_id,))
        settle_all(page)
        keep(connection, page, shelf)

    def balance(self, member_id: str, at: datetime, unit: Unit = "points") -> Balance:
        """What a member has at a time, as if everything due had been done; nothing is written."""
        with self.store.reading() as connection:
            page = Page(StoreShelf(connection, locking=False), at, self.rules, at)
            page.bring((member_id,))
            settle_all(page)
            return balance_of(page, page.account(member_id, unit).account_id)

    def entry(self, entry_id: EntryId) -> Entry:
        with self.store.reading() as connection:
            return StoreShelf(connection, locking=False).entry(entry_id)


def post(
    connection: Connection,
    request: Request,
    at: datetime,
    rules: Rules,
    *,
    asked: tuple[str, str] | None = None,
    ahead: Ahead | None = None,
    last: bool = False,
) -> Posted:
    """Do what a request asks within a commit: read, apply the rules, write, with the facts that follow.

    ``asked``: the idempotency key and the digest of what it stands for, to be sealed with the answer.
    ``ahead``: what of it was read already. ``last``: nothing comes after it in this commit.
    """
    shelf = StoreShelf(connection, ahead=ahead)
    page = prepared(shelf, request, at, rules)
    answer = perform(page, request)
    keep(connection, page, shelf, Answered(*asked, answer.to_dict(), at) if asked else None, last=last)
    return answer
