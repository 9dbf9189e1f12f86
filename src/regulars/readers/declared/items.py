"""SQL of the facts that the good rows of one form hold, in the contract's own columns.

A row is one fact, or one for each step that has a time, or one for each question that was answered.
"""

from __future__ import annotations

from collections.abc import Iterator

from regulars.facts.kinds_columns import MONEY, NUMBER, TIME, Column
from regulars.readers.declared.cells import Cells
from regulars.readers.declared.staging import dated, kept
from regulars.readers.declared.ways import Question, Ways
from regulars.readers.rows.expressions import literal
from regulars.readers.rows.making import SQL_TYPES
from regulars.readers.rows.money_columns import converted, minor, scale
from regulars.readers.rows.purchases import WRITTEN_AT

# A time without its hour: a day in the middle, a beginning at its first moment, an end at its last.
_HOURS = {"valid_from": "INTERVAL 0 SECOND", "valid_to": "INTERVAL 86399 SECOND", "ends": "INTERVAL 86399 SECOND"}
# Which step an amount or an order belongs to, where a row holds several.
_OF_STEP = {("complaints", "amount"): "compensated", ("incentives", "order"): "redeemed"}
# What makes an id where a file has none: the same for all facts that belong together, and no other.
_MADE_FROM = {
    "contacts": ("customer", "campaign", "channel", "purpose"),
    "commitments": ("customer", "form"),
    "incentives": ("customer", "form", "value", "valid_from", "valid_to", "place", "product"),
}
NOBODY_SAID = "TIMESTAMP '1970-01-01'"


def told(cells: Cells, ways: Ways, *, zoned: bool) -> str:
    """SELECT of the parsed rows with the instant, precision and written form of each time."""
    pieces, joins = [], []
    for field in cells.times:
        instant, join = _instant(field, zoned=zoned)
        pieces += [f"{instant} AS at_{field}", f"{dated(field, WRITTEN_AT)} AS written_{field}"]
        joins += [join] if zoned else []
    made = [f"{_made_id(cells, ways)} AS f_made"] if cells.own_id and not cells.has(cells.own_id) else []
    listed = ", ".join(["h.*", *pieces, *made])
    return f"SELECT {listed} FROM {cells.heard} AS h {' '.join(joins)}"


def _instant(field: str, *, zoned: bool) -> tuple[str, str]:
    hours = _HOURS.get(field, "INTERVAL 12 HOUR")
    wall = f"(CASE WHEN dayonly_{field} THEN date_trunc('day', local_{field}) + {hours} ELSE local_{field} END)"
    if not zoned:
        return f"coalesce(utc_{field}, {wall})", ""
    name = f"z_{field}"
    ahead = f"CASE WHEN {wall} < {name}.turns_at THEN {name}.offset_before ELSE {name}.offset_after END"
    join = f"LEFT JOIN declared_hours AS {name} ON {name}.local_day = CAST(local_{field} AS DATE)"
    return f"coalesce(utc_{field}, {wall} - to_seconds({ahead}))", join


def _made_id(cells: Cells, ways: Ways) -> str:
    """An id for things of a file that names none, the same however often and in whatever order it is read."""
    fields = _MADE_FROM.get(cells.kind.name)
    if fields and all(cells.has(f) for f in fields[:2]):
        return f"concat('made-', left(md5({_joined([_text(cells, f) for f in fields if cells.has(f)])}), 16))"
    content = _joined([_as_text(cells, name) for name in kept(cells, ways) if not name.startswith(("utc_", "dayonly_"))])
    if cells.kind.name != "answers" or not cells.has("customer"):
        key = ordered = content
    else:
        survey = _text(cells, "survey")
        key = f"CASE WHEN f_customer IS NULL THEN {content} ELSE {_joined(['f_customer', _written('occurred'), survey])} END"
        ordered = content
    if cells.kind.name == "answers" and not cells.is_wide:
        return f"concat('made-', left(md5({key}), 16))"
    ordinal = f"row_number() OVER (PARTITION BY problem, {key} ORDER BY {ordered})"
    return f"concat('made-', left(md5({_joined([key, f'CAST({ordinal} AS VARCHAR)'])}), 16))"


def _written(field: str) -> str:
    return f"({dated(field, WRITTEN_AT)})"


def _text(cells: Cells, field: str) -> str:
    return _written(field) if field in cells.times else f"CAST(f_{field} AS VARCHAR)"


def _as_text(cells: Cells, name: str) -> str:
    field = name.removeprefix("local_")
    return _written(field) if name.startswith("local_") and field in cells.times else f"CAST({name} AS VARCHAR)"


def _joined(parts: list[str]) -> str:
    return "concat(" + ", chr(31), ".join(f"coalesce({p}, '')" for p in parts) + ")"


def facts(cells: Cells, ways: Ways, table: str) -> Iterator[str]:
    """SELECTs over the table that ``told`` made: the contract's own columns, and ``written``."""
    if cells.is_wide:
        for i, question in enumerate(ways.questions):
            yield _select(cells, ways, table, _answer(question, i), f"f_q{i} IS NOT NULL")
    elif cells.steps:
        for step in cells.steps:
            yield _select(cells, ways, table, {"event": literal(step)}, f"at_{step} IS NOT NULL", step)
    elif cells.kind.name == "answers":
        said = " OR ".join(f"f_{f} IS NOT NULL" for f in ("score", "choice", "text") if f"f_{f}" in kept(cells, ways))
        yield _select(
            cells, ways, table, {"question": "f_named", "scale_min": "f_low", "scale_max": "f_high"}, f"({said or 'true'})"
        )
    else:
        yield _select(cells, ways, table, {}, "true")


def _answer(question: Question, i: int) -> dict[str, str]:
    told_so = {"question": literal(question.name), question.type: f"f_q{i}"}
    if question.type == "score":
        low = question.scale.low if question.scale else None
        told_so |= {"scale_min": "NULL" if low is None else str(low), "scale_max": f"high_q{i}"}
    return told_so


def _select(cells: Cells, ways: Ways, table: str, known: dict[str, str], condition: str, step: str = "occurred") -> str:
    own = [c for c in cells.kind.columns if c.name not in _HEAD]
    dayless = f"at_{step}" not in {f"at_{t}" for t in cells.times}
    at = NOBODY_SAID if dayless else f"at_{step}"
    head = {
        **(
            {"customer_id": "f_customer" if cells.has("customer") else "CAST(NULL AS VARCHAR)"}
            if cells.kind.has_customer
            else {}
        ),
        "occurred_at": at,
        "occurred_precision": "'day'" if dayless else f"CASE WHEN dayonly_{step} THEN 'day' ELSE 'second' END",
        "written": "'0d'" if dayless else f"written_{step}",
    }
    columns = [f"{sql} AS {name}" for name, sql in head.items()]
    columns += [f"CAST({_value(cells, ways, c, known, step, at)} AS {SQL_TYPES[str(c.type)]}) AS {c.name}" for c in own]
    return f"SELECT {', '.join(columns)} FROM {table} WHERE problem = 0 AND {condition}"


_HEAD = ("fact_id", "customer_id", "occurred_at", "occurred_precision", "recorded_at", "source", "import_id")


def _value(cells: Cells, ways: Ways, column: Column, known: dict[str, str], step: str, at: str) -> str:
    field = next((f for f, c in cells.columns_of_fields.items() if c is column), column.name)
    if field in known or column.name in known:
        return known.get(field, known.get(column.name, ""))
    if column.name == "starts_at":
        return at
    if field == cells.own_id and not cells.has(field):
        return "f_made"
    if column.name == "currency":
        return _currency(cells, ways, step)
    if not cells.has(field) and f"f_{field}" not in kept(cells, ways):
        return "NULL"
    only = _OF_STEP.get((cells.kind.name, field))
    if only and cells.steps and step != only:
        return "NULL"
    if field == "direction" and cells.constant(field) and "event" in cells.words:
        return "CASE WHEN f_event = 'received' THEN 'inbound' ELSE f_direction END"
    return _typed(cells, ways, column, field)


def _typed(cells: Cells, ways: Ways, column: Column, field: str) -> str:
    if column.type == TIME:
        return f"at_{field}"
    if column.type == MONEY:
        return _minor(ways, field)
    return f"CAST(f_{field} AS DOUBLE)" if column.type == NUMBER else f"f_{field}"


def _written_currency(ways: Ways) -> str:
    return f"coalesce(f_currency, {literal(ways.home_currency)})"


def _minor(ways: Ways, field: str) -> str:
    """Whole minor units, rounded once, half to even; in the shop's own currency where rates are given."""
    whole = minor(f"f_{field}", _written_currency(ways))
    if not ways.rates:
        return whole
    rate = scale(_written_currency(ways), ways.rates, ways.home_currency)
    return converted(f"({whole})", f"({rate})")


def _currency(cells: Cells, ways: Ways, step: str) -> str:
    """The currency of the amount; none where there is no amount."""
    field = next(iter(cells.money), None)
    only = _OF_STEP.get((cells.kind.name, field or ""))
    if field is None or (only and cells.steps and step != only):
        return "NULL"
    code = _written_currency(ways)
    known = (
        f"WHEN f_currency IN ({', '.join(literal(c) for c in ways.rates)}) THEN {literal(ways.home_currency)}"
        if ways.rates
        else ""
    )
    return f"CASE WHEN f_{field} IS NULL THEN NULL {known} ELSE {code} END"
