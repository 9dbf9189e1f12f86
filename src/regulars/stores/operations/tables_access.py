"""The tables of who may ask, of wrong guesses, and of orders that came by the API."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    true,
)

from regulars.stores.operations.tables import METADATA, TEXTS, ZERO

API_KEYS = Table(
    "api_keys",
    METADATA,
    Column("key_id", String(24), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("name", String(200), nullable=False),
    Column("scopes", TEXTS, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("expires_at", DateTime),
    Column("revoked_at", DateTime),
)
GUESSES = Table(
    "guesses",
    METADATA,
    Column("subject", String(100), primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("since", DateTime, nullable=False),
    CheckConstraint("wrong > 0", name="never_none"),
)
ORDERS = Table(
    "orders",
    METADATA,
    Column("source", String(200), nullable=False),
    Column("order_id", String(200), nullable=False),
    Column("member_id", String(64), ForeignKey("members.member_id"), index=True),
    Column("owner", LargeBinary(32)),
    Column("occurred_at", DateTime, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("refunded_minor", BigInteger, nullable=False, server_default=ZERO),
    Column("recorded_at", DateTime, nullable=False),
    Column("line_ids", TEXTS),
    Column("paid_minor", BigInteger),
    Column("beside_minor", BigInteger, nullable=False, server_default=ZERO),
    Column("beside_refunded_minor", BigInteger, nullable=False, server_default=ZERO),
    Column("lines", TEXTS),
    Column("told", Boolean, nullable=False, server_default=true()),
    Column("refunded_lines", TEXTS),
    PrimaryKeyConstraint("source", "order_id"),
    CheckConstraint("refunded_minor >= 0 AND refunded_minor <= amount_minor", name="refunded_within_paid"),
    CheckConstraint("beside_refunded_minor >= 0 AND beside_refunded_minor <= beside_minor", name="beside_within_paid"),
)
