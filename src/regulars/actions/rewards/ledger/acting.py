"""From a request to what is written: the one door into the ledger, for every store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from regulars.actions.rewards.ledger import earning, holding, moving, refunding, spending
from regulars.actions.rewards.ledger.entries import EntryId, Unit
from regulars.actions.rewards.ledger.page import Page, Shelf
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import (
    Adjust,
    Capture,
    CodeReturn,
    Earn,
    EarnAll,
    Merge,
    Refund,
    Return,
    SetAside,
    Spend,
    Transfer,
    Void,
)
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.rewards.ledger.settling import finish, settle

_RULES: dict[type[Request], Callable[[Page, Any], None]] = {
    Adjust: moving.adjust,
    Capture: holding.capture,
    CodeReturn: refunding.refund,
    Earn: earning.earn,
    EarnAll: earning.earn_all,
    Merge: moving.merge,
    refunding.OrderRefund: refunding.refund,
    Refund: refunding.refund,
    Return: spending.give_back,
    SetAside: holding.set_aside,
    Spend: spending.spend,
    Transfer: moving.transfer,
    Void: holding.void,
}
# What time does, or what follows from an act: never the act itself.
_BY_ITSELF = ("matured", "hold_ended", "expired", "repaid")


@dataclass(frozen=True, slots=True)
class Balance:
    """What a member has in one unit: ``free`` can be used now, ``held`` is set aside, ``net`` is available less debt."""

    member_id: str
    unit: Unit
    available: int
    pending: int
    debt: int
    held: int

    @property
    def free(self) -> int:
        return self.available - self.held

    @property
    def net(self) -> int:
        return self.available - self.debt

    def to_dict(self) -> dict[str, Any]:
        names = ("member_id", "unit", "available", "pending", "debt", "held", "free", "net")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Posted:
    """The answer to a request: the entries that it wrote, and the balances after it. A repeat gets the same."""

    entries: tuple[str, ...]
    balances: tuple[Mapping[str, Any], ...]

    @property
    def entry(self) -> EntryId:
        """The act's own entry; what time did before it, and what followed from it, stand around it."""
        return EntryId.of(self.entries[0])

    def to_dict(self) -> dict[str, Any]:
        return {"entries": list(self.entries), "balances": [dict(b) for b in self.balances]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Posted:
        return cls(tuple(values["entries"]), tuple(values["balances"]))


class Ledger(Protocol):
    """What a store offers of the ledger; its twin in memory offers the same."""

    def act(self, request: Request, *, key: str, at: datetime, dry_run: bool = False) -> Posted: ...
    def settle_due(self, at: datetime, most: int = 1000) -> int: ...
    def balance(self, member_id: str, at: datetime, unit: Unit = "points") -> Balance: ...


def prepared(shelf: Shelf, request: Request, at: datetime, rules: Rules) -> Page:
    """A page with every account that a request touches, locked in the order of their ids."""
    page = Page(shelf, at, rules, request.occurred_at or at)
    match request:
        case Transfer():
            page.bring((request.giver, request.receiver))
        case Merge():
            page.bring((request.absorbed, request.into))
        case Earn() | Spend() | SetAside() | Adjust():
            page.bring((request.member,))
        case EarnAll():
            page.bring(dict.fromkeys(each.member for each in request.earns))
        case Return():
            page.bring(account_ids=(request.spend.account,))
        case Capture() | Void():
            page.bring(account_ids=(request.hold.account,))
        case Refund():
            page.bring(account_ids={line.earn.account for line in shelf.lines(request.source, request.reference)})
    return page


def perform(page: Page, request: Request) -> Posted:
    """Apply a request by the ledger's rules. What is wrong raises, and then nothing may be written."""
    _RULES[type(request)](page, request)
    return posted(page, balances=not isinstance(request, EarnAll))  # answers are kept for ever: a thousand balances are not


def settle_all(page: Page) -> Posted:
    """Bring every account on a page up to now."""
    for account in page.accounts.values():
        settle(page, account)
        finish(page, account)
    return posted(page)


def posted(page: Page, *, balances: bool = True) -> Posted:
    own = [e for e in page.entries if e.kind not in _BY_ITSELF]
    rest = [e for e in page.entries if e.kind in _BY_ITSELF]
    live = [a for a in sorted(page.accounts) if page.accounts[a].moved_to is None] if balances else []
    after = tuple(balance_of(page, a).to_dict() for a in live)
    return Posted(tuple(str(e.entry_id) for e in (*own, *rest)), after)


def balance_of(page: Page, account_id: int) -> Balance:
    a = page.accounts[account_id]
    return Balance(a.member_id, a.unit, a.available, a.pending, a.debt, a.held)
