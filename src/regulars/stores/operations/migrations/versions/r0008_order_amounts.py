"""What was paid for an order's lines, and beside its goods: nothing is known of orders that came before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

_WITHIN = "beside_refunded_minor >= 0 AND beside_refunded_minor <= beside_minor"


def upgrade() -> None:
    op.add_column("orders", sa.Column("paid_minor", sa.BigInteger(), nullable=True))
    op.add_column("orders", sa.Column("beside_minor", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.execute(  # SQLite takes a constraint of a table that is there with a column alone
        "ALTER TABLE orders ADD COLUMN beside_refunded_minor BIGINT DEFAULT 0 NOT NULL"
        f" CONSTRAINT ck_orders_beside_within_paid CHECK ({_WITHIN})"
    )
    op.add_column("orders", sa.Column("lines", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True))
