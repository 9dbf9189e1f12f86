"""A measure's result as text: the sentence, the table, and what the numbers rest on."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from regulars.errors import UsageError
from regulars.interfaces.cli.groups import a_line_each
from regulars.interfaces.cli.tables import aligned, as_csv
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
    groups = a_line_each(result)
    shown = [*_wrapped(groups[0]), "", aligned(groups[1])] if groups else [aligned(rows)]
    return "\n".join([*_wrapped(result.reading), "", *shown, "", *footer(result)])


def footer(result: Result) -> list[str]:
    """Definition, time zone, as-of day, n and exclusions: no number leaves without them."""
    level = result.settings.get("level")
    interval = f"{result.definition.interval}, {level:.0%}".replace("%", " %") if level else result.definition.interval
    return [
        *_signs(result),
        *_wrapped(f"{result.definition.id}: {result.definition.sentence}."),
        *_wrapped(f"Interval: {interval}. Undefined {result.definition.undefined}."),
        f"{counted(result.n, result.n_of)}, as of {result.as_of}, {result.time_zone}.",
        *(f"Left out: {e.what}: {e.n:,}." for e in result.exclusions if e.n),
    ]


def _signs(result: Result) -> list[str]:
    """What a dash and a “no” in the table mean, where there are such."""
    there = result.table.column_names
    few = "enough" in there and not all(result.table.column("enough").to_pylist())
    part = "complete" in there and not all(result.table.column("complete").to_pylist())
    least = result.settings.get("minimum_n")
    dash = f"–: not yet to be seen, or not enough: fewer than {least} {result.n_of}s." if least else "–: not enough to say."
    whole = "complete: no where the log does not hold the whole period, or the whole one that it is compared with."
    return [*([dash] if few else []), *([whole] if part else [])]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 96, subsequent_indent="  ")
