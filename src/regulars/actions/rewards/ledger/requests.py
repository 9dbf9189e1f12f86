"""What can be asked of the ledger. A request is a value: it is checked when it is made, and can be told from another."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from regulars.actions.rewards.ledger.entries import EntryId, Unit
from regulars.actions.rewards.ledger.request import MOST, Request, person, plain, usable, whole
from regulars.errors import UsageError

AT_ONCE = 1_000  # purchases of one batch
CODE = "code"  # the source of what codes give


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnLine:
    """What one line of an order paid, and earned in each unit."""

    line_id: str
    points: int
    amount_minor: int = 0
    qualifying: int = 0

    def __post_init__(self) -> None:
        plain("line_id", self.line_id)
        for name in ("points", "amount_minor", "qualifying"):
            whole(name, getattr(self, name), least=0)

    def earned(self, unit: Unit) -> int:
        return self.points if unit == "points" else self.qualifying


@dataclass(frozen=True, slots=True, kw_only=True)
class Earn(Request):
    """A purchase earns. ``source`` and ``reference`` name the order as its facts do; each line earns once.

    Points stay pending until ``matures_at``. ``value_minor`` is the fair value of the whole lot, ``arm``
    the experiment's arm that gave it. Lines without points, with a ``reason``, say why there are none.
    """

    member: str
    reference: str
    lines: tuple[EarnLine, ...]
    source: str = "api"
    matures_at: datetime | None = None
    expires_at: datetime | None = None
    qualifying_expires_at: datetime | None = None
    rule: str = ""
    arm: str = ""
    reason: str = ""
    value_minor: int | None = None

    def check(self) -> None:
        names = [line.line_id for line in self.lines]
        if not names or len(set(names)) < len(names):
            raise UsageError(f"the lines of {self.reference} are {names}", expected="one or more, each named once")
        if self.value_minor is not None:
            whole("value_minor", self.value_minor, least=0)
        for name in ("expires_at", "qualifying_expires_at"):
            usable(name, getattr(self, name), self.matures_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnAll(Request):
    """Many purchases earn, all of them or none."""

    earns: tuple[Earn, ...]

    def check(self) -> None:
        if not 1 <= len(self.earns) <= AT_ONCE:
            raise UsageError(f"the batch has {len(self.earns):,} purchases", expected=f"1 to {AT_ONCE:,}", do="cut it up")

    @property
    def digest(self) -> str:
        """As for one request; written out by `repr`, which takes a quarter of the time for a thousand of them."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund(Request):
    """Money of an order is given back. ``lines`` say how much of each line, None for all that is left; empty for all lines."""

    reference: str
    lines: Mapping[str, int | None]
    source: str = "api"

    def check(self) -> None:
        for line_id, amount in self.lines.items():
            if amount is not None:
                whole(f"the amount of line {line_id}", amount, least=1)
        if self.source == CODE and not isinstance(self, CodeReturn):
            raise UsageError("a refund of what a code gave leaves its use", do="give the code back: codes.give_back")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReturn(Refund):
    """What a code gave is taken back. Only whoever counts its use back in the same commit asks this."""

    source: str = CODE


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend(Request):
    """A member uses points."""

    member: str
    amount: int
    reference: str = ""

    def check(self) -> None:
        whole("amount", self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Request):
    """A spend or capture is taken back, in whole (``amount`` None) or in part."""

    spend: EntryId
    amount: int | None = None

    def check(self) -> None:
        if self.amount is not None:
            whole("amount", self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Request):
    """Points are held until ``ends_at``."""

    member: str
    amount: int
    ends_at: datetime
    reference: str = ""

    def check(self) -> None:
        whole("amount", self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Request):
    """Held points are spent, in whole (``amount`` None) or in part."""

    hold: EntryId
    amount: int | None = None

    def check(self) -> None:
        if self.amount is not None:
            whole("amount", self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Void(Request):
    """A hold is given up."""

    hold: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Request):
    """One member gives points to another; they keep their expiry."""

    giver: str
    receiver: str
    amount: int

    def check(self) -> None:
        whole("amount", self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjust(Request):
    """A person corrects a balance, up or down, and says why; above the programme's limit a second one agrees."""

    member: str
    amount: int
    reason: str
    by: str
    agreed_by: str = ""
    unit: Unit = "points"
    expires_at: datetime | None = None

    def check(self) -> None:
        whole("amount", self.amount, least=-MOST)
        if not self.amount or not self.reason.strip() or not self.by.strip():
            raise UsageError("the adjustment is empty", expected="an amount other than 0, a reason, and who makes it")
        person("by", self.by)
        person("agreed_by", self.agreed_by)
        if self.unit not in ("points", "qualifying"):
            raise UsageError(f"unit is {self.unit!r}", expected="points or qualifying", do="correct it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Request):
    """Two members are one person: ``absorbed`` becomes a part of ``into``."""

    absorbed: str
    into: str
