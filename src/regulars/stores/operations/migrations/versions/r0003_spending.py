"""Where spent points came from, what is held, what each line earned, and which requests came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from regulars.stores.operations.append_only import protect

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _uses()
    _holds()
    _earned_lines()
    _idempotency_keys()
    protect(("uses", "idempotency_keys"))


def _uses() -> None:
    op.create_table(
        "uses",
        sa.Column("use_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False),
        sa.Column("by_account", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_number", sa.BigInteger(), nullable=False),
        sa.Column("spend_account", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("spend_number", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("lot_account", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("lot_number", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(source = 'lot') = (lot_account IS NOT NULL)", name=op.f("ck_uses_lot_named")),
        sa.ForeignKeyConstraint(
            ["by_account", "by_number"], ["entries.account_id", "entries.number"], name=op.f("fk_uses_by_account_by_number")
        ),
        sa.PrimaryKeyConstraint("use_id", name=op.f("pk_uses")),
    )
    op.create_index("ix_uses_lot", "uses", ["lot_account", "lot_number"], unique=False)
    op.create_index("ix_uses_spend", "uses", ["spend_account", "spend_number"], unique=False)


def _holds() -> None:
    op.create_table(
        "holds",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("captured", sa.BigInteger(), nullable=False),
        sa.Column("open", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("parts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.CheckConstraint("open >= 0 AND captured >= 0 AND open + captured <= amount", name=op.f("ck_holds_within_amount")),
        sa.ForeignKeyConstraint(
            ["account_id", "number"], ["entries.account_id", "entries.number"], name=op.f("fk_holds_account_id_number")
        ),
        sa.ForeignKeyConstraint(["owner"], ["accounts.account_id"], name=op.f("fk_holds_owner")),
        sa.PrimaryKeyConstraint("account_id", "number", name=op.f("pk_holds")),
    )
    op.create_index(
        "ix_holds_open",
        "holds",
        ["owner"],
        unique=False,
        sqlite_where=sa.text("open > 0"),
        postgresql_where=sa.text("open > 0"),
    )


def _earned_lines() -> None:
    op.create_table(
        "earned_lines",
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("line_id", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("earn_account", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("earn_number", sa.BigInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("reversed", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "refunded_minor >= 0 AND refunded_minor <= amount_minor", name=op.f("ck_earned_lines_refunded_within_paid")
        ),
        sa.CheckConstraint("reversed >= 0 AND reversed <= points", name=op.f("ck_earned_lines_reversed_within_earned")),
        sa.ForeignKeyConstraint(
            ["earn_account", "earn_number"],
            ["entries.account_id", "entries.number"],
            name=op.f("fk_earned_lines_earn_account_earn_number"),
        ),
        sa.PrimaryKeyConstraint("source", "reference", "line_id", "unit", name=op.f("pk_earned_lines")),
    )


def _idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_idempotency_keys")),
    )
