"""Members, and apart from everything else the people behind them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _members()
    _people()
    _person_keys()


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.String(length=200), nullable=True),
        sa.Column("household_id", sa.String(length=64), nullable=True),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("merged_into", sa.String(length=64), nullable=True),
        sa.Column("erased_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into"], ["members.member_id"], name=op.f("fk_members_merged_into")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_members")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_members_customer_id")),
    )
    op.create_index(op.f("ix_members_household_id"), "members", ["household_id"], unique=False)


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.member_id"], name=op.f("fk_people_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_people")),
    )


def _person_keys() -> None:
    op.create_table(
        "person_keys",
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.member_id"], name=op.f("fk_person_keys_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_person_keys")),
    )
