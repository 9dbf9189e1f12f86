"""PostgreSQL as the store keeps it: short waits for locks, and a role that may write but not rewrite."""

from __future__ import annotations

import re

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL

from regulars.errors import EnvironmentFault, NotAStore, UsageError

OLDEST = 150000


def engine(url: URL, wait_seconds: float) -> Engine:
    """Connections to a server; one that was lost while it lay idle is replaced before it is used."""
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_size=4,
            max_overflow=64,
            connect_args={
                "connect_timeout": 10,
                "application_name": "regulars",
                "options": f"-c lock_timeout={int(1000 * wait_seconds)} -c idle_in_transaction_session_timeout=60000",
            },
        )
    except ModuleNotFoundError as e:
        raise EnvironmentFault(
            "the driver for PostgreSQL is not installed", do="install it: pip install 'regulars[postgres]'"
        ) from e


def check_version(connection: Connection) -> None:
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if version < OLDEST:
        raise NotAStore(f"the server is PostgreSQL {version // 10000}", expected="15 or newer", do="update the server")


def grants(role: str) -> list[str]:
    """What the application's role may do, and no more: read, add, change states; delete people alone."""
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise UsageError(
            f"{role!r} is no plain name of a role", expected="small letters, digits and _", do="choose another name"
        )
    changing = (
        "members, people, person_keys, accounts, lots, holds, earned_lines, campaigns, codes, code_counters, outbox, jobs,"
        " api_keys, guesses, orders"
    )
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {role}",
        f"REVOKE INSERT ON alembic_version FROM {role}",
        f"GRANT UPDATE ON {changing} TO {role}",
        f"GRANT DELETE ON people, person_keys, guesses TO {role}",
    ]
