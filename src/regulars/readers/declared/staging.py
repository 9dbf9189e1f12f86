"""One pass over a file of a declared kind: every row parsed, and the first thing that is wrong with it marked.

Layers as for orders (raw, fast, odd, apart, parsed, judged), made from the declaration: ``x_…`` is a
cell as the file has it, ``f_…`` what it says, and a time has ``local_…``, ``utc_…`` and ``dayonly_…``.
"""

from __future__ import annotations

import re

from regulars.facts.mapping import SourceColumn
from regulars.facts.vocabulary import FALSE_WORDS, TRUE_WORDS, spellings
from regulars.readers.declared import judging
from regulars.readers.declared.cells import Cells
from regulars.readers.declared.masking import masked
from regulars.readers.declared.questions import only_answer
from regulars.readers.declared.scores import bound, highest, score
from regulars.readers.declared.ways import Ways
from regulars.readers.rows import dates, numbers
from regulars.readers.rows.customers import customer
from regulars.readers.rows.expressions import filled, literal, literals, text_of
from regulars.readers.rows.staging import LOCATION

_DATE_NAMES = re.compile(r"\b(x_occurred|fast_at|odd_date|odd_offset|odd_clock|occurred_local|occurred_utc|day_only)\b")
_SHORT = {"occurred_local": "local", "occurred_utc": "utc", "day_only": "dayonly"}
_TRUE, _FALSE = literals(TRUE_WORDS), literals(FALSE_WORDS)


def judged(cells: Cells, ways: Ways, located: str | None = None) -> str:
    """SELECT of every row with ``problem``: 0, or the number of the first of ``judging.problems`` that holds.

    ``located``: a FROM clause with the columns of LOCATION, which are passed on with the raw cells.
    """
    more = ", ".join(LOCATION) + ", " if located else ""
    asked = f"LEFT JOIN asked_{cells.number} AS a ON a.written = x_question" if _joins(cells) else ""
    return f"""
    WITH raw AS (SELECT {more}{_named(_raw(cells))} FROM {located or cells.scan.relation}),
    fast AS (SELECT *, {_named(_fast(cells, ways))} FROM raw),
    odd AS (SELECT *, {_named(_odd(cells, ways))} FROM fast),
    apart AS (SELECT *, {_named(_apart(cells))} FROM odd),
    parsed AS (SELECT *, {_named(parsed(cells, ways))} FROM apart {asked})
    SELECT *, CAST({judging.code(cells, ways)} AS USMALLINT) AS problem FROM parsed
    """


def kept(cells: Cells, ways: Ways) -> list[str]:
    """The parsed columns that facts are made of."""
    times = [f"{part}_{f}" for f in cells.times for part in _SHORT.values()]
    return [*times, *parsed(cells, ways, times=False)]


def _joins(cells: Cells) -> bool:
    return cells.kind.name == "answers" and not cells.is_wide


def _named(pieces: dict[str, str]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in pieces.items()) or "0 AS nothing"


def dated(field: str, sql: str) -> str:
    """SQL about the one column of dates that orders have, as SQL about this one."""

    def renamed(found: re.Match[str]) -> str:
        name = found[1]
        return f"x_{field}" if name == "x_occurred" else f"{_SHORT.get(name, name)}_{field}"

    return _DATE_NAMES.sub(renamed, sql)


def _raw(cells: Cells) -> dict[str, str]:
    pieces = {f"x_{f}": _raw_cell(cells, f) for f in cells.columns_of_fields if cells.has(f)}
    pieces |= {f"x_{s}": _raw_cell(cells, s) for s in cells.steps}
    if "scale" in cells.mapping.columns:
        pieces["x_scale"] = text_of(cells.column("scale"))
    columns = {c.name: c for c in cells.scan.columns}
    return pieces | {f"x_q{i}": text_of(columns[header]) for i, header in enumerate(cells.mapping.questions)}


def _raw_cell(cells: Cells, field: str) -> str:
    constant = cells.constant(field)
    if constant is not None:
        return f"CAST({literal(constant)} AS VARCHAR)"
    column = cells.column(field)
    if field in cells.times:
        time = cells.column("time") if field == "occurred" and "time" in cells.mapping.columns else None
        return dates.raw_date(column, time)
    return numbers.raw_number(column) if field in cells.numbers else text_of(column)


def _source(cells: Cells, field: str) -> SourceColumn:
    return SourceColumn(field) if cells.constant(field) is not None else cells.column(field)


def _fast(cells: Cells, ways: Ways) -> dict[str, str]:
    pieces = {f"fast_at_{f}": dated(f, dates.fast_date(ways.dates[f])) for f in cells.times}
    return pieces | {f"fast_{f}": numbers.fast_number(f, _source(cells, f), ways.numbers) for f in cells.numbers}


def _odd(cells: Cells, ways: Ways) -> dict[str, str]:
    pieces = {f"odd_date_{f}": dated(f, dates.odd_date(ways.dates[f])) for f in cells.times}
    return pieces | {f"odd_{f}": numbers.odd_number(f, _source(cells, f)) for f in cells.numbers}


def _apart(cells: Cells) -> dict[str, str]:
    return {dated(f, name): dated(f, sql) for f in cells.times for name, sql in dates.apart().items()}


def parsed(cells: Cells, ways: Ways, *, times: bool = True) -> dict[str, str]:
    """What every cell says, by the name of its column in the last layer."""
    pieces: dict[str, str] = {}
    if times:
        pieces |= {dated(f, name): dated(f, sql) for f in cells.times for name, sql in dates.times(ways.dates[f]).items()}
    key = literal(ways.pseudonym_key)
    pieces |= {f"f_{f}": customer(f"x_{f}", key, personal=cells.is_person(f)) for f in cells.people}
    pieces |= {f"f_{f}": numbers.exact(f, ways.numbers) for f in cells.numbers}
    pieces |= {f"f_{f}": _truth(f"x_{f}") for f in cells.truths}
    pieces |= {f"f_{f}": _word(cells, f) for f in cells.words}
    pieces |= {f"f_{f}": masked(filled(f"x_{f}")) for f in cells.free}
    pieces |= {f"f_{f}": filled(f"x_{f}") for f in cells.plain}
    if cells.money:
        pieces["f_currency"] = _currency(cells, ways)
    return pieces | (_answers_wide(cells, ways) if cells.is_wide else _answers_long(cells))


def _truth(text: str) -> str:
    return f"CASE WHEN lower({text}) IN ({_TRUE}) THEN true WHEN lower({text}) IN ({_FALSE}) THEN false END"


def _word(cells: Cells, field: str) -> str:
    """The contract's word; any other too, where the list is open."""
    column = cells.columns_of_fields[field]
    known = spellings(cells.kind.name, column)
    plain = f"regexp_replace(strip_accents(lower(x_{field})), '[^\\p{{L}}\\p{{N}}]', '', 'g')"
    found = f"list_extract([{literals(tuple(known.values()))}], list_position([{literals(tuple(known))}], {plain}))"
    other = f"coalesce({found}, {masked(filled(f'x_{field}'))})" if column.more_values else found
    # Most files use few words, and most of those are ours: a glance spares them the tidying.
    return f"CASE WHEN x_{field} IN ({literals(column.values)}) THEN x_{field} ELSE {other} END"


def _currency(cells: Cells, ways: Ways) -> str:
    in_cells = numbers.cell_currency(cells.money, ways.home_currency)
    if not cells.has("currency"):
        return in_cells
    signs = numbers.currency_code("x_currency", ways.home_currency)
    code = "CASE WHEN regexp_full_match(upper(x_currency), '[A-Z]{3}') THEN upper(x_currency)"
    return f"{code} WHEN {filled('x_currency')} IS NULL THEN {in_cells} ELSE {signs} END"


def _answers_wide(cells: Cells, ways: Ways) -> dict[str, str]:
    pieces = {}
    for i, question in enumerate(ways.questions):
        cell = f"x_q{i}"
        if question.type == "score":
            pieces[f"f_q{i}"] = score(cell)
            top = "CAST(NULL AS DOUBLE)" if question.scale is None else f"CAST({question.scale.high} AS DOUBLE)"
            pieces[f"high_q{i}"] = f"coalesce({top}, {highest(cell)})"
        else:
            pieces[f"f_q{i}"] = masked(filled(cell))
    return pieces


def _answers_long(cells: Cells) -> dict[str, str]:
    if cells.kind.name != "answers":
        return {}
    pieces = {
        "f_named": "a.named",
        "f_low": _bound(cells, "scale_min", 1, "a.low"),
        "f_high": _bound(cells, "scale_max", 2, "a.high"),
    }
    answer = only_answer(cells)
    if answer:
        cell = f"x_{answer}"
        pieces["f_score"] = f"CASE WHEN a.answer_type = 'score' THEN {score(cell)} END"
        for kind in ("choice", "text"):
            pieces[f"f_{kind}"] = f"CASE WHEN a.answer_type = '{kind}' THEN {masked(filled(cell))} END"
    elif cells.has("score"):
        pieces["f_score"] = score("x_score")
    return pieces


def _bound(cells: Cells, field: str, which: int, by_question: str) -> str:
    """A bound of the scale: the row's own, else the question's, else the top that the cell itself shows."""
    tried = [f"CAST({numbers_of(field)} AS DOUBLE)"] if cells.has(field) else []
    tried += [bound("x_scale", which)] if "scale" in cells.mapping.columns else []
    cell = only_answer(cells) or ("score" if "score" in cells.mapping.columns else "")
    return f"coalesce({', '.join([*tried, by_question, *([highest(f'x_{cell}')] if which == 2 and cell else [])])})"


def numbers_of(field: str) -> str:
    """A field of numbers within the layer that parses it: what a plain cast read."""
    return f"fast_{field}"
