"""What an account holds at one moment: balances, lots, holds, and where spent points came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, Literal, Self

from regulars.actions.rewards.ledger.entries import EntryId, Unit

# Where points that were spent came from: a lot; or no lot, because the lot was taken back by a refund since.
Source = Literal["lot", "debt", "written_off"]
FAR_AWAY = datetime.max


class Copied:
    """What is copied often: by its fields, which takes a tenth of what the general way does."""

    __slots__ = ()

    def __copy__(self) -> Self:
        return type(self)(*_values(type(self))(self))  # type: ignore[arg-type]  # a class is hashable


@cache
def _values(of: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*of.__dataclass_fields__)


@dataclass(slots=True)
class Account(Copied):
    """One member's account in one unit. ``number`` counts its entries; ``due_at`` is when it next changes by itself.

    ``available`` is the sum of what remains in its lots, held points included. ``moved_to`` is the
    account that took this one over when two members became one.
    """

    account_id: int
    member_id: str
    unit: Unit
    number: int = 0
    available: int = 0
    pending: int = 0
    debt: int = 0
    held: int = 0
    due_at: datetime | None = None
    moved_to: int | None = None

    @property
    def free(self) -> int:
        """What can be spent now, once the account is settled."""
        return self.available - self.held


@dataclass(slots=True)
class Lot(Copied):
    """Points that came together and expire together. All that ever was in it is in one of five places.

    amount = remaining + used + expired + clawed, and held is a part of remaining. While it is not
    ``matured`` its points are pending. ``owner`` is the account that has it now.
    """

    lot_id: EntryId
    owner: int
    amount: int
    earned_at: datetime
    remaining: int
    held: int = 0
    used: int = 0
    expired: int = 0
    clawed: int = 0
    matured: bool = True
    matures_at: datetime | None = None
    expires_at: datetime | None = None
    source: str = ""
    rule: str = ""
    arm: str = ""
    value_minor: int | None = None

    @property
    def free(self) -> int:
        return self.remaining - self.held if self.matured else 0

    @property
    def order(self) -> tuple[datetime, datetime, EntryId]:
        """The order in which lots are spent: soonest expiry first, then oldest."""
        return (self.expires_at or FAR_AWAY, self.earned_at, self.lot_id)

    def past_due(self, at: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= at


@dataclass(slots=True)
class HoldPart(Copied):
    """How much of a hold rests on one source."""

    source: Source
    lot: EntryId | None
    amount: int


@dataclass(slots=True)
class Hold:
    """Points set aside, not spent, until ``ends_at``. What is not in ``parts`` was captured or given back."""

    hold_id: EntryId
    owner: int
    amount: int
    ends_at: datetime
    reference: str = ""
    captured: int = 0
    parts: list[HoldPart] = field(default_factory=list)

    @property
    def open(self) -> int:
        return sum(p.amount for p in self.parts)


@dataclass(frozen=True, slots=True)
class Use:
    """So many points of one spend came from one source (written as a difference: it may be negative)."""

    spend: EntryId
    source: Source
    lot: EntryId | None
    amount: int


@dataclass(slots=True)
class Line(Copied):
    """One line of an order that earned: what was paid and earned, and how much of each was taken back."""

    reference: str
    line_id: str
    earn: EntryId
    unit: Unit
    amount_minor: int
    points: int
    refunded_minor: int = 0
    reversed: int = 0
    order_source: str = ""
