"""What the ledger's rules read of the store, within one commit; accounts come locked."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy, deepcopy
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, bindparam, or_, select, tuple_

from regulars.actions.rewards.ledger.accounts import Account, Hold, Line, Lot, Use
from regulars.actions.rewards.ledger.entries import Entry, EntryId, Unit
from regulars.actions.rewards.ledger.memory import erased_member, no_entry, no_member
from regulars.errors import NotInStore
from regulars.stores.operations.ahead import OF_MEMBERS, Ahead, locking
from regulars.stores.operations.rows import ACCOUNT, LINE, AnyRow, account_of, entry_of, hold_of, line_of, lot_of, use_of
from regulars.stores.operations.schema import ACCOUNTS, ENTRIES, HOLDS, LINES, LOTS, USES


# Each question is put together once: what SQLAlchemy makes of it is found again by the statement itself.
def _both(query: Select[Any]) -> dict[bool, Select[Any]]:
    """A question about accounts, without and with locking what it finds."""
    return {False: query, True: locking(query)}


_OF_MEMBER = _both(OF_MEMBERS.where(ACCOUNTS.c.member_id == bindparam("name")))
_OF_SOME = _both(OF_MEMBERS.where(ACCOUNTS.c.member_id.in_(bindparam("names", expanding=True))))
_BY_ID = _both(
    select(*(ACCOUNTS.c[name] for name in ACCOUNT))
    .where(ACCOUNTS.c.account_id.in_(bindparam("names", expanding=True)))
    .order_by(ACCOUNTS.c.account_id)
)
_OPEN_LOTS = select(LOTS).where(LOTS.c.owner == bindparam("owner_id"), LOTS.c.remaining > 0)
_LOT = select(LOTS).where(LOTS.c.account_id == bindparam("account"), LOTS.c.number == bindparam("of"))
_OPEN_HOLDS = select(HOLDS).where(HOLDS.c.owner == bindparam("owner_id"), HOLDS.c.open > 0)
_HOLD = select(HOLDS).where(HOLDS.c.account_id == bindparam("account"), HOLDS.c.number == bindparam("of"))
_LINES = select(*(LINES.c[name] for name in LINE))
_LINES_OF_ORDER = _LINES.where(LINES.c.source == bindparam("order_source"), LINES.c.reference == bindparam("order")).order_by(
    LINES.c.line_id, LINES.c.unit
)
_ORDER = tuple_(LINES.c.source, LINES.c.reference)


@dataclass
class StoreShelf:
    """The shelf over one connection. ``kept`` remembers how many entries each account had when it was locked.

    ``lots``, ``holds`` and ``old_lines`` remember what was read, so that only what changed is written. ``ahead`` is
    what was read already, before the rules asked.
    """

    connection: Connection
    locking: bool = True
    kept: dict[int, int] = field(default_factory=dict)
    lots: dict[EntryId, Lot] = field(default_factory=dict)
    holds: dict[EntryId, Hold] = field(default_factory=dict)
    old_lines: dict[tuple[str, str, str, Unit], Line] = field(default_factory=dict)
    ahead: Ahead | None = None

    def accounts(self, member_ids: Iterable[str]) -> dict[tuple[str, Unit], Account]:
        names = list(dict.fromkeys(member_ids))
        if not names:
            return {}
        if self.ahead is not None and tuple(names) == self.ahead.members:
            rows = self.ahead.accounts
        else:
            query, values = (_OF_MEMBER, {"name": names[0]}) if len(names) == 1 else (_OF_SOME, {"names": names})
            rows = self._locked(query, values)
        known = {row.member_id for row in rows if row.erased_at is None}
        if missing := [name for name in names if name not in known]:
            raise _absent(missing[0], rows)
        live = self._live(rows)
        return {(row.member_id, row.unit): live[row.account_id] for row in rows}

    def accounts_by_id(self, account_ids: Iterable[int]) -> dict[int, Account]:
        names = sorted(set(account_ids))
        if not names:
            return {}
        rows = self._locked(_BY_ID, {"names": names})
        if missing := set(names) - {row.account_id for row in rows}:
            raise NotInStore(f"there is no account {min(missing)}", expected="an entry that the ledger wrote")
        return self._live(rows)

    def _locked(self, query: dict[bool, Select[Any]], values: dict[str, Any]) -> list[AnyRow]:
        """Rows of accounts in the order of their ids, so that two acts never wait for each other in a circle."""
        return list(self.connection.execute(query[self.locking], values).all())

    def _live(self, rows: Iterable[AnyRow]) -> dict[int, Account]:
        """Each account; one that became part of another is that other, as it is once it is locked, too."""
        own = [account_of(row) for row in rows]
        moved = {account.moved_to for account in own if account.moved_to is not None}
        targets = {account.account_id: account for account in self.accounts_by_id(moved).values()}
        found = {}
        for each in own:
            account = targets[each.moved_to] if each.moved_to is not None else each
            account = targets.setdefault(account.account_id, account)
            self.kept.setdefault(account.account_id, account.number)
            found[each.account_id] = account
        return found

    def open_lots(self, account_id: int) -> list[Lot]:
        return self._lots(_OPEN_LOTS, {"owner_id": account_id})

    def lot(self, lot_id: EntryId) -> Lot:
        [lot] = self._lots(_LOT, {"account": lot_id.account, "of": lot_id.number})
        return lot

    def _lots(self, query: Select[Any], values: dict[str, int]) -> list[Lot]:
        found = [lot_of(row) for row in self.connection.execute(query, values)]
        self.lots.update({lot.lot_id: copy(lot) for lot in found})
        return found

    def open_holds(self, account_id: int) -> list[Hold]:
        return self._holds(_OPEN_HOLDS, {"owner_id": account_id})

    def hold(self, hold_id: EntryId) -> Hold:
        found = self._holds(_HOLD, {"account": hold_id.account, "of": hold_id.number})
        if not found:
            raise no_entry(hold_id, "a hold")
        return found[0]

    def _holds(self, query: Select[Any], values: dict[str, int]) -> list[Hold]:
        found = [hold_of(row) for row in self.connection.execute(query, values)]
        self.holds.update({hold.hold_id: deepcopy(hold) for hold in found})
        return found

    def uses_of_spend(self, spend: EntryId) -> list[Use]:
        return self._uses((USES.c.spend_account == spend.account) & (USES.c.spend_number == spend.number))

    def uses_of_lot(self, lot_id: EntryId) -> list[Use]:
        return self._uses((USES.c.lot_account == lot_id.account) & (USES.c.lot_number == lot_id.number))

    def debts(self, account_id: int) -> list[Use]:
        own = select(ACCOUNTS.c.account_id).where(or_(ACCOUNTS.c.account_id == account_id, ACCOUNTS.c.moved_to == account_id))
        return self._uses((USES.c.source == "debt") & USES.c.spend_account.in_(own))

    def _uses(self, which: Any) -> list[Use]:
        return [use_of(row) for row in self.connection.execute(select(USES).where(which).order_by(USES.c.use_id))]

    def lines(self, source: str, reference: str) -> list[Line]:
        if self.ahead is not None and (source, reference) in self.ahead.orders:
            found = [line for line in self.ahead.lines if (line.order_source, line.reference) == (source, reference)]
        else:
            asked = {"order_source": source, "order": reference}
            found = [line_of(row) for row in self.connection.execute(_LINES_OF_ORDER, asked)]
        self.old_lines.update({(source, reference, line.line_id, line.unit): copy(line) for line in found})
        return found

    def lines_of_orders(self, orders: Iterable[tuple[str, str]]) -> list[Line]:
        wanted = set(orders)
        if self.ahead is not None and wanted == self.ahead.orders:
            found = list(self.ahead.lines)
        else:
            found = [line_of(row) for row in self.connection.execute(_LINES.where(_ORDER.in_(list(wanted))))]
        self.old_lines.update({(line.order_source, line.reference, line.line_id, line.unit): copy(line) for line in found})
        return found

    def entry(self, entry_id: EntryId) -> Entry:
        query = select(ENTRIES).where(ENTRIES.c.account_id == entry_id.account, ENTRIES.c.number == entry_id.number)
        row = self.connection.execute(query).one_or_none()
        if row is None:
            raise no_entry(entry_id, "an entry")
        return entry_of(row)


def _absent(member_id: str, rows: Iterable[AnyRow]) -> NotInStore:
    erased = [row.erased_at for row in rows if row.member_id == member_id]
    return erased_member(member_id, erased[0]) if erased else no_member(member_id)
