"""Which lines an order was told with: none are known of those that came before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("orders", sa.Column("line_ids", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True))
