"""The tables of where spent points came from, what is held, what each line earned, and which requests came."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    text,
)

from regulars.stores.operations.tables import BIG, METADATA, TEXTS

USES = Table(
    "uses",
    METADATA,
    Column("use_id", BIG, Identity(), primary_key=True),
    Column("by_account", BIG, nullable=False),
    Column("by_number", BigInteger, nullable=False),
    Column("spend_account", BIG, nullable=False),
    Column("spend_number", BigInteger, nullable=False),
    Column("source", String(12), nullable=False),
    Column("lot_account", BIG),
    Column("lot_number", BigInteger),
    Column("amount", BigInteger, nullable=False),
    CheckConstraint("(source = 'lot') = (lot_account IS NOT NULL)", name="lot_named"),
    ForeignKeyConstraint(["by_account", "by_number"], ["entries.account_id", "entries.number"]),
    Index("ix_uses_spend", "spend_account", "spend_number"),
    Index("ix_uses_lot", "lot_account", "lot_number"),
)
HOLDS = Table(
    "holds",
    METADATA,
    Column("account_id", BIG, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("owner", BIG, ForeignKey("accounts.account_id"), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("captured", BigInteger, nullable=False),
    Column("open", BigInteger, nullable=False),
    Column("ends_at", DateTime, nullable=False),
    Column("reference", String(200), nullable=False),
    Column("parts", TEXTS, nullable=False),
    PrimaryKeyConstraint("account_id", "number"),
    ForeignKeyConstraint(["account_id", "number"], ["entries.account_id", "entries.number"]),
    CheckConstraint("open >= 0 AND captured >= 0 AND open + captured <= amount", name="within_amount"),
    Index("ix_holds_open", "owner", sqlite_where=text("open > 0"), postgresql_where=text("open > 0")),
)
LINES = Table(
    "earned_lines",
    METADATA,
    Column("source", String(200), nullable=False),
    Column("reference", String(200), nullable=False),
    Column("line_id", String(200), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("earn_account", BIG, nullable=False),
    Column("earn_number", BigInteger, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("refunded_minor", BigInteger, nullable=False),
    Column("reversed", BigInteger, nullable=False),
    PrimaryKeyConstraint("source", "reference", "line_id", "unit"),
    ForeignKeyConstraint(["earn_account", "earn_number"], ["entries.account_id", "entries.number"]),
    CheckConstraint("refunded_minor >= 0 AND refunded_minor <= amount_minor", name="refunded_within_paid"),
    CheckConstraint("reversed >= 0 AND reversed <= points", name="reversed_within_earned"),
)
KEYS = Table(
    "idempotency_keys",
    METADATA,
    Column("key", String(200), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("answer", TEXTS, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
)
