"""Random acts on a ledger and on the plain one beside it; whatever comes, both must agree.

The machine is the same for the ledger in memory and for the stores: a subclass makes the ledger.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from regulars.actions.rewards.ledger.accounts import Lot
from regulars.actions.rewards.ledger.acting import Balance, Posted
from regulars.actions.rewards.ledger.entries import EntryId
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
)  # fmt: skip
from regulars.actions.rewards.ledger.rules import Rules, end_of_day
from regulars.errors import InsufficientPoints, LimitReached, StoreError, UsageError
from tests.actions.plain_ledger import PlainLedger, Refused

VILNIUS = ZoneInfo("Europe/Vilnius")
MEMBERS = ("anna", "ben", "cem")
# Just before the clocks go forward in Vilnius, at the end of a month, and its end of day is an hour nearer.
STARTS = datetime(2026, 3, 27, 12)
members = st.sampled_from(MEMBERS)
amounts = st.integers(1, 40)
WAITS = (timedelta(seconds=1), timedelta(hours=5), timedelta(days=1), timedelta(days=3), timedelta(days=40))
steps = st.sampled_from(WAITS)
lives = st.one_of(st.none(), st.integers(0, 4))


class LedgerMachine(RuleBasedStateMachine):
    """Acts in any order, repeated at will, on three members, over days with a change of clocks."""

    choices: Rules = Rules(adjust_alone=20)
    lots = Bundle("lots")
    spends = Bundle("spends")
    holds = Bundle("holds")
    done = Bundle("done")

    def __init__(self) -> None:
        super().__init__()
        self.at = STARTS
        self.numbers = count()
        self.plain = PlainLedger(self.choices.shortfall)
        self.keys: dict[str, tuple[Request, Posted]] = {}

    # What a subclass says of its ledger.

    def act(self, request: Request, key: str) -> Posted:
        raise NotImplementedError

    def balance(self, member: str) -> Balance:
        raise NotImplementedError

    def all_lots(self) -> list[Lot]:
        raise NotImplementedError

    def settle_due(self) -> None:
        raise NotImplementedError

    # Acts.

    def both(self, request: Request, plainly: Callable[[Posted], None]) -> Posted | None:
        """Do it here and there; both do, or both refuse."""
        self.plain.time(self.at)
        key = f"key {next(self.numbers)}"
        try:
            answer = self.act(request, key)
        except (InsufficientPoints, LimitReached, UsageError, StoreError):
            try:
                plainly(Posted(("0.0",), ()))
            except Refused:
                return None
            raise AssertionError(f"only the ledger refused {request}") from None
        plainly(answer)  # Refused here fails the test: only the plain ledger refused
        self.keys[key] = (request, answer)
        return answer

    @rule(by=steps)
    def wait(self, by: timedelta) -> None:
        self.at += by

    @rule()
    def run_the_job(self) -> None:
        self.settle_due()

    @rule(target=lots, member=members, one=st.integers(0, 30), two=st.integers(0, 10), waits=lives, lives=lives)
    def earn(self, member: str, one: int, two: int, waits: int | None, lives: int | None) -> str:
        self.at += timedelta(seconds=1)
        order = f"order {next(self.numbers)}"
        lines = {"1": (one, 100), "2": (two, 30)}
        matures = self.at + timedelta(days=waits) if waits else None
        day = (matures or self.at).date() + timedelta(days=lives or 0)
        expires = None if lives is None else end_of_day(date(day.year, day.month, day.day), VILNIUS)
        if expires and matures and expires <= matures:
            expires += timedelta(days=1)
        request = Earn(
            member=member, reference=order, matures_at=matures, expires_at=expires,
            lines=tuple(EarnLine(line_id=n, points=p, amount_minor=a, qualifying=p) for n, (p, a) in lines.items()),
        )  # fmt: skip
        self.both(request, lambda p: self.plain.earn(member, order, lines, self.at, matures, expires, str(p.entry)))
        return order

    @rule(target=spends, member=members, amount=amounts)
    def spend(self, member: str, amount: int) -> EntryId | None:
        self.at += timedelta(seconds=1)
        done = self.both(Spend(member=member, amount=amount), lambda p: self.plain.spend(member, str(p.entry), amount))
        return done.entry if done else None

    @rule(spend=spends, amount=st.one_of(st.none(), amounts))
    def give_back(self, spend: EntryId | None, amount: int | None) -> None:
        if spend:
            self.both(Return(spend=spend, amount=amount), lambda _: self.plain.give_back(str(spend), amount, self.at))

    @rule(target=holds, member=members, amount=amounts, days=st.integers(1, 4))
    def hold(self, member: str, amount: int, days: int) -> EntryId | None:
        self.at += timedelta(seconds=1)
        ends = self.at + timedelta(days=days)
        request = SetAside(member=member, amount=amount, ends_at=ends)
        done = self.both(request, lambda p: self.plain.hold(member, str(p.entry), amount, ends))
        return done.entry if done else None

    @rule(target=spends, hold=holds, amount=st.one_of(st.none(), amounts))
    def capture(self, hold: EntryId | None, amount: int | None) -> EntryId | None:
        if not hold:
            return None
        request = Capture(hold=hold, amount=amount)
        done = self.both(request, lambda p: self.plain.capture(str(hold), str(p.entry), amount, self.at))
        return done.entry if done else None

    @rule(hold=holds)
    def void(self, hold: EntryId | None) -> None:
        if hold:
            self.both(Void(hold=hold), lambda _: self.plain.void(str(hold), self.at))

    @rule(lot=lots, one=st.one_of(st.none(), st.integers(1, 100)), both=st.booleans())
    def refund(self, lot: str, one: int | None, both: bool) -> None:
        lines: dict[str, int | None] = {} if both else {"1": one}
        self.both(Refund(reference=lot, lines=lines), lambda _: self.plain.refund(lot, lines, self.at))

    @rule(giver=members, receiver=members, amount=amounts)
    def transfer(self, giver: str, receiver: str, amount: int) -> None:
        self.at += timedelta(seconds=1)
        request = Transfer(giver=giver, receiver=receiver, amount=amount)
        self.both(request, lambda p: self.plain.transfer(giver, receiver, p.entries, amount, self.at))

    @rule(member=members, amount=st.integers(-25, 25).filter(bool), agreed=st.booleans())
    def adjust(self, member: str, amount: int, agreed: bool) -> None:
        self.at += timedelta(seconds=1)
        request = Adjust(member=member, amount=amount, reason="count", by="Ruta", agreed_by="Jonas" if agreed else "ruta ")

        def plainly(posted: Posted) -> None:
            if abs(amount) > 20 and not agreed:
                raise Refused
            if amount > 0:
                self.plain.give(member, str(posted.entry), amount, self.at)
            else:
                self.plain.take(member, str(posted.entry), -amount)

        self.both(request, plainly)

    @rule(absorbed=members, into=members, really=st.integers(0, 5))
    def merge(self, absorbed: str, into: str, really: int) -> None:
        if really == 0:  # seldom: two members become one for good
            self.both(Merge(absorbed=absorbed, into=into), lambda _: self.plain.merge(absorbed, into, self.at))

    @rule(which=st.integers(0, 30))
    def repeat(self, which: int) -> None:
        """A delivery comes again, later and out of order: it changes nothing and gets the same answer."""
        if self.keys:
            key = sorted(self.keys)[which % len(self.keys)]
            request, answer = self.keys[key]
            assert self.act(request, key) == answer

    # What must hold.

    @invariant()
    def balances_agree(self) -> None:
        self.plain.time(self.at)
        for member in MEMBERS:
            b = self.balance(member)
            assert (b.available, b.pending, b.debt, b.held) == self.plain.balance(member), member
            assert b.debt == 0 or b.free == 0

    @invariant()
    def lots_add_up(self) -> None:
        for lot in self.all_lots():
            assert lot.amount == lot.remaining + lot.used + lot.expired + lot.clawed
            assert 0 <= lot.held <= lot.remaining


__all__ = ["LedgerMachine", "initialize"]
