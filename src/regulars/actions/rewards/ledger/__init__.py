"""The points ledger: what can be asked of it. Lots, holds, refunds and debts; each movement an entry that never changes."""

from regulars.actions.rewards.ledger.requests import (
    Adjust,
    Capture,
    Earn,
    EarnAll,
    EarnLine,
    Merge,
    Refund,
    Return,
    SetAside,
    Spend,
    Transfer,
    Void,
)
from regulars.actions.rewards.ledger.rules import Rules, end_of_day, expires_after

__all__ = [
    "Adjust",
    "Capture",
    "Earn",
    "EarnAll",
    "EarnLine",
    "Merge",
    "Refund",
    "Return",
    "Rules",
    "SetAside",
    "Spend",
    "Transfer",
    "Void",
    "end_of_day",
    "expires_after",
]
