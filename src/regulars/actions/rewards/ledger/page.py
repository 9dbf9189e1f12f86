"""One act's working page: what it read, what it changed, what it will write, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from regulars.actions.rewards.ledger.accounts import Account, Hold, Line, Lot, Source, Use
from regulars.actions.rewards.ledger.entries import Entry, EntryId, Kind, Legs, Unit
from regulars.actions.rewards.ledger.rules import Rules


class Shelf(Protocol):
    """What the rules read. A store hands it in for one act; accounts that it gives are locked until that ends.

    A member or account that became part of another stands for that other. What is not there is NotInStore.
    Each call returns objects of its own; the page keeps one of each and changes it.
    """

    def accounts(self, member_ids: Iterable[str]) -> dict[tuple[str, Unit], Account]: ...
    def accounts_by_id(self, account_ids: Iterable[int]) -> dict[int, Account]: ...
    def open_lots(self, account_id: int) -> list[Lot]: ...
    def lot(self, lot_id: EntryId) -> Lot: ...
    def open_holds(self, account_id: int) -> list[Hold]: ...
    def hold(self, hold_id: EntryId) -> Hold: ...
    def uses_of_spend(self, spend: EntryId) -> list[Use]: ...
    def uses_of_lot(self, lot_id: EntryId) -> list[Use]: ...
    def debts(self, account_id: int) -> list[Use]: ...
    def lines(self, source: str, reference: str) -> list[Line]: ...
    def lines_of_orders(self, orders: Iterable[tuple[str, str]]) -> list[Line]: ...
    def entry(self, entry_id: EntryId) -> Entry: ...


@dataclass
class Page:
    """The objects of one act. ``at`` is now; ``occurred_at`` when what is recorded happened."""

    shelf: Shelf
    at: datetime
    rules: Rules
    occurred_at: datetime
    accounts: dict[int, Account] = field(default_factory=dict)
    named: dict[tuple[str, Unit] | int, int] = field(default_factory=dict)
    lots: dict[EntryId, Lot] = field(default_factory=dict)
    holds: dict[EntryId, Hold] = field(default_factory=dict)
    lines: dict[tuple[str, str, str, Unit], Line] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    uses: list[tuple[EntryId, Use]] = field(default_factory=list)
    whole: set[int] = field(default_factory=set)

    def bring(self, members: Iterable[str] = (), account_ids: Iterable[int] = ()) -> None:
        """Lock accounts and take them onto the page, by their members' names or their own."""
        for member_and_unit, account in self.shelf.accounts(members).items():
            self.accounts.setdefault(account.account_id, account)
            self.named[member_and_unit] = account.account_id
        for account_id, account in self.shelf.accounts_by_id(account_ids).items():
            self.accounts.setdefault(account.account_id, account)
            self.named[account_id] = account.account_id

    def account(self, member_id: str, unit: Unit) -> Account:
        return self.accounts[self.named[member_id, unit]]

    def account_of(self, entry_id: EntryId) -> Account:
        """The account that an entry belongs to today."""
        return self.accounts[self.named[entry_id.account]]

    def lots_of(self, account: Account) -> list[Lot]:
        """The account's lots that hold something, in the order in which they are spent."""
        self._bring_all(account.account_id)
        held = [lot for lot in self.lots.values() if lot.owner == account.account_id and lot.remaining > 0]
        return sorted(held, key=lambda lot: lot.order)

    def holds_of(self, account: Account) -> list[Hold]:
        self._bring_all(account.account_id)
        return sorted((h for h in self.holds.values() if h.owner == account.account_id and h.open > 0), key=lambda h: h.hold_id)

    def _bring_all(self, account_id: int) -> None:
        if account_id in self.whole:
            return
        self.whole.add(account_id)
        for lot in self.shelf.open_lots(account_id):
            self.lots.setdefault(lot.lot_id, lot)
        for hold in self.shelf.open_holds(account_id):
            self.holds.setdefault(hold.hold_id, hold)

    def lot(self, lot_id: EntryId) -> Lot:
        if lot_id not in self.lots:
            self.lots[lot_id] = self.shelf.lot(lot_id)
        return self.lots[lot_id]

    def hold(self, hold_id: EntryId) -> Hold:
        if hold_id not in self.holds:
            self.holds[hold_id] = self.shelf.hold(hold_id)
        return self.holds[hold_id]

    def lines_of(self, source: str, reference: str) -> list[Line]:
        for line in self.shelf.lines(source, reference):
            self.lines.setdefault((source, reference, line.line_id, line.unit), line)
        return [line for (s, r, _, _), line in self.lines.items() if (s, r) == (source, reference)]

    def bring_lines(self, orders: Iterable[tuple[str, str]]) -> list[Line]:
        """The lines of many orders (source and reference), read at once."""
        for line in self.shelf.lines_of_orders(orders):
            self.lines.setdefault((line.order_source, line.reference, line.line_id, line.unit), line)
        return list(self.lines.values())

    def uses_of_spend(self, spend: EntryId) -> list[Use]:
        return _net([*self.shelf.uses_of_spend(spend), *(u for _, u in self.uses if u.spend == spend)])

    def uses_of_lot(self, lot_id: EntryId) -> list[Use]:
        """Who used a lot, the latest spend first."""
        found = _net([*self.shelf.uses_of_lot(lot_id), *(u for _, u in self.uses if u.lot == lot_id)])
        return sorted(found, key=lambda u: u.spend, reverse=True)

    def debts(self, account: Account) -> list[Use]:
        """The spends that made the debt, the oldest first."""
        others = {a.account_id for a in self.accounts.values() if account.account_id not in (a.account_id, a.moved_to)}
        new = [u for _, u in self.uses if u.source == "debt" and u.spend.account not in others]
        absorbed = [a.account_id for a in self.accounts.values() if a.moved_to == account.account_id]
        old = [u for account_id in (account.account_id, *absorbed) for u in self.shelf.debts(account_id)]
        return sorted(_net([*old, *new]), key=lambda u: u.spend)

    def use(self, by: Entry | EntryId, spend: EntryId, source: Source, lot: EntryId | None, amount: int) -> None:
        self.uses.append((by if isinstance(by, EntryId) else by.entry_id, Use(spend, source, lot, amount)))

    def post(
        self,
        account: Account,
        kind: Kind,
        legs: Legs,
        *,
        reference: str = "",
        related: EntryId | None = None,
        occurred_at: datetime | None = None,
        **details: Any,
    ) -> Entry:
        """Write an entry and move the account's balances by its legs."""
        account.number += 1
        account.available += legs.available
        account.pending += legs.pending
        account.debt += legs.debt
        assert min(account.available, account.pending, account.debt) >= 0, f"{kind} leaves {account}"
        entry = Entry(
            EntryId(account.account_id, account.number),
            kind,
            occurred_at or self.occurred_at,
            self.at,
            legs,
            account.available,
            account.pending,
            account.debt,
            reference,
            related,
            {k: v for k, v in details.items() if v not in (None, "")},
        )
        self.entries.append(entry)
        return entry


def _net(uses: Iterable[Use]) -> list[Use]:
    """Differences added up; what came to nothing is left out."""
    sums: dict[tuple[EntryId, Source, EntryId | None], int] = {}
    for u in uses:
        key = (u.spend, u.source, u.lot)
        sums[key] = sums.get(key, 0) + u.amount
    return [Use(spend, source, lot, amount) for (spend, source, lot), amount in sums.items() if amount]
