"""On SQLite nothing takes the place of what was written: INSERT OR REPLACE went by the triggers that refuse a delete."""

from __future__ import annotations

from regulars.stores.operations.append_only import refuse_replacing

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    refuse_replacing(("entries", "uses", "idempotency_keys", "code_uses"))
