"""The store's tables, declared once for both databases. What must never be wrong is a CHECK, a key or a trigger."""

from __future__ import annotations

from regulars.stores.operations.tables import METADATA
from regulars.stores.operations.tables_access import API_KEYS, GUESSES, ORDERS
from regulars.stores.operations.tables_codes import CAMPAIGNS, CODE_USES, CODES, COUNTERS, JOBS, OUTBOX
from regulars.stores.operations.tables_ledger import ACCOUNTS, ENTRIES, LOTS, MEMBERS, PEOPLE, PERSON_KEYS
from regulars.stores.operations.tables_spending import HOLDS, KEYS, LINES, USES

# Rows of these tables are written once and stay: triggers hold it, and the application's role may not do else.
APPEND_ONLY = ("entries", "uses", "idempotency_keys", "code_uses")

__all__ = [
    "ACCOUNTS",
    "API_KEYS",
    "APPEND_ONLY",
    "CAMPAIGNS",
    "CODES",
    "CODE_USES",
    "COUNTERS",
    "ENTRIES",
    "GUESSES",
    "HOLDS",
    "JOBS",
    "KEYS",
    "LINES",
    "LOTS",
    "MEMBERS",
    "METADATA",
    "ORDERS",
    "OUTBOX",
    "PEOPLE",
    "PERSON_KEYS",
    "USES",
]
