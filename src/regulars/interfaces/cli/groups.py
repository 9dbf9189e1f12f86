"""Where groups are compared, a person reads a line for each; programs get every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regulars.measures.sentences import later

if TYPE_CHECKING:
    from regulars.measures.result import Result

Row = dict[str, Any]
MOST_ROWS = 60
NOT_ENOUGH = "not enough"
_ELSEWHERE = "Every row: --format csv or --format json."


def a_line_each(result: Result) -> tuple[str, list[Row]] | None:
    """What the lines say, and one for each group; None where the whole table is short, or not by group.

    Of cohorts: all of a group's together, at the first age after 0. Of what is told by period: the
    last complete one, where the table is longer than a screen or two.
    """
    if not result.settings.get("by"):
        return None
    rows = result.table.to_pylist()
    if "may_predate_log" in result.table.column_names:
        return _of_cohorts(rows, result.settings)
    if "complete" in result.table.column_names and len(rows) > MOST_ROWS:
        return _of_the_last_period(rows)
    return None


def _of_cohorts(rows: Sequence[Row], settings: Mapping[str, Any]) -> tuple[str, list[Row]] | None:
    average = [r for r in rows if r["starts"] is None and r["age"] > 0]
    if not average:
        return None
    first = min(r["age"] for r in average)
    found = [r for r in average if r["age"] == first]
    open_ended = settings["returned"] == "on_or_after"
    to_age = found[0]["age"] if open_ended else found[0]["to_age"]
    when = later(settings["period"], first, to_age, age_days=settings["age_days"], open_ended=open_ended)
    kept = ("group", "customers", "eligible", "returned", "share", "low", "high", "enough")
    said = f"All cohorts of each {_name(settings)} together: how many of those who could be seen so long bought again {when}."
    return f"{said} {_ELSEWHERE}", [_told({k: r[k] for k in kept}, "share") for r in found]


def _of_the_last_period(rows: Sequence[Row]) -> tuple[str, list[Row]] | None:
    last = max((r["starts"] for r in rows if r["complete"]), default=None)
    if last is None:
        return None
    found = [r for r in rows if r["starts"] == last]
    rate = next((name for name in found[0] if name.endswith("rate")), "")
    said = f"The last complete period, {last} to {found[0]['ends']}, of each group. {_ELSEWHERE}"
    left_out = ("starts", "ends", "complete")
    return said, [_told({k: v for k, v in r.items() if k not in left_out}, rate) for r in found]


def _told(row: Row, rate: str) -> Row:
    """A row in which a share that rests on too few says so."""
    return {**row, rate: NOT_ENOUGH} if rate and not row.get("enough", True) else row


def _name(settings: Mapping[str, Any]) -> str:
    return str(settings["by"]).replace("_", " ")
