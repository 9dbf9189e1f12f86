"""A picture's data as a table and as a file: what can be seen can also be read, copied and checked."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Any
from urllib.parse import quote

from regulars.interfaces.report.figures import cell

MOST_ROWS = 400
"""Rows that stand in the page; the download has all of them."""
_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Twin:
    """A data table ready to be shown: headings, cells as text, the same rows as a download."""

    caption: str
    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    rows_in_all: int
    file_name: str
    href: str


def twin(rows: Sequence[Mapping[str, Any]], *, caption: str, file_name: str) -> Twin | None:
    """The rows of a picture or a result as a table; None where there are none."""
    if not rows:
        return None
    names = [n for n in rows[0] if any(r.get(n) is not None for r in rows)]
    shares = {n for n in names if is_share(n, [r.get(n) for r in rows])}
    return Twin(
        caption=caption,
        headings=tuple(heading(n) for n in names),
        numeric=tuple(all(_is_number(r.get(n)) for r in rows) for n in names),
        rows=tuple(tuple(cell(r.get(n), n in shares) for n in names) for r in rows[:MOST_ROWS]),
        rows_in_all=len(rows),
        file_name=file_name,
        href=download(rows),
    )


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def heading(name: str) -> str:
    """A column's name as a heading: ``retention_rate`` is Retention rate."""
    return name.strip("_").replace("_", " ").capitalize()


def is_share(name: str, values: Sequence[object]) -> bool:
    """Whether a column holds shares: named so, or the ends of an interval within 0 and 1."""
    known = [v for v in values if v is not None]
    if not all(isinstance(v, float) and 0 <= v <= 1 for v in known):
        return False
    return name.endswith(("rate", "share", "_low", "_high")) or name in ("low", "high")


def download(rows: Sequence[Mapping[str, Any]]) -> str:
    """All rows as a CSV in the link itself; nothing is fetched, nothing in it runs in a spreadsheet."""
    return "data:text/csv;charset=utf-8,%EF%BB%BF" + quote(csv_text(rows), safe=",:;/()!*' ")


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV text with a heading. Text that a spreadsheet would run gets an apostrophe before it.

    >>> csv_text([{"customer_id": "=1+1", "gap_days": -3}])
    "customer_id,gap_days\\r\\n'=1+1,-3\\r\\n"
    """
    out = StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writerow({name: _safe(name) for name in rows[0]})
    writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _plain(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return _safe(value) if isinstance(value, str) else value


def _safe(value: str) -> str:
    return "'" + value if value.startswith(_COMMANDS) else value
