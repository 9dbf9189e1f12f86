"""The ledger: accounts, entries and lots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from regulars.stores.operations.append_only import protect

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _accounts()
    _entries()
    _lots()
    protect(("entries",))


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("number", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("available", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("pending", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("debt", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("held", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("moved_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("unit IN ('points', 'qualifying')", name=op.f("ck_accounts_unit_known")),
        sa.CheckConstraint("available >= 0 AND pending >= 0 AND debt >= 0", name=op.f("ck_accounts_never_negative")),
        sa.CheckConstraint("debt = 0 OR held = available", name=op.f("ck_accounts_debt_is_repaid_first")),
        sa.CheckConstraint("held >= 0 AND held <= available", name=op.f("ck_accounts_held_within_available")),
        sa.ForeignKeyConstraint(["member_id"], ["members.member_id"], name=op.f("fk_accounts_member_id")),
        sa.ForeignKeyConstraint(["moved_to"], ["accounts.account_id"], name=op.f("fk_accounts_moved_to")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("member_id", "unit", name=op.f("uq_accounts_member_id_unit")),
    )
    op.create_index(op.f("ix_accounts_due_at"), "accounts", ["due_at"], unique=False)
    op.create_index(op.f("ix_accounts_moved_to"), "accounts", ["moved_to"], unique=False)


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("occurred_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("available", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("pending", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("debt", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("issued", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("redeemed", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("expired", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("clawed_back", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("transferred", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("adjusted", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("written_off", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("available_after", sa.BigInteger(), nullable=False),
        sa.Column("pending_after", sa.BigInteger(), nullable=False),
        sa.Column("debt_after", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(length=200), server_default=sa.text("('')"), nullable=False),
        sa.Column("related_account", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("related_number", sa.BigInteger(), nullable=True),
        sa.Column("details", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.CheckConstraint(
            "available + pending + issued + redeemed + expired + clawed_back + transferred + adjusted + written_off - debt = 0",
            name=op.f("ck_entries_sum_is_zero"),
        ),
        sa.CheckConstraint(
            "available_after >= 0 AND pending_after >= 0 AND debt_after >= 0", name=op.f("ck_entries_never_negative")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_entries_numbered_from_one")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"], name=op.f("fk_entries_account_id")),
        sa.PrimaryKeyConstraint("account_id", "number", name=op.f("pk_entries")),
    )


def _lots() -> None:
    op.create_table(
        "lots",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("expired", sa.BigInteger(), nullable=False),
        sa.Column("clawed", sa.BigInteger(), nullable=False),
        sa.Column("matured", sa.Boolean(), nullable=False),
        sa.Column("earned_at", sa.DateTime(), nullable=False),
        sa.Column("matures_at", sa.DateTime(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("arm", sa.String(length=200), nullable=False),
        sa.Column("value_minor", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount > 0 AND used >= 0 AND expired >= 0 AND clawed >= 0", name=op.f("ck_lots_never_negative")),
        sa.CheckConstraint("held >= 0 AND held <= remaining", name=op.f("ck_lots_held_within_remaining")),
        sa.CheckConstraint("remaining + used + expired + clawed = amount", name=op.f("ck_lots_adds_up")),
        sa.ForeignKeyConstraint(
            ["account_id", "number"], ["entries.account_id", "entries.number"], name=op.f("fk_lots_account_id_number")
        ),
        sa.ForeignKeyConstraint(["owner"], ["accounts.account_id"], name=op.f("fk_lots_owner")),
        sa.PrimaryKeyConstraint("account_id", "number", name=op.f("pk_lots")),
    )
    op.create_index(
        "ix_lots_open",
        "lots",
        ["owner"],
        unique=False,
        sqlite_where=sa.text("remaining > 0"),
        postgresql_where=sa.text("remaining > 0"),
    )
