"""The ledger in memory: a twin of the store, for tests and trials. It forgets everything when it ends."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

from regulars.actions.rewards.ledger.accounts import Account, Hold, Line, Lot, Use
from regulars.actions.rewards.ledger.acting import Balance, Posted, balance_of, perform, prepared, settle_all
from regulars.actions.rewards.ledger.entries import UNITS, Entry, EntryId, Unit
from regulars.actions.rewards.ledger.page import Page
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.rules import Rules
from regulars.errors import IdempotencyConflict, NotInStore


@dataclass
class MemoryLedger:
    """Everything in dictionaries; an act works on copies, which take the originals' places when it succeeds."""

    rules: Rules = field(default_factory=Rules)
    held_accounts: dict[int, Account] = field(default_factory=dict)
    members: dict[tuple[str, Unit], int] = field(default_factory=dict)
    entries: dict[EntryId, Entry] = field(default_factory=dict)
    lots: dict[EntryId, Lot] = field(default_factory=dict)
    holds: dict[EntryId, Hold] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    held_lines: dict[tuple[str, str, str, Unit], Line] = field(default_factory=dict)
    keys: dict[str, tuple[str, Posted]] = field(default_factory=dict)

    def add_member(self, member_id: str) -> None:
        for unit in UNITS:
            account = Account(len(self.held_accounts) + 1, member_id, unit)
            self.held_accounts[account.account_id] = account
            self.members[member_id, unit] = account.account_id

    def act(self, request: Request, *, key: str, at: datetime, dry_run: bool = False) -> Posted:
        """Do what a request asks, once for each key."""
        if key in self.keys:
            digest, answer = self.keys[key]
            if digest != request.digest:
                raise conflict(key)
            return answer
        page = prepared(self, request, at, self.rules)
        answer = perform(page, request)
        if not dry_run:
            self._keep(page)
            self.keys[key] = (request.digest, answer)
        return answer

    def settle_due(self, at: datetime, most: int = 1000) -> int:
        """Bring accounts up to now that are due; how many were."""
        due = [a.account_id for a in self.held_accounts.values() if a.due_at is not None and a.due_at <= at][:most]
        for account_id in due:
            page = self._page(at)
            page.bring(account_ids=(account_id,))
            settle_all(page)
            self._keep(page)
        return len(due)

    def balance(self, member_id: str, at: datetime, unit: Unit = "points") -> Balance:
        page = self._page(at)
        page.bring((member_id,))
        settle_all(page)
        return balance_of(page, page.account(member_id, unit).account_id)

    def _page(self, at: datetime) -> Page:
        return Page(self, at, self.rules, at)

    def _keep(self, page: Page) -> None:
        self.held_accounts |= page.accounts
        self.lots |= page.lots
        self.holds |= page.holds
        self.held_lines |= page.lines
        self.entries |= {e.entry_id: e for e in page.entries}
        self.uses += [u for _, u in page.uses]
        for absorbed in [a for a in page.accounts.values() if a.moved_to is not None]:
            for account in self.held_accounts.values():
                if account.moved_to == absorbed.account_id:
                    account.moved_to = absorbed.moved_to

    def accounts(self, member_ids: Iterable[str]) -> dict[tuple[str, Unit], Account]:
        names: list[tuple[str, Unit]] = [(member, unit) for member in member_ids for unit in UNITS]
        unknown = [member for member, unit in names if (member, unit) not in self.members]
        if unknown:
            raise no_member(unknown[0])
        found = self.accounts_by_id([self.members[name] for name in names])
        return {name: found[self.members[name]] for name in names}

    def accounts_by_id(self, account_ids: Iterable[int]) -> dict[int, Account]:
        live: dict[int, Account] = {}
        found = {}
        for name in account_ids:
            if name not in self.held_accounts:
                raise NotInStore(f"there is no account {name}", expected="an entry that the ledger wrote")
            account_id = self.held_accounts[name].moved_to or name
            found[name] = live.setdefault(account_id, copy(self.held_accounts[account_id]))
        return found

    def open_lots(self, account_id: int) -> list[Lot]:
        return [copy(lot) for lot in self.lots.values() if lot.owner == account_id and lot.remaining]

    def lot(self, lot_id: EntryId) -> Lot:
        return copy(self.lots[lot_id])

    def open_holds(self, account_id: int) -> list[Hold]:
        return [_of_its_own(hold) for hold in self.holds.values() if hold.owner == account_id and hold.open]

    def hold(self, hold_id: EntryId) -> Hold:
        if hold_id not in self.holds:
            raise no_entry(hold_id, "a hold")
        return _of_its_own(self.holds[hold_id])

    def uses_of_spend(self, spend: EntryId) -> list[Use]:
        return [u for u in self.uses if u.spend == spend]

    def uses_of_lot(self, lot_id: EntryId) -> list[Use]:
        return [u for u in self.uses if u.lot == lot_id]

    def debts(self, account_id: int) -> list[Use]:
        own = {a.account_id for a in self.held_accounts.values() if account_id in (a.account_id, a.moved_to)}
        return [u for u in self.uses if u.source == "debt" and u.spend.account in own]

    def lines(self, source: str, reference: str) -> list[Line]:
        return [copy(line) for key, line in self.held_lines.items() if key[:2] == (source, reference)]

    def lines_of_orders(self, orders: Iterable[tuple[str, str]]) -> list[Line]:
        return [line for source, reference in orders for line in self.lines(source, reference)]

    def entry(self, entry_id: EntryId) -> Entry:
        if entry_id not in self.entries:
            raise no_entry(entry_id, "an entry")
        return self.entries[entry_id]


def _of_its_own(hold: Hold) -> Hold:
    return replace(hold, parts=[copy(part) for part in hold.parts])


def conflict(key: str) -> IdempotencyConflict:
    return IdempotencyConflict(
        f"the idempotency key {key!r} came before with another request",
        expected="the same request again, or a new key",
        do="give every act a key of its own",
    )


def no_member(member_id: str) -> NotInStore:
    return NotInStore(f"there is no member {member_id!r}", expected="a member's id", do="add the member first")


def erased_member(member_id: str, at: datetime) -> NotInStore:
    """The refusal of a member who was erased: whoever names her had the id, and learns no more than that."""
    return NotInStore(
        f"member {member_id!r} was erased on {at.date()}",
        expected="a member who is there",
        do="add a new member if she comes back: what was erased does not return",
    )


def no_entry(entry_id: EntryId, what: str) -> NotInStore:
    return NotInStore(f"{entry_id} is not {what} of this ledger", expected="the id that an answer gave", do="correct it")
