"""Staged rows, packed, equal ones counted once, and seen whole through a view.

What is nearly always the same (the problem, whether a time had an offset or a date no time, whether a
status or movement is no known word, the currency sign in a cell) stands together in one number, ``marks``.
"""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from regulars.readers.rows.doubts import unknown
from regulars.readers.rows.expressions import literals
from regulars.readers.rows.fields import Form
from regulars.readers.rows.numbers import CODES
from regulars.readers.rows.repeats import count_repeats
from regulars.readers.rows.staging import Ways, judged, present

_PROBLEM_BITS, _ZONED, _DAY_ONLY, _CURRENCY = 15, 16, 32, 256
_UNKNOWN = {"status": 64, "movement": 128}
_TIMES = ("occurred_local", "occurred_utc", "day_only")


def stage(connection: duckdb.DuckDBPyConnection, form: Form, ways: Ways) -> None:
    """Read a form once: the table of its distinct rows, and the view ``form.table`` that shows them."""
    connection.execute(f"CREATE OR REPLACE TABLE {form.packed} AS {packed(form, ways)}")
    counted = count_repeats(connection, form.packed, [*_kept(form), *(["occurred"] if _timed(form) else []), "marks"])
    met = [marks for (marks,) in connection.execute(f"SELECT DISTINCT marks FROM {form.packed}").fetchall()]
    connection.execute(f"CREATE OR REPLACE VIEW {form.table} AS {unpacked(form, met, counted=counted)}")


def packed(form: Form, ways: Ways) -> str:
    """SELECT that yields every parsed row with its ``marks``."""
    columns = (*_kept(form), *(["coalesce(occurred_utc, occurred_local) AS occurred"] if _timed(form) else []))
    marks = f"CAST({' + '.join(_marks(form))} AS USMALLINT) AS marks"
    return f"SELECT {', '.join((*columns, marks))} FROM ({judged(form, ways)})"


def unpacked(form: Form, met: Collection[int], *, counted: bool) -> str:
    """SELECT of the packed rows under the names of CANON, with ``problem``, ``n`` and ``unknown_status``, ``unknown_movement``.

    ``met``: the marks that rows have. What none of them says is a constant, and costs no later step anything.
    ``counted``: whether a row may stand for several.
    """
    pieces = list(_kept(form))
    if _timed(form):
        zoned = _marked(met, _ZONED)
        pieces.append(_told(zoned, yes="CAST(NULL AS TIMESTAMP)", no="occurred") + " AS occurred_local")
        pieces.append(_told(zoned, yes="occurred", no="CAST(NULL AS TIMESTAMP)") + " AS occurred_utc")
        pieces.append(_told(_marked(met, _DAY_ONLY), yes="true", no="false") + " AS day_only")
    if _currency_in_cells(form):
        named = any(marks >= _CURRENCY for marks in met)
        code = f"list_extract([{literals(CODES)}], marks // {_CURRENCY})" if named else "CAST(NULL AS VARCHAR)"
        pieces.append(f"{code} AS currency")
    pieces += [f"{_marked(met, _UNKNOWN[field])} AS unknown_{field}" for field in unknown(form)]
    n = "n" if counted else "CAST(1 AS BIGINT) AS n"
    problem = f"marks & {_PROBLEM_BITS}" if any(marks & _PROBLEM_BITS for marks in met) else "0"
    return f"SELECT {', '.join(pieces)}, CAST({problem} AS UTINYINT) AS problem, {n} FROM {form.packed}"


def _marked(met: Collection[int], bit: int) -> str:
    """A condition: whether a row has the mark; true or false where that is so of all."""
    having = {bool(marks & bit) for marks in met}
    return f"marks & {bit} <> 0" if len(having) == 2 else str(having == {True}).lower()


def _told(condition: str, *, yes: str, no: str) -> str:
    return {"true": yes, "false": no}.get(condition, f"CASE WHEN {condition} THEN {yes} ELSE {no} END")


def _marks(form: Form) -> list[str]:
    marks = ["problem"]
    if _timed(form):
        marks.append(f"CASE WHEN occurred_utc IS NOT NULL THEN {_ZONED} ELSE 0 END")
        marks.append(f"CASE WHEN day_only THEN {_DAY_ONLY} ELSE 0 END")
    marks += [f"CASE WHEN {condition} THEN {_UNKNOWN[field]} ELSE 0 END" for field, condition in unknown(form).items()]
    if _currency_in_cells(form):
        marks.append(f"CASE WHEN currency IS NULL THEN 0 ELSE {_CURRENCY} * list_position([{literals(CODES)}], currency) END")
    return marks


def _kept(form: Form) -> list[str]:
    hidden = {*_TIMES, *(("currency",) if _currency_in_cells(form) else ())}
    return [c for c in present(form) if c not in hidden]


def _timed(form: Form) -> bool:
    return "occurred_local" in present(form)


def _currency_in_cells(form: Form) -> bool:
    """Whether the only word of a currency is a sign beside an amount: one of CODES, and rare."""
    return not form.has("currency") and "currency" in present(form)
