"""The tables of members and their ledger."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)

from regulars.stores.operations.tables import BIG, METADATA, TEXTS, ZERO

MEMBERS = Table(
    "members",
    METADATA,
    Column("member_id", String(64), primary_key=True),
    Column("customer_id", String(200), unique=True),
    Column("household_id", String(64), index=True),
    Column("joined_at", DateTime, nullable=False),
    Column("merged_into", String(64), ForeignKey("members.member_id")),
    Column("erased_at", DateTime),
)
PEOPLE = Table(
    "people",
    METADATA,
    Column("member_id", String(64), ForeignKey("members.member_id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("changed_at", DateTime, nullable=False),
)
PERSON_KEYS = Table(
    "person_keys",
    METADATA,
    Column("member_id", String(64), ForeignKey("members.member_id"), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)
ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("account_id", BIG, Identity(), primary_key=True),
    Column("member_id", String(64), ForeignKey("members.member_id"), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("number", BigInteger, nullable=False, server_default=ZERO),
    Column("available", BigInteger, nullable=False, server_default=ZERO),
    Column("pending", BigInteger, nullable=False, server_default=ZERO),
    Column("debt", BigInteger, nullable=False, server_default=ZERO),
    Column("held", BigInteger, nullable=False, server_default=ZERO),
    Column("due_at", DateTime, index=True),
    Column("moved_to", BIG, ForeignKey("accounts.account_id"), index=True),
    UniqueConstraint("member_id", "unit"),
    CheckConstraint("available >= 0 AND pending >= 0 AND debt >= 0", name="never_negative"),
    CheckConstraint("held >= 0 AND held <= available", name="held_within_available"),
    CheckConstraint("debt = 0 OR held = available", name="debt_is_repaid_first"),
    CheckConstraint("unit IN ('points', 'qualifying')", name="unit_known"),
)
_LEGS = (
    "available", "pending", "debt", "issued", "redeemed", "expired", "clawed_back", "transferred", "adjusted", "written_off",
)  # fmt: skip
ENTRIES = Table(
    "entries",
    METADATA,
    Column("account_id", BIG, ForeignKey("accounts.account_id"), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("occurred_at", DateTime, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    *(Column(name, BigInteger, nullable=False, server_default=ZERO) for name in _LEGS),
    Column("available_after", BigInteger, nullable=False),
    Column("pending_after", BigInteger, nullable=False),
    Column("debt_after", BigInteger, nullable=False),
    Column("reference", String(200), nullable=False, server_default=text("''")),
    Column("related_account", BIG),
    Column("related_number", BigInteger),
    Column("details", TEXTS, nullable=False),
    PrimaryKeyConstraint("account_id", "number"),
    CheckConstraint(" + ".join(n for n in _LEGS if n != "debt") + " - debt = 0", name="sum_is_zero"),
    CheckConstraint("available_after >= 0 AND pending_after >= 0 AND debt_after >= 0", name="never_negative"),
    CheckConstraint("number > 0", name="numbered_from_one"),
)
LOTS = Table(
    "lots",
    METADATA,
    Column("account_id", BIG, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("owner", BIG, ForeignKey("accounts.account_id"), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("remaining", BigInteger, nullable=False),
    Column("held", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("expired", BigInteger, nullable=False),
    Column("clawed", BigInteger, nullable=False),
    Column("matured", Boolean, nullable=False),
    Column("earned_at", DateTime, nullable=False),
    Column("matures_at", DateTime),
    Column("expires_at", DateTime),
    Column("source", String(200), nullable=False),
    Column("rule", String(200), nullable=False),
    Column("arm", String(200), nullable=False),
    Column("value_minor", BigInteger),
    PrimaryKeyConstraint("account_id", "number"),
    ForeignKeyConstraint(["account_id", "number"], ["entries.account_id", "entries.number"]),
    CheckConstraint("remaining + used + expired + clawed = amount", name="adds_up"),
    CheckConstraint("held >= 0 AND held <= remaining", name="held_within_remaining"),
    CheckConstraint("amount > 0 AND used >= 0 AND expired >= 0 AND clawed >= 0", name="never_negative"),
    Index("ix_lots_open", "owner", sqlite_where=text("remaining > 0"), postgresql_where=text("remaining > 0")),
)
