"""What Alembic runs: it is handed an open connection, and never opens one."""

from __future__ import annotations

from alembic import context

from regulars.stores.operations.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
