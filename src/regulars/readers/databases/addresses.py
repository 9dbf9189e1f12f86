"""Addresses of tables: ``postgresql://anna@db.example/shop?table=orders``, ``sqlite:///shop.db?query=SELECT …``.

A password goes to the driver and nowhere else: what people and files see of an address is ``shown``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlencode

from regulars.addresses import without_secrets
from regulars.errors import UsageError

_KINDS = {
    "sqlite": "sqlite",
    "duckdb": "duckdb",
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "postgresql+psycopg": "postgresql",
}
EXAMPLES = "sqlite:///shop.db?table=orders, duckdb:///shop.duckdb?table=orders or postgresql://user@host/shop?table=orders"


@dataclass(frozen=True, slots=True)
class Address:
    """Where rows are to be had. ``target``: a path, or what psycopg connects to; it may hold a password."""

    kind: str
    target: str = field(repr=False)
    table: str
    query: str
    database: str

    @property
    def shown(self) -> str:
        """The name that people know it by: never a password, never an option of the connection."""
        return f"{self.database} {self.table or 'query'}"


def is_address(source: object) -> bool:
    """Whether a source is an address, not a path."""
    return isinstance(source, str) and "://" in source


def parse(text: str) -> Address:
    """The parts of an address; UsageError where it is none that can be read."""
    scheme, _, rest = text.partition("://")
    kind = _KINDS.get(scheme.lower())
    if kind is None:
        raise UsageError(
            f"{without_secrets(text)} is an address that can't be read",
            expected=f"a file or folder on this computer, or a database: {EXAMPLES}",
            do="download it first, or export it",
        )
    if kind == "postgresql":
        _check_signs(rest)
    place, _, options = rest.partition("?")
    given, query = _options(options)
    table = given.pop("table", "")
    if bool(table) == bool(query):
        said = "both a table and a query" if table else "neither a table nor a query"
        raise UsageError(
            f"the address {_database(kind, place)} names {said}",
            expected=f"one of them, such as {EXAMPLES}",
            do="add ?table=NAME to it, or say --query 'SELECT …'",
        )
    target = _target(scheme.lower(), kind, place, given)
    return Address(kind, target, table, query.strip().rstrip(";"), _database(kind, place))


def with_query(address: str, query: str) -> str:
    """An address with a query as --query says it, whatever signs are in it."""
    return f"{address}{'&' if '?' in address else '?'}query={quote(query, safe='')}"


def _check_signs(rest: str) -> None:
    """A password with bare signs would be cut in two, and its half taken for a host: it must not come so far."""
    before_query = re.split(r"[?&]query=", rest, maxsplit=1)[0]
    who = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if who.count("@") > 1 or ("@" not in who and "@" in before_query):
        raise UsageError(
            "the user, the password or an option in the address of a PostgreSQL holds a sign that ends it too early",
            expected="letters and digits; % and two digits for signs: %40 for @, %2F for /, %3A for :, %3F for ?, %23 for #",
            do="write the sign so, or leave the password out and set PGPASSWORD",
        )


def _options(text: str) -> tuple[dict[str, str], str]:
    """What stands after the question mark; ``query=`` takes all that follows, so that it can be written as it is."""
    before, mark, query = ("", "query=", text[6:]) if text.startswith("query=") else text.partition("&query=")
    given = dict(parse_qsl(before, keep_blank_values=True))
    return given, unquote(query) if mark else ""


def _target(scheme: str, kind: str, place: str, given: dict[str, str]) -> str:
    if kind != "postgresql":
        if given:
            raise UsageError(
                f"an address of {kind} has the option {', '.join(given)}",
                expected="table=NAME or query=SELECT …, and no other",
                do="take it out",
            )
        return unquote(place.removeprefix("/") if place.startswith("/") else place)
    return f"postgresql://{place}" + (f"?{urlencode(given)}" if given else "")


def _database(kind: str, place: str) -> str:
    if kind != "postgresql":
        return f"{kind}://{place}"
    who, at, where = place.rpartition("@")
    user, colon, _ = who.partition(":")
    return f"postgresql://{user}{':***' if colon else ''}{at}{where}"
