"""What the ledger writes down: an entry with its legs, which sum to zero and never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal, NamedTuple

from regulars.errors import UsageError

Unit = Literal["points", "qualifying"]
UNITS: tuple[Unit, ...] = ("points", "qualifying")
Kind = Literal[
    "earned", "matured", "spent", "returned", "held", "captured", "voided", "hold_ended", "expired", "clawed_back",
    "repaid", "transferred_out", "transferred_in", "adjusted", "merged_out", "merged_in",
]  # fmt: skip


class EntryId(NamedTuple):
    """An entry's name: its account, and its number there, without gaps from 1.

    >>> str(EntryId(17, 3)), EntryId.of("17.3").number
    ('17.3', 3)
    """

    account: int
    number: int

    def __str__(self) -> str:
        return f"{self.account}.{self.number}"

    @classmethod
    def of(cls, text: str) -> EntryId:
        account, dot, number = text.partition(".")
        if not (dot and account.isascii() and account.isdigit() and number.isascii() and number.isdigit()):
            raise UsageError(f"{text!r} is no entry", expected="account and number, such as 17.3", do="correct it")
        return cls(int(account), int(number))


@dataclass(frozen=True, slots=True)
class Legs:
    """The two or more sides of one movement, in whole units.

    Three belong to the member (``debt`` counts what is owed, so it stands on the other side), the
    rest to the programme. Their sum is zero, or there is no such movement.
    """

    available: int = 0
    pending: int = 0
    debt: int = 0
    issued: int = 0
    redeemed: int = 0
    expired: int = 0
    clawed_back: int = 0
    transferred: int = 0
    adjusted: int = 0
    written_off: int = 0

    def __post_init__(self) -> None:
        assert self.total == 0, f"the legs sum to {self.total}: {self}"

    @property
    def total(self) -> int:
        member = self.available + self.pending - self.debt
        given = self.issued + self.redeemed + self.expired + self.clawed_back
        return member + given + self.transferred + self.adjusted + self.written_off

    def to_dict(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in LEGS}


LEGS: tuple[str, ...] = tuple(f.name for f in fields(Legs))
PROGRAMME: tuple[str, ...] = LEGS[3:]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an account's history. ``occurred_at`` is when it happened, ``recorded_at`` when we wrote it (UTC).

    ``related`` is the entry that this one answers: a refund's earn, a return's spend, a transfer's
    other side. ``details`` hold what `explain` tells: the rule, the reason, dates, who did it.
    """

    entry_id: EntryId
    kind: Kind
    occurred_at: datetime
    recorded_at: datetime
    legs: Legs
    available_after: int
    pending_after: int
    debt_after: int
    reference: str = ""
    related: EntryId | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
