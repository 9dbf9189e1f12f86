"""A measure's result as text: the sentence, the table, and what the numbers rest on."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regulars.errors import UsageError
from regulars.interfaces.cli.groups import a_line_each
from regulars.interfaces.cli.tables import aligned, as_csv
from regulars.interfaces.cli.triangle import cohort_lines
from regulars.words import counted

if TYPE_CHECKING:
    from regulars.measures.result import Result

FORMATS = ("table", "json", "csv")


def check_format(chosen: str | None) -> str:
    """table, json or csv; before any work is done."""
    if chosen is None:
        return "table"
    if chosen not in FORMATS:
        raise UsageError(f"--format is {chosen!r}", expected="one of " + ", ".join(FORMATS), do="correct it")
    return chosen


def as_text(result: Result, chosen: str) -> str:
    """The result in one of the formats, without the last line break."""
    if chosen == "json":
        return json.dumps(result.to_json(), ensure_ascii=False, indent=2)
    rows = result.table.to_pylist()
    if chosen == "csv":
        return as_csv(rows, result.table.column_names).rstrip("\n")
    fewer = a_line_each(result) or cohort_lines(result)
    shown = [*_wrapped(fewer[0]), "", aligned(fewer[1])] if fewer else [aligned(rows)]
    return "\n".join([*_wrapped(result.reading), "", *shown, "", *footer(result, fewer[1] if fewer else rows)])


def footer(result: Result, rows: Sequence[Mapping[str, Any]] | None = None) -> list[str]:
    """Definition, time zone, as-of day, n and exclusions: no number leaves without them. ``rows``: those shown, if not all."""
    level = result.settings.get("level")
    interval = f"{result.definition.interval}, {level:.0%}".replace("%", " %") if level else result.definition.interval
    return [
        *_signs(result, result.table.to_pylist() if rows is None else rows),
        *_wrapped(f"{result.definition.id}: {result.definition.sentence}."),
        *_wrapped(f"Interval: {interval}. Undefined {result.definition.undefined}."),
        f"{counted(result.n, result.n_of)}, as of {result.as_of}, {result.time_zone}.",
        *(f"Left out: {e.what}: {e.n:,}{f' ({e.why})' if e.why else ''}." for e in result.exclusions if e.n),
    ]


def _signs(result: Result, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What a dash and a “no” in the rows shown mean, where there are such."""
    few = any(not row.get("enough", True) or "–" in row.values() for row in rows)
    part = any(row.get("complete") is False for row in rows)
    least = result.settings.get("minimum_n")
    dash = f"–: not yet to be seen, or not enough: fewer than {least} {result.n_of}s." if least else "–: not enough to say."
    whole = "complete: no where the log does not hold the whole period, or the whole one that it is compared with."
    return [*([dash] if few else []), *([whole] if part else [])]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 96, subsequent_indent="  ")
