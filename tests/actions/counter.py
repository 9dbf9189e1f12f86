"""A counter in a shop for stories: members by name, points by order, a clock that only goes on when it is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from regulars.actions.rewards.ledger.acting import Balance, Posted
from regulars.actions.rewards.ledger.entries import EntryId, Unit
from regulars.actions.rewards.ledger.memory import MemoryLedger
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import (
    Adjust,
    Capture,
    Earn,
    EarnLine,
    Merge,
    Refund,
    Return,
    SetAside,
    Spend,
    Transfer,
    Void,
)
from regulars.actions.rewards.ledger.rules import Rules

DAY = timedelta(days=1)
AT = datetime(2026, 3, 5, 9)


class Counter:
    """Short words for acts; each gets a key of its own."""

    def __init__(self, *members: str, rules: Rules | None = None) -> None:
        self.ledger = MemoryLedger(rules or Rules())
        self.at = AT
        self.keys = count()
        for member in members:
            self.ledger.add_member(member)

    def do(self, request: Request) -> Posted:
        return self.ledger.act(request, key=f"k{next(self.keys)}", at=self.at)

    def earn(
        self, member: str, order: str, *points: int, days: int | None = None, waits: int = 0, qualifying: int = 0
    ) -> Posted:
        lines = [
            EarnLine(line_id=str(n), points=p, amount_minor=p * 10, qualifying=qualifying) for n, p in enumerate(points, 1)
        ]
        expires = self.at + days * DAY if days is not None else None
        matures = self.at + waits * DAY if waits else None
        return self.do(Earn(member=member, reference=order, lines=tuple(lines), expires_at=expires, matures_at=matures))

    def spend(self, member: str, amount: int, order: str = "") -> EntryId:
        return self.do(Spend(member=member, amount=amount, reference=order)).entry

    def give_back(self, spend: EntryId, amount: int | None = None) -> Posted:
        return self.do(Return(spend=spend, amount=amount))

    def refund(self, order: str, **lines: int | None) -> Posted:
        return self.do(Refund(reference=order, lines={name.strip("_"): amount for name, amount in lines.items()}))

    def hold(self, member: str, amount: int, days: int = 1) -> EntryId:
        return self.do(SetAside(member=member, amount=amount, ends_at=self.at + days * DAY)).entry

    def capture(self, hold: EntryId, amount: int | None = None) -> EntryId:
        return self.do(Capture(hold=hold, amount=amount)).entry

    def void(self, hold: EntryId) -> Posted:
        return self.do(Void(hold=hold))

    def give(self, giver: str, receiver: str, amount: int) -> Posted:
        return self.do(Transfer(giver=giver, receiver=receiver, amount=amount))

    def adjust(self, member: str, amount: int, by: str = "Ruta", agreed_by: str = "", unit: Unit = "points") -> Posted:
        return self.do(Adjust(member=member, amount=amount, reason="count", by=by, agreed_by=agreed_by, unit=unit))

    def merge(self, absorbed: str, into: str) -> Posted:
        return self.do(Merge(absorbed=absorbed, into=into))

    def balance(self, member: str, unit: Unit = "points") -> Balance:
        return self.ledger.balance(member, self.at, unit)

    def has(self, member: str) -> tuple[int, int]:
        """Available points, and points owed."""
        b = self.balance(member)
        return b.available, b.debt

    def kinds(self) -> list[str]:
        return [e.kind for e in self.ledger.entries.values()]
