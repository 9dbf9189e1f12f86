"""How a source would be read, or what a workspace holds, as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from regulars.interfaces.cli.intakes import intake_lines
from regulars.interfaces.cli.tables import aligned

if TYPE_CHECKING:
    from regulars.facts.inspection import ColumnSeen, FormSeen, Inspection
    from regulars.wiring.shop import Workspace

_A_ROW_IS = {
    "purchases": "a row is an order",
    "purchase_lines": "a row is a line of an order",
    "refunds": "a row is a refund",
    "attributes": "a row says what is known of a customer",
    "answers": "a row is an answer to a question",
    "contacts": "a row is something that happened to a message",
    "permissions": "a row is a permission given or taken back",
    "complaints": "a row is a step of a complaint",
    "advocacy": "a row is a time that a customer spoke for us",
    "incentives": "a row is something that happened to an incentive",
    "commitments": "a row is a step of a contract",
    "conditions": "a row is a condition of the shop or the market",
    "assignments": "a row is a customer's arm in an experiment",
    "identities": "a row says that two ids are one customer",
}
_OF_ORDERS = ("purchases", "purchase_lines", "refunds", "attributes")
_OTHERWISE = "purchases (or another kind)"
_SUMS = ("amount", "total")
_MOST_FILES, _MOST_COLUMNS = 5, 60


def inspection_text(found: Inspection) -> str:
    """What each column was taken for, how dates and numbers are read, the sum, and the first bad rows."""
    sections = [
        *(_form(f) for f in found.forms),
        intake_lines(found.intake) if found.intake else [],
        _listed("Passed by, because it can't be read:", found.skipped),
        _listed("Of the files:", found.notes),
        _bad_rows(found),
        [line for form in found.forms for line in _guesses(form)],
        [f"This can't be used as it is. {found.problem}" if found.problem else "Nothing was imported."],
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines)


def _form(form: FormSeen) -> list[str]:
    rows = [
        {
            "column": c.column,
            "taken for": c.field,
            "how sure": f"{c.certainty}, but empty" if c.is_empty else c.certainty,
            "for example": "(not shown)" if c.personal else c.example[:40] or None,
        }
        for c in form.columns
    ]
    known = f", known as {form.form}" if form.form not in ("plain", "given") else ""
    return [
        _files(form.files),
        f"{_a_row_is(form)}{known}".capitalize() + ".",
        *([f"That is a guess. If it is wrong, say --map kind={_OTHERWISE}."] if form.how_sure == "guessed" else []),
        "",
        *_indented(aligned(rows).splitlines()),
        *_facts_of(form),
    ]


def _a_row_is(form: FormSeen) -> str:
    """One fact, or several, where questions or steps have columns of their own."""
    if form.questions:
        return f"{form.kind}: a row is a filled-in form, a column a question"
    steps = form.kind != "attributes" and not any(c.field == "occurred" for c in form.columns) and _has_steps(form.kind)
    said = f"a row is one of these {form.kind}, with a time for each step" if steps else _A_ROW_IS[form.kind]
    return said if form.kind in _OF_ORDERS else f"{form.kind}: {said}"


def _has_steps(kind: str) -> bool:
    from regulars.facts.declared import DECLARED, steps_of

    return kind in DECLARED and bool(steps_of(DECLARED[kind]))


def _facts_of(form: FormSeen) -> list[str]:
    told = {
        "Kept as attributes": ", ".join(form.attributes),
        "Questions": "; ".join(form.questions),
        "For every row": ", ".join(form.constants),
        "Not used": _names(form.ignored),
        "Turned into a pseudonym, and never stored as it is": ", ".join(form.pseudonyms),
        "Never read, because personal": _names(form.personal),
        "Dates": form.dates,
        "Numbers": form.numbers,
    }
    lines = [f"{title}: {text}." for title, text in told.items() if text]
    return ["", *_indented(lines)] if lines else []


def _names(columns: Sequence[str]) -> str:
    more = f" and {len(columns) - _MOST_COLUMNS:,} more" if len(columns) > _MOST_COLUMNS else ""
    return ", ".join(columns[:_MOST_COLUMNS]) + more


def _files(files: Sequence[str]) -> str:
    more = f" and {len(files) - _MOST_FILES:,} more" if len(files) > _MOST_FILES else ""
    return ", ".join(files[:_MOST_FILES]) + more


def _bad_rows(found: Inspection) -> list[str]:
    rows: list[dict[str, Any]] = [
        {"file": b.file, "record": b.record, "line": b.line, "column": b.column, "value": b.value[:40], "reason": b.reason}
        for b in found.bad_rows
    ]
    return ["The first rows that can't be used:", "", *_indented(aligned(rows).splitlines())] if rows else []


def _guesses(form: FormSeen) -> list[str]:
    guessed = [c for c in form.columns if c.certainty == "guessed"]
    return [_once(c) if form.counts_once and c.field in _SUMS else _guess(c) for c in guessed]


def _guess(c: ColumnSeen) -> str:
    return f"Guessed: {c.column} is {c.field}. If it is not, say --map {c.field}=COLUMN."


def _once(c: ColumnSeen) -> str:
    return (
        f"Guessed: {c.column} is the whole order's, as it is alike on all lines of an order, and counts once."
        " If it is each line's, say which column names the goods: --map product=COLUMN."
    )


def _listed(title: str, items: Sequence[str]) -> list[str]:
    return [title, *_indented(items)] if items else []


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}".rstrip() for line in lines]


def workspace_text(shop: Workspace) -> str:
    """A workspace's settings and imports, and what all of them read together; of a changed order, its latest version."""
    from regulars.stores.workspace import summary

    history = shop.imports()
    rows: list[dict[str, Any]] = [
        {
            "import": m.import_id,
            "recorded (UTC)": f"{m.recorded_at:%Y-%m-%d %H:%M}",
            "source": m.source,
            "files": _files(m.intake.files),
            "new": sum(c.new for c in m.counts.values()),
            "unchanged": sum(c.unchanged for c in m.counts.values()),
            "changed": sum(c.changed for c in m.counts.values()),
            "quarantined": m.intake.rows_quarantined,
        }
        for m in history
    ]
    read = summary(history)
    read = shop.facts().intake if read and read.takings else read
    s = shop.settings
    return "\n\n".join(
        [
            f"{shop.folder.path}: a workspace. {s.currency or 'EUR'}, {s.time_zone}, weeks from {s.week_start}.",
            aligned(rows) if rows else "Nothing has been imported yet.",
            *(["\n".join(["All imports together:", *intake_lines(read)])] if read else []),
        ]
    )
