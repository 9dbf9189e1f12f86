"""Which table is meant, and what to say when there is none."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from regulars.errors import NotATable
from regulars.readers.databases.addresses import Address

_LISTED = 20


def quoted(*parts: str) -> str:
    """A table's name, with its schema's, as SQL takes it."""
    return ".".join('"' + p.replace('"', '""') + '"' for p in parts)


def chosen(address: Address, tables: Mapping[str, str]) -> str:
    """The SQL of the address's rows. ``tables``: what people call each table, and its quoted name."""
    if address.query:
        return address.query
    folded = {name.casefold(): name for name in reversed(list(tables))}
    name = address.table if address.table in tables else folded.get(address.table.casefold(), "")
    if not name:
        raise no_table(address, list(tables))
    return f"SELECT * FROM {tables[name]}"


def no_table(address: Address, names: list[str]) -> NotATable:
    """There is no such table: those there are, the closest first."""
    close = get_close_matches(address.table, names, 3, 0.6)
    listed = ", ".join([*close, *(n for n in names if n not in close)][:_LISTED])
    more = f" and {len(names) - _LISTED:,} more" if len(names) > _LISTED else ""
    return NotATable(
        f"{address.database} has no table {address.table!r}" + (f"; did you mean {close[0]}" if close else ""),
        expected=f"one of {listed}{more}" if names else "a database that holds a table",
        do="correct the name after ?table=",
    )


def no_rows(address: Address) -> NotATable:
    return NotATable(f"{address.shown} has no rows", expected="a row for each order or line", do="check the table or the query")
