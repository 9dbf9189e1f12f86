"""Rows as text: aligned for a terminal, or as CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from regulars.words import Money

_SHARES = ("rate", "share", "low", "high")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = Mapping[str, Any]


def aligned(rows: Sequence[Row]) -> str:
    """A table with a heading; numbers to the right; a share with its interval; what is not known is a dash."""
    if not rows:
        return "(no rows)"
    shown = [_shown(row) for row in _without_empty(rows)]
    names = list(shown[0])
    widths = {n: max(len(_heading(n)), *(len(r[n]) for r in shown)) for n in names}
    right = {n for n in names if all(_is_number(row.get(n, row.get(f"{n}_minor"))) for row in rows)}
    lines = [_line({n: _heading(n) for n in names}, widths, right)]
    lines.append("  ".join("─" * widths[n] for n in names))
    return "\n".join([*lines, *(_line(r, widths, right) for r in shown)])


def _line(cells: Mapping[str, str], widths: Mapping[str, int], right: set[str]) -> str:
    return "  ".join(c.rjust(widths[n]) if n in right else c.ljust(widths[n]) for n, c in cells.items()).rstrip()


def _without_empty(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Without a group where nobody asked for groups, and without columns that only say `enough`."""
    grouped = any(row.get("group") is not None for row in rows)
    left_out = {"enough", *(() if grouped else ("group",))}
    kept = [{k: v for k, v in row.items() if k not in left_out} for row in rows]
    return [{k: ("everybody" if k == "group" and v is None else v) for k, v in row.items()} for row in kept]


def _shown(row: Row) -> dict[str, str]:
    """A row's cells as text: a share and the interval behind it become one, and minor units coins."""
    names = list(row)
    cells: dict[str, str] = {}
    for at, name in enumerate(names):
        if _is_bound(names, at):
            continue
        interval = (row[names[at + 1]], row[names[at + 2]]) if _is_bound(names, at + 1) else None
        coins = _coins(name, row)
        cells[name.removesuffix("_minor") if coins else name] = coins or _cell(name, row[name], interval)
    return cells


def _is_bound(names: Sequence[str], at: int) -> bool:
    """Whether a column is the lower or upper bound of the one before: ``low, high``, or ``net_low, net_high``."""
    return any(
        start > 0 and names[start].endswith("low") and names[start + 1 : start + 2] == [names[start][:-3] + "high"]
        for start in (at, at - 1)
        if start < len(names)
    )


def _coins(name: str, row: Row) -> str | None:
    """An amount in coins, where a row says of which currency its minor units are."""
    if not (name.endswith("_minor") and row.get("currency") and isinstance(row[name], int)):
        return None
    return f"{Money(row[name], row['currency']).amount:,}"


def _cell(name: str, value: Any, interval: tuple[Any, Any] | None = None) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        share = name.endswith(_SHARES)
        text = f"{value:.1%}".replace("%", " %") if share else f"{value:,.1f}"
        if interval and None not in interval:
            low, high = interval
            text += f" ({100 * low:.1f}–{100 * high:.1f})" if share else f" ({low:,.1f}–{high:,.1f})"
        return text
    if isinstance(value, int):
        return f"{value:,}"
    return _printable(value.isoformat() if isinstance(value, date) else str(value))


def _printable(text: str) -> str:
    """Without control characters: an id could otherwise move the cursor, or worse."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _heading(name: str) -> str:
    return name.replace("_", " ")


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def as_csv(rows: Iterable[Row], names: Sequence[str]) -> str:
    """CSV with plain numbers; text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> as_csv([{"customer_id": "=1+1", "days": -3}], ["customer_id", "days"])
    "customer_id,days\\n'=1+1,-3\\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_harmless(row.get(n)) for n in names] for row in rows)
    return out.getvalue()


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value.isoformat() if isinstance(value, date) else value
