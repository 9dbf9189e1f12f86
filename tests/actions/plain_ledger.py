"""An independent ledger, as plain as can be: every single point is a record of its own.

It knows nothing of lots' sums, legs or entries. Slow and small on purpose: the rules are compared with it. What came at one
moment and expires at one moment is told apart by the name that the ledger gave it; else two could be right and differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

FOREVER = datetime.max
WAITING = ("pending", "free", "held")


class Refused(Exception):
    """The plain ledger would not do that."""


@dataclass(eq=False)
class Point:
    """One point: whose, from which lot, and where it is."""

    owner: str
    lot: str
    earned: datetime
    expires: datetime
    order: tuple[int, ...]
    matures: datetime
    state: str = "free"  # pending, free, held, used, expired, gone
    by: str = ""


class PlainLedger:
    """Earn, spend, hold, refund … over a list of points. ``owed``: one record for each point that is owed."""

    def __init__(self, shortfall: str = "debt") -> None:
        self.points: list[Point] = []
        self.owed: list[Point] = []
        self.forgiven: list[Point] = []
        self.lines: dict[tuple[str, str], list[int]] = {}
        self.spends: dict[str, str] = {}
        self.holds: dict[str, tuple[str, datetime]] = {}
        self.into: dict[str, str] = {}
        self.shortfall = shortfall

    def who(self, member: str) -> str:
        while member in self.into:
            member = self.into[member]
        return member

    def as_one(self, member: str) -> set[str]:
        """Everybody who is one person with a member."""
        me = self.who(member)
        return {me, *(other for other in self.into if self.who(other) == me)}

    def mine(self, member: str, state: str) -> list[Point]:
        """A member's points in a state, in the order in which they are spent."""
        all_of_her = self.as_one(member)
        found = [p for p in self.points if p.state == state and p.owner in all_of_her]
        return sorted(found, key=lambda p: (p.expires, p.earned, p.order))

    def debts(self, member: str) -> list[Point]:
        return sorted(
            (p for p in self.owed if self.who(p.owner) == self.who(member) and p.state == "used"), key=lambda p: p.order
        )

    # What time does.

    def time(self, at: datetime) -> None:
        """Let time pass, moment by moment."""
        for moment in sorted(d for d in self._dates() if d <= at):
            self._moment(moment)

    def _dates(self) -> set[datetime]:
        """When something happens to what can still change: what is used, expired or gone stays so."""
        waiting = [p for p in self.points if p.state in WAITING]
        held = {p.by for p in [*waiting, *self.owed, *self.forgiven] if p.state == "held"}
        maturing = {p.matures for p in waiting if p.state == "pending"}
        return maturing | {p.expires for p in waiting} | {self.holds[hold][1] for hold in held}

    def _moment(self, moment: datetime) -> None:
        for p in self.points:
            if p.state == "pending" and p.matures <= moment:
                p.state = "free"
        for hold, (_, ends) in self.holds.items():
            if ends <= moment:
                self._release(hold)
        self._tidy(moment)

    def _release(self, hold: str) -> None:
        for p in self.points:
            if p.state == "held" and p.by == hold:
                p.state, p.by = "free", ""
        for p in [*self.owed, *self.forgiven]:
            if p.state == "held" and p.by == hold:
                p.state = "gone"

    def _tidy(self, at: datetime) -> None:
        for p in self.points:
            if p.state == "free" and p.expires <= at:
                p.state = "expired"
        for member in {self.who(p.owner) for p in self.owed}:
            for debt in self.debts(member):
                free = self.mine(member, "free")
                if free:
                    free[0].state, free[0].by, debt.state = "used", debt.by, "gone"

    # What people do.

    def earn(self, member: str, lot: str, lines: dict[str, tuple[int, int]], at: datetime, matures: datetime | None,
             expires: datetime | None, entry: str) -> None:  # fmt: skip
        if any((lot, name) in self.lines for name in lines) or (expires is not None and expires <= at):
            raise Refused
        for name, (points, amount) in lines.items():
            self.lines[lot, name] = [points, amount, 0, 0]
            for _ in range(points):
                late = matures is not None and matures > at
                p = Point(
                    member, lot, at, expires or FOREVER, self._number(entry), matures or at, "pending" if late else "free"
                )
                self.points.append(p)
        self._tidy(at)

    def give(self, member: str, lot: str, amount: int, at: datetime, expires: datetime | None = None) -> None:
        """Points by hand."""
        for _ in range(amount):
            self.points.append(Point(member, lot, at, expires or FOREVER, self._number(lot), at))
        self._tidy(at)

    def take(self, member: str, spend: str, amount: int, state: str = "used") -> list[Point]:
        free = self.mine(member, "free")
        if len(free) < amount:
            raise Refused
        for p in free[:amount]:
            p.state, p.by = state, spend
        return free[:amount]

    def spend(self, member: str, spend: str, amount: int) -> None:
        self.take(member, spend, amount)
        self.spends[spend] = member

    def give_back(self, spend: str, amount: int | None, at: datetime) -> None:
        used = [p for p in self.points if p.state == "used" and p.by == spend]
        used.sort(key=lambda p: (p.expires, p.earned, p.order))
        none = [p for p in self.forgiven if p.state == "used" and p.by == spend]
        debt = [p for p in self.owed if p.state == "used" and p.by == spend]
        every = [*used, *none, *debt]
        if not every or (amount is not None and amount > len(every)):
            raise Refused
        for p in every[-amount:] if amount else every:
            p.state, p.by = ("gone", "") if p in debt or p in none else ("free", "")
        self._tidy(at)

    def hold(self, member: str, hold: str, amount: int, ends: datetime) -> None:
        self.take(member, hold, amount, "held")
        self.holds[hold] = (member, ends)

    def capture(self, hold: str, spend: str, amount: int | None, at: datetime) -> None:
        held = [p for p in self.points if p.state == "held" and p.by == hold]
        held.sort(key=lambda p: (p.expires, p.earned, p.order))
        held += [p for p in [*self.forgiven, *self.owed] if p.state == "held" and p.by == hold]
        if not held or (amount is not None and amount > len(held)):
            raise Refused
        for p in held[:amount]:
            p.state, p.by = "used", spend
        self.spends[spend] = self.holds[hold][0]
        self._tidy(at)

    def void(self, hold: str, at: datetime) -> None:
        if not any(p.state == "held" and p.by == hold for p in [*self.points, *self.owed, *self.forgiven]):
            raise Refused
        self._release(hold)
        self._tidy(at)

    def refund(self, lot: str, lines: dict[str, int | None], at: datetime) -> None:
        mine = {name: line for (of, name), line in self.lines.items() if of == lot and (not lines or name in lines)}
        if not mine or set(lines) - set(mine) or (not lines and not any(r < a or c < p for p, a, r, c in mine.values())):
            raise Refused
        if any((amount or 0) > mine[name][1] - mine[name][2] for name, amount in lines.items()):
            raise Refused
        claim = 0
        for name, line in mine.items():
            amount = lines.get(name)
            line[2] = line[1] if amount is None else line[2] + amount
            reached = line[0] if line[2] == line[1] else line[0] * line[2] // line[1]
            claim += reached - line[3]
            line[3] = reached
        self._claw(lot, claim)
        self._tidy(at)

    def _claw(self, lot: str, claim: int) -> None:
        own = [p for p in self.points if p.lot == lot and p.state != "gone"]
        order = {"free": 0, "pending": 0, "expired": 1, "held": 2, "used": 3}
        own.sort(key=lambda p: (order[p.state], [-n for n in self._number(p.by)]))
        for p in own[:claim]:
            was, by, p.state = p.state, p.by, "gone"
            if was in ("held", "used"):
                self._replace(p.owner, was, by)

    def _replace(self, owner: str, state: str, by: str) -> None:
        free = self.mine(owner, "free")
        if free:
            free[0].state, free[0].by = state, by
        else:
            missing = Point(owner, "", FOREVER, FOREVER, self._number(by), FOREVER, state, by)
            (self.owed if self.shortfall == "debt" else self.forgiven).append(missing)

    @staticmethod
    def _number(name: str) -> tuple[int, ...]:
        """The place of a spend or hold in its account: its name says it, as in 17.3."""
        return tuple(int(n) for n in name.split(".")) if name else (0, 0)

    def transfer(self, giver: str, receiver: str, entries: Sequence[str], amount: int, at: datetime) -> None:
        """``entries``: the giver's, then one of the receiver's for each lot that is taken of."""
        if self.who(giver) == self.who(receiver):
            raise Refused
        spend, *received = entries
        taken = self.take(giver, spend, amount)
        names = dict(zip(dict.fromkeys(p.lot for p in taken), received, strict=False))
        for p in taken:
            self.points.append(Point(receiver, f"{spend}>{p.lot}", p.earned, p.expires, self._number(names[p.lot]), at))
        self._tidy(at)

    def merge(self, absorbed: str, into: str, at: datetime) -> None:
        if self.who(absorbed) == self.who(into):
            raise Refused
        self.into[self.who(absorbed)] = self.who(into)
        self._tidy(at)

    def balance(self, member: str) -> tuple[int, int, int, int]:
        """available, pending, debt, held"""
        all_of_her = self.as_one(member)
        states = [p.state for p in self.points if p.owner in all_of_her and p.state in WAITING]
        held = states.count("held")
        return (states.count("free") + held, states.count("pending"), len(self.debts(member)), held)
