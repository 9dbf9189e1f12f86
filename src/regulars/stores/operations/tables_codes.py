"""The tables of campaigns and codes, of what is still to be told, and of work to be done later."""

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
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    text,
)

from regulars.stores.operations.tables import BIG, METADATA, TEXTS, ZERO

CAMPAIGNS = Table(
    "campaigns",
    METADATA,
    Column("campaign_id", String(64), primary_key=True),
    Column("starts_at", DateTime, nullable=False),
    Column("ends_at", DateTime, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("expires_after_days", Integer),
    Column("per_member", Integer),
    Column("per_household", Integer),
    Column("most_uses", BigInteger),
    Column("budget_points", BigInteger),
    Column("uses", BigInteger, nullable=False, server_default=ZERO),
    CheckConstraint("uses >= 0 AND (most_uses IS NULL OR uses <= most_uses)", name="within_limit"),
    CheckConstraint("budget_points IS NULL OR uses * points <= budget_points", name="within_budget"),
)
CODES = Table(
    "codes",
    METADATA,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("campaign_id", String(64), ForeignKey("campaigns.campaign_id"), nullable=False, index=True),
    Column("most_uses", Integer, nullable=False),
    Column("uses", Integer, nullable=False, server_default=ZERO),
    CheckConstraint("uses >= 0 AND uses <= most_uses", name="within_limit"),
)
COUNTERS = Table(
    "code_counters",
    METADATA,
    Column("campaign_id", String(64), ForeignKey("campaigns.campaign_id"), nullable=False),
    Column("scope", String(12), nullable=False),
    Column("scope_id", String(64), nullable=False),
    Column("uses", BigInteger, nullable=False),
    PrimaryKeyConstraint("campaign_id", "scope", "scope_id"),
    CheckConstraint("uses >= 0", name="never_negative"),
)
CODE_USES = Table(
    "code_uses",
    METADATA,
    Column("account_id", BIG, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("change", Integer, nullable=False),
    Column("digest", LargeBinary(32), ForeignKey("codes.digest"), nullable=False),
    Column("member_id", String(64), nullable=False),
    Column("household_id", String(64)),
    Column("recorded_at", DateTime, nullable=False),
    PrimaryKeyConstraint("account_id", "number", "change"),
    ForeignKeyConstraint(["account_id", "number"], ["entries.account_id", "entries.number"]),
    CheckConstraint("change IN (1, -1)", name="one_at_a_time"),
    Index("ix_code_uses_digest", "digest"),
)
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("outbox_id", BIG, Identity(), primary_key=True),
    Column("sequence", BigInteger, unique=True),
    Column("kind", String(32), nullable=False),
    Column("fact", TEXTS, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    Index("ix_outbox_waiting", "outbox_id", sqlite_where=text("sequence IS NULL"), postgresql_where=text("sequence IS NULL")),
)
JOBS = Table(
    "jobs",
    METADATA,
    Column("job_id", BIG, Identity(), primary_key=True),
    Column("kind", String(64), nullable=False),
    Column("details", TEXTS, nullable=False),
    Column("once", String(200), unique=True),
    Column("run_at", DateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=ZERO),
    Column("leased_until", DateTime),
    Column("lease", String(64)),
    Column("done_at", DateTime),
    Column("failure", String(1000)),
    Index("ix_jobs_waiting", "run_at", sqlite_where=text("done_at IS NULL"), postgresql_where=text("done_at IS NULL")),
)
