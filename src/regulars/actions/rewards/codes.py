"""Codes that give points: how they are made, written and read, and what a campaign allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from regulars.actions.rewards.ledger.rules import expires_after
from regulars.errors import UsageError

# Crockford's alphabet: no I, L, O or U, so that a code can be read aloud. 13 signs of 5 bits are 65 bits.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 13
BITS = 5 * LENGTH
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
Reason = Literal["unknown", "not begun", "expired", "used", "member", "household", "campaign"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What one batch of codes gives, to whom, when and how often. Empty limits do not limit.

    ``budget_points``: the most points that all its codes together may give. Times in UTC.
    """

    campaign_id: str
    points: int
    starts_at: datetime
    ends_at: datetime
    expires_after_days: int | None = None
    per_member: int | None = None
    per_household: int | None = None
    most_uses: int | None = None
    budget_points: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.campaign_id) <= 64 or self.points < 1 or self.ends_at <= self.starts_at:
            raise UsageError(
                f"campaign {self.campaign_id!r} gives {self.points} points from {self.starts_at} to {self.ends_at}",
                expected="a name of 1 to 64 characters, 1 point or more, and an end after its start",
                do="correct it",
            )
        for limit in (self.expires_after_days, self.per_member, self.per_household, self.most_uses, self.budget_points):
            if limit is not None and limit < 1:
                raise UsageError(f"a limit of campaign {self.campaign_id} is {limit}", expected="1 or more, or none")

    def expires_at(self, at: datetime, zone: ZoneInfo) -> datetime | None:
        """When what is given at ``at`` (UTC) expires: at the end of the shop's day after so many."""
        return expires_after(at, zone, days=self.expires_after_days) if self.expires_after_days else None


def new_code(random_bytes: Callable[[int], bytes]) -> str:
    """A code of 65 random bits, in groups that can be read aloud.

    >>> new_code(lambda n: bytes(range(n)))
    '000G-40R4-0M30E'
    """
    number = int.from_bytes(random_bytes((BITS + 7) // 8), "big") >> (-BITS % 8)
    signs = "".join(SIGNS[number >> 5 * i & 31] for i in reversed(range(LENGTH)))
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def read_code(text: str) -> str:
    """A code as it is kept: capitals without dashes; O is 0, I and L are 1. Whatever is no code stays none.

    >>> read_code("oool-1111 11111")
    '0001111111111'
    """
    return text[:100].upper().translate(_READ_AS)
