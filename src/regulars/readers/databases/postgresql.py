"""A table or query of PostgreSQL, by a cursor of the server: rows come in batches, in a transaction that only reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

from regulars.addresses import without_secrets
from regulars.errors import EnvironmentFault, RegularsError, UsageError
from regulars.readers.csv.dialect import clean_names
from regulars.readers.databases.addresses import Address
from regulars.readers.databases.tables import chosen, no_rows, quoted
from regulars.readers.spool.writing import BATCH, Sort, Spool, Spooled

if TYPE_CHECKING:
    import psycopg

_WAIT_SECONDS = 15
# Each value as the server writes it: no digit and no time zone is lost on the way.
_SORTS: dict[int, Sort] = {
    **dict.fromkeys((20, 21, 23, 700, 701, 1700), "number"), 16: "yes_no", 1082: "day", 1114: "local", 1184: "instant",
}  # fmt: skip
_TABLES = """
SELECT n.nspname, c.relname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname !~ '^pg_(toast|temp)'
ORDER BY n.nspname <> 'public', n.nspname, c.relname
"""


def postgresql_table(address: Address, folder: Path) -> Spooled:
    """Read every row.

    EnvironmentFault where there is no server, where it refuses, or where it goes away before the last row;
    NotATable where there is no such table (it lists those there are) or no row.
    """
    psycopg = _driver()
    with _connected(address) as connection, Spool(address.shown, folder) as spool:
        try:
            _pour(connection, address, spool)
        except psycopg.Error as e:
            raise _while_reading(address, e, spool.rows) from None
        if not spool.rows:
            raise no_rows(address)
        return spool.done()


def _driver() -> Any:
    try:
        import psycopg
    except ImportError as e:
        raise EnvironmentFault(
            "PostgreSQL is read by psycopg, which is not installed", do="run `pip install 'regulars[postgres]'`"
        ) from e
    return psycopg


@contextmanager
def _connected(address: Address) -> Iterator[psycopg.Connection[Any]]:
    psycopg = _driver()
    wait = {} if "connect_timeout" in address.target else {"connect_timeout": _WAIT_SECONDS}
    try:
        connection = psycopg.connect(address.target, client_encoding="utf8", application_name="regulars", **wait)
    except psycopg.Error as e:
        # Its text may quote the address: it is neither shown whole nor kept behind our error.
        raise _no_connection(address, str(e)) from None
    try:
        connection.read_only = True
        yield connection
    finally:
        connection.close()


def _pour(connection: psycopg.Connection[Any], address: Address, spool: Spool) -> None:
    for say in ("timezone = 'UTC'", "datestyle = 'ISO, YMD'"):
        connection.execute(f"SET LOCAL {say}".encode())
    tables = {_called(s, n): quoted(s, n) for s, n in connection.execute(_TABLES)} if address.table else {}
    _as_written(connection)
    with connection.cursor(name="regulars") as cursor:
        cursor.execute(chosen(address, tables).encode())
        described = cursor.description or []
        names = clean_names([c.name for c in described])
        sorts = [_SORTS.get(c.type_code, "text") for c in described]
        for name in names:
            spool.know(name)
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                cells = zip(names, row, sorts, strict=True)
                spool.add({n: (_plain(v, s), s) for n, v, s in cells if v is not None}, spool.rows + 1)


def _called(schema: str, name: str) -> str:
    return name if schema == "public" else f"{schema}.{name}"


def _as_written(connection: psycopg.Connection[Any]) -> None:
    """Every type comes as the text that the server writes."""
    from psycopg.adapt import Loader

    class Written(Loader):
        def load(self, data: Any) -> str:
            return bytes(data).decode("utf-8", "replace")

    for kind in connection.adapters.types:
        for oid in (kind.oid, kind.array_oid):
            if oid:
                connection.adapters.register_loader(oid, Written)


def _plain(value: str, sort: Sort) -> str:
    return {"t": "true", "f": "false"}[value] if sort == "yes_no" else value


def secrets_of(target: str) -> list[str]:
    """The passwords in an address, as written and as meant."""
    place, _, options = target.partition("://")[2].partition("?")
    given = parse_qs(options)
    found = [place.rpartition("@")[0].partition(":")[2], *given.get("password", []), *given.get("sslpassword", [])]
    return sorted({form for secret in found if secret for form in (secret, unquote(secret))}, key=len, reverse=True)


def _hidden(address: Address, said: str) -> str:
    for secret in secrets_of(address.target):
        said = said.replace(secret, "***")
    return without_secrets(" ".join(said.split()))


def _no_connection(address: Address, said: str) -> RegularsError:
    said = _hidden(address, said)
    if "password" in said or "authentication" in said:
        return EnvironmentFault(
            f"{address.database} refused the user or the password ({said})",
            expected="a user who may read there; a password in the address, PGPASSWORD, ~/.pgpass or a service file",
            do="correct it",
        )
    if "invalid" in said or "missing" in said or "definition of service" in said:
        return UsageError(
            f"the address {address.database} is not one that PostgreSQL takes ({said})",
            expected="postgresql://user:password@host:port/database?table=NAME, with % for signs such as @ (%40)",
            do="correct it",
        )
    return EnvironmentFault(
        f"there is no way to {address.database} ({said})",
        expected="a server that runs and listens there",
        do="check host, port and database, and that this computer may reach them",
    )


def _while_reading(address: Address, error: psycopg.Error, rows: int) -> RegularsError:
    psycopg = _driver()
    said = _hidden(address, str(error).partition("\n")[0])
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return EnvironmentFault(f"{address.shown} may not be read by this user ({said})", do="ask for permission to SELECT")
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return EnvironmentFault(
            f"{address.shown} went away after {rows:,} rows ({said})",
            expected="a server that answers until the last row",
            do="run this again; nothing was imported",
        )
    return UsageError(
        f"the query on {address.database} can't be run: {said}", expected="one SELECT of PostgreSQL", do="correct it"
    )
