"""The table ``quarantine``: every row that can't be used, with where it stands, its value, and why.

A record that is no row may hold a person's name or address, and so may a cell with an address in it:
of these only the shape is kept, each letter as x and each digit as 0.
"""

from __future__ import annotations

import duckdb

from regulars.facts.intake import BadRow, Quarantined
from regulars.readers.declared.problems import REASONS as DECLARED_REASONS
from regulars.readers.rows.expressions import literal
from regulars.readers.rows.fields import LATER_PROBLEMS, PROBLEMS, ROW_NAME, Form
from regulars.readers.rows.priced import Shape, seen
from regulars.readers.rows.staging import Ways, judged, present
from regulars.readers.scan import REASONS

TABLE = "quarantine(file VARCHAR, record BIGINT, line BIGINT, column_name VARCHAR, value VARCHAR, reason VARCHAR)"
_FIRST = 5
_KEYS = ("order_id", "customer", "occurred_local", "occurred_utc", "quantity", "unit_price", "amount", "total")
_SENTENCES = {reason: sentence for reason, _, sentence in PROBLEMS} | LATER_PROBLEMS | REASONS | DECLARED_REASONS


def take_rejected(connection: duckdb.DuckDBPyConnection, form: Form) -> None:
    """Records that are no rows at all; to be asked right after the pass that met them."""
    columns = f"file, record, line, column_name, {_shape('value')} AS value, reason"
    connection.execute(f"INSERT INTO quarantine SELECT {columns} FROM {form.scan.rejected(connection)}")


def point_at_bad_rows(connection: duckdb.DuckDBPyConnection, form: Form, ways: Ways) -> None:
    """A second, slower pass over one source, which says where its bad rows stand."""
    rows = judged(form, ways, form.scan.located(connection))
    connection.execute(f"INSERT INTO quarantine {_pointed(form, rows)} WHERE problem <> 0")


def point_at_late_rows(connection: duckdb.DuckDBPyConnection, form: Form, ways: Ways, shape: Shape) -> None:
    """The same for rows of orders that turned out not to be usable (``late_reason``)."""
    own = {"customer": "own_customer"}
    keys = [c for c in _KEYS if c in present(form)]
    same = " AND ".join(f"j.{c} IS NOT DISTINCT FROM l.{c}" for c in keys)
    late = ", ".join(f"{own.get(c, c)} AS {c}" for c in keys)
    rows = ", ".join(f"{seen(c, form, shape)} AS {c}" for c in keys)
    connection.execute(
        f"""
        INSERT INTO quarantine
        SELECT j.source_file, j.source_record, j.source_line,
          {literal(form.mapping.columns["order"])}, j.order_id, l.late_reason
        FROM (SELECT source_file, source_record, source_line, problem, {rows}
          FROM ({judged(form, ways, form.scan.located(connection))})) AS j
        JOIN (SELECT DISTINCT {late}, late_reason FROM rows_final WHERE late_reason IS NOT NULL AND form = {form.number}) AS l
          ON {same}
        WHERE j.problem = 0
        """
    )


def _pointed(form: Form, rows: str) -> str:
    columns = " ".join(
        f"WHEN {code} THEN {literal(_column(form, field))}" for code, (_, field, _) in enumerate(PROBLEMS) if code
    )
    reasons = " ".join(f"WHEN {code} THEN {literal(reason)}" for code, (reason, _, _) in enumerate(PROBLEMS) if code)
    values = " ".join(f"WHEN {code} THEN {_value(form, field)}" for code, (_, field, _) in enumerate(PROBLEMS) if code)
    return (
        f"SELECT source_file, source_record, source_line, CASE problem {columns} END, left(CASE problem {values} END, 200),"
        f" CASE problem {reasons} END FROM ({rows})"
    )


def _fields(form: Form, field: str) -> list[str]:
    if field == "amount":
        return list(form.money)
    if field == ROW_NAME:
        return [f for f in ("order", "customer", "product", "description") if form.has(f)]
    return [field] if form.has(field) else []


def _column(form: Form, field: str) -> str:
    return " / ".join(form.mapping.columns[f] for f in _fields(form, field))


def _value(form: Form, field: str) -> str:
    fields = _fields(form, field)
    cells = [f"coalesce(CAST(x_{f} AS VARCHAR), '')" for f in fields]
    return _harmless(f"concat_ws(' / ', {', '.join(cells)})") if cells else "''"


def _harmless(value: str) -> str:
    """A cell as it stands, unless it holds an e-mail address or an international phone number."""
    return f"CASE WHEN regexp_matches({value}, '@|[+][0-9][0-9 ()./-]{{6}}') THEN {_shape(value)} ELSE {value} END"


def _shape(value: str) -> str:
    letters = f"regexp_replace({value}, '[\\p{{L}}\\p{{M}}]', 'x', 'g')"
    return f"regexp_replace({letters}, '\\p{{N}}', '0', 'g')"


def summary(connection: duckdb.DuckDBPyConnection) -> tuple[Quarantined, ...]:
    """How many rows each reason kept out, with the first of them."""
    counted = connection.execute(
        "SELECT reason, count(*) FROM quarantine GROUP BY reason ORDER BY count(*) DESC, reason"
    ).fetchall()
    return tuple(Quarantined(r, n, _SENTENCES.get(r, r), _first(connection, r)) for r, n in counted)


def _first(connection: duckdb.DuckDBPyConnection, reason: str) -> tuple[BadRow, ...]:
    rows = connection.execute(
        "SELECT file, record, line, column_name, value, reason FROM quarantine WHERE reason = ? ORDER BY file, record LIMIT ?",
        [reason, _FIRST],
    ).fetchall()
    return tuple(BadRow(*r) for r in rows)
