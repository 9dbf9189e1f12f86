"""What was given back of each line, and orders of which nothing but a refund was told yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("orders", sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.true()))
    amounts = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("orders", sa.Column("refunded_lines", amounts, nullable=True))
