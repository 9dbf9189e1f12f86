"""Who is due: customers by id, never by name, with the whole count beside the few that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regulars.interfaces.report.chapter import Chapter, file_name, meaning
from regulars.interfaces.report.figures import cell, count, day
from regulars.interfaces.report.markup import rendered
from regulars.interfaces.report.twin import twin
from regulars.measures.result import Result

MOST_SHOWN = 12
_REMARK = (
    "Each is judged by her own rhythm, not by an average. Half of anybody’s gaps are longer than her usual one, "
    "so a date just past is common, and no alarm by itself."
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of customers: what it is called, the first of them, and how many there are."""

    title: str
    caption: str
    rows: tuple[tuple[str, ...], ...]


def due_chapter(due: Result) -> Chapter:
    """The nearest to their date, then those just past it; all that were listed are in the download."""
    rows = [{k: v for k, v in r.items() if k != "group"} for r in due.table.to_pylist()]
    lists = [_listed(due, rows, "due", "Due"), _listed(due, rows, "overdue", "Just past their date")]
    return Chapter(
        id="due",
        title="Who is due this week",
        reading=due.reading,
        remarks=(_REMARK,) if rows else (),
        figure=rendered("due.html.j2", lists=[one for one in lists if one.rows]) if due.n else None,
        twin=twin(rows, caption="Customers due and overdue", file_name=file_name(due)),
        meanings=(meaning(due),),
    )


def _listed(due: Result, rows: list[dict[str, object]], status: str, title: str) -> Listed:
    shown = [r for r in rows if r["status"] == status][:MOST_SHOWN]
    whole = due.counts[status]
    caption = f"{len(shown)} of {count(whole)}, nearest to their date first, each as the files name them." if shown else ""
    names = ("due_on", "last_day", "usual_gap_days", "gaps")
    return Listed(title, caption, tuple((cell(r["customer_id"]), *(_written(r[name]) for name in names)) for r in shown))


def _written(value: object) -> str:
    return day(value) if isinstance(value, date) else cell(value)
