"""Campaigns, their codes, and who used them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from regulars.stores.operations.append_only import protect

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _campaigns()
    _codes()
    _code_counters()
    _code_uses()
    protect(("code_uses",))


def _campaigns() -> None:
    op.create_table(
        "campaigns",
        sa.Column("campaign_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("expires_after_days", sa.Integer(), nullable=True),
        sa.Column("per_member", sa.Integer(), nullable=True),
        sa.Column("per_household", sa.Integer(), nullable=True),
        sa.Column("most_uses", sa.BigInteger(), nullable=True),
        sa.Column("budget_points", sa.BigInteger(), nullable=True),
        sa.Column("uses", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("budget_points IS NULL OR uses * points <= budget_points", name=op.f("ck_campaigns_within_budget")),
        sa.CheckConstraint("uses >= 0 AND (most_uses IS NULL OR uses <= most_uses)", name=op.f("ck_campaigns_within_limit")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_campaigns")),
    )


def _codes() -> None:
    op.create_table(
        "codes",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("campaign_id", sa.String(length=64), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("uses >= 0 AND uses <= most_uses", name=op.f("ck_codes_within_limit")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.campaign_id"], name=op.f("fk_codes_campaign_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_codes")),
    )
    op.create_index(op.f("ix_codes_campaign_id"), "codes", ["campaign_id"], unique=False)


def _code_counters() -> None:
    op.create_table(
        "code_counters",
        sa.Column("campaign_id", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=12), nullable=False),
        sa.Column("scope_id", sa.String(length=64), nullable=False),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("uses >= 0", name=op.f("ck_code_counters_never_negative")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.campaign_id"], name=op.f("fk_code_counters_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", "scope", "scope_id", name=op.f("pk_code_counters")),
    )


def _code_uses() -> None:
    op.create_table(
        "code_uses",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("household_id", sa.String(length=64), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("change IN (1, -1)", name=op.f("ck_code_uses_one_at_a_time")),
        sa.ForeignKeyConstraint(
            ["account_id", "number"], ["entries.account_id", "entries.number"], name=op.f("fk_code_uses_account_id_number")
        ),
        sa.ForeignKeyConstraint(["digest"], ["codes.digest"], name=op.f("fk_code_uses_digest")),
        sa.PrimaryKeyConstraint("account_id", "number", "change", name=op.f("pk_code_uses")),
    )
    op.create_index("ix_code_uses_digest", "code_uses", ["digest"], unique=False)
