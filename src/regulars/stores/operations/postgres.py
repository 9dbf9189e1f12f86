"""PostgreSQL as the store keeps it: short waits for locks, and a role that may write but not rewrite."""

from __future__ import annotations

import re
import selectors
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError

from regulars.errors import EnvironmentFault, NotAStore, UsageError

OLDEST = 150000
_SELECTOR = getattr(selectors, "PollSelector", selectors.SelectSelector)  # asks without opening a file, where there is one
IDLE_SECONDS = 30.0  # a connection that lay longer is asked whether it still works


def engine(url: URL, wait_seconds: float, kept_open: int) -> Engine:
    """Connections to a server; one that was lost while it lay idle is replaced before it is used."""
    try:
        made = create_engine(
            url,
            isolation_level="AUTOCOMMIT",  # to the driver, that is: it begins nothing by itself
            pool_size=kept_open,
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
    event.listen(made, "begin", _begin)
    event.listen(made, "checkin", _lay_down)
    event.listen(made, "checkout", _look_at)
    return made


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("unbegun"):
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if options.get("reading") else "BEGIN")


def _lay_down(_: Any, record: Any) -> None:
    record.info["idle_since"] = monotonic()


def _look_at(connection: Any, record: Any, _: Any) -> None:
    """Before a connection is used again: one that the server ended has its farewell lying there unread.

    To look costs no trip to the server, unlike a question before every act.
    """
    idle_since = record.info.get("idle_since")
    if idle_since is None:
        return
    if _has_unread(connection) or (monotonic() - idle_since > IDLE_SECONDS and not _answers(connection)):
        raise DisconnectionError("the connection was lost while it lay idle")


def _has_unread(connection: Any) -> bool:
    with _SELECTOR() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        return bool(selector.select(0))


def _answers(connection: Any) -> bool:
    from psycopg import Error

    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Error:
        return False
    return True


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
