"""What a reading took on trust, said beside its numbers: meanings that were guessed, words it does not know, ids cut short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import duckdb

from regulars.facts.intake import Noticed
from regulars.facts.recognition_people import MANY_ROWS, NEARLY_ALL, are_names, is_one_for_all
from regulars.facts.roles import (
    CALLED_OFF,
    CALLED_OFF_BEFORE,
    FEES,
    GIVEN_BACK,
    NO_SALES,
    PAYMENTS_OF_BILLS,
    SETTLED,
    SOLD,
    UNPAID,
)
from regulars.readers.rows.asking import any_row
from regulars.readers.rows.asking import one as answer
from regulars.readers.rows.expressions import filled, identifier, literals, text_of
from regulars.readers.rows.fields import Form
from regulars.readers.rows.marks import called_off, plainly_said
from regulars.words import counted

_KNOWN = {
    "status": frozenset((*UNPAID, *CALLED_OFF, *SETTLED)),
    "movement": frozenset((*SOLD, *GIVEN_BACK, *FEES, *NO_SALES, *PAYMENTS_OF_BILLS)),
}
_SAID = {
    "status": ("has a status that is not known", "have a status that is not known", "orders"),
    "movement": ("says neither sale nor refund", "say neither sale nor refund", "sales"),
}
_CUT = re.compile(r"\d([.,]\d+)?[eE]\+\d+")
_MOST = 5


def unknown(form: Form) -> dict[str, str]:
    """By field, SQL over a staged row: whether its status, or what it says that it is, is no word that is known."""
    return {field: _is_unknown(form, field, known) for field, known in _KNOWN.items() if form.has(field)}


def _is_unknown(form: Form, field: str, known: frozenset[str]) -> str:
    """What the sample says is compared first: to compare each row with every known word costs a sixth of reading it."""
    more = f" AND NOT {called_off('x_status')}" if field == "status" else ""
    slow = f"coalesce({plainly_said(filled(f'x_{field}'))} NOT IN ({literals(tuple(sorted(known)))}){more}, false)"
    usual = [word for word, _ in Counter(w for w in _sampled(form, field) if w.casefold() in known).most_common(_MOST)]
    return f"CASE WHEN x_{field} IN ({literals(tuple(usual))}) THEN false ELSE {slow} END" if usual else slow


def doubts(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], rows: int) -> tuple[Noticed, ...]:
    """One notice of each kind of doubt. A guess concerns all ``rows``; ids are looked for in each form's sample."""
    found = {
        "guessed": (rows, _guesses(forms)),
        "unknown_statuses": _unknown(connection, forms, "status"),
        "unknown_movements": _unknown(connection, forms, "movement"),
        "cut_ids": _cut(forms),
        "cut_zeros": _zeros(connection, forms),
        "names": (rows, _names(forms)),
        "one_customer": _one_customer(connection, forms),
    }
    return tuple(Noticed(what, n, (), said) for what, (n, said) in found.items() if said)


def _guesses(forms: Sequence[Form]) -> str:
    found = [(f, c) for form in forms for f, c in form.mapping.columns.items() if form.mapping.certainty.get(f) == "guessed"]
    named = ", ".join(dict.fromkeys(f"{column} = {field}" for field, column in found))
    return f"guessed by their looks, not by their names: {named}; if one is wrong, say --map field=COLUMN" if named else ""


def _unknown(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], field: str) -> tuple[int, str]:
    """How many rows say something that is not known, and that in words."""
    asked = [f for f in forms if f.is_of_orders and f.has(field)]
    counts = [_rows(connection, f, field) for f in asked]
    odd = [form for form, n in zip(asked, counts, strict=True) if n]
    words = sorted({word for form in odd for word in _words(connection, form, field)})
    named = ", ".join(repr(w) for w in words[:_MOST]) + (" …" if len(words) > _MOST else "")
    one, many, count_as = _SAID[field]
    said = f"{counted(sum(counts), f'row {one}', f'rows {many}')} ({named}): such rows count as {count_as}"
    return sum(counts), said if odd else ""


def _rows(connection: duckdb.DuckDBPyConnection, form: Form, field: str) -> int:
    odd = f"problem = 0 AND unknown_{field}"
    (n,) = answer(connection, f"SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM {form.table} WHERE {odd}")
    return int(n)


def _words(connection: duckdb.DuckDBPyConnection, form: Form, field: str) -> list[str]:
    """Words that are not known: of the sample, or, where that has none, found in a second look at the one column."""
    sampled = [word for word in _sampled(form, field) if not _is_known(field, word.casefold())]
    if sampled:
        return sampled
    column = form.column(field)
    source = f"SELECT {text_of(column)} AS x_{field} FROM (SELECT {identifier(column.name)} FROM {form.scan.relation})"
    query = f"SELECT DISTINCT x_{field} FROM ({source}) WHERE {unknown(form)[field]} ORDER BY 1 LIMIT {_MOST + 1}"
    return [word for (word,) in connection.execute(query).fetchall()]


def _is_known(field: str, word: str) -> bool:
    return word.replace("_", " ") in _KNOWN[field] or (field == "status" and bool(re.fullmatch(CALLED_OFF_BEFORE, word)))


def _cut(forms: Sequence[Form]) -> tuple[int, str]:
    looked_at = [said for form in forms for said in _sampled(form, "customer")]
    cut = [said for said in looked_at if _CUT.fullmatch(said)]
    why = "a spreadsheet cut them, so that several customers may be one; export the column as text"
    said = f"of {len(looked_at):,} customer ids looked at, {len(cut):,} are like {cut[0]}: {why}" if cut else ""
    return len(cut), said


def _zeros(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form]) -> tuple[int, str]:
    """How many customers' ids stand with zeros before them and without: 00123 and 123, as spreadsheets leave them."""
    known = [f for f in forms if f.is_of_orders and f.has("customer")]
    if not any(any_row(connection, f.table, "customer < '1' AND starts_with(customer, '0')") for f in known):
        return 0, ""
    ids = " UNION ALL ".join(f"SELECT customer FROM {f.table}" for f in known)
    zeros = "SELECT DISTINCT customer AS id FROM ids WHERE regexp_full_match(customer, '0+[1-9][0-9]*')"
    n, example = answer(
        connection,
        f"WITH ids AS ({ids}), zeros AS ({zeros}) SELECT count(*), min(id) FROM zeros"
        " WHERE ltrim(id, '0') IN (SELECT customer FROM ids)",
    )
    same = f"such as {example} and {str(example).lstrip('0')}" if n else ""
    told = counted(n, "customer id stands", "customer ids stand") + " with zeros in front and without"
    why = "read as different customers; if a spreadsheet cut the zeros, they are one: export the column as text"
    return n, f"{told}, {same}: {why}" if n else ""


def _names(forms: Sequence[Form]) -> str:
    """Columns that hold customers' names: nothing else tells who bought, or something else does."""
    said = []
    for form in (f for f in forms if f.has("customer")):
        who = form.mapping.columns["customer"]
        if are_names(who, form.scan.sample):
            said.append(f"customers are told apart by their names alone ({who}): two people of one name count as one")
        for name in form.mapping.ignored:
            if form.mapping.certainty.get("customer") == "guessed" and are_names(name, form.scan.sample):
                said.append(f"{name} holds names, which two people may share: {who} says who bought")
    return "; ".join(dict.fromkeys(said))


def _one_customer(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form]) -> tuple[int, str]:
    """Rows of one customer who holds nearly all of many: rather an account of the shop's. Only where the sample says so."""
    for form in (f for f in forms if f.is_of_orders and f.has("customer")):
        column = form.mapping.columns["customer"]
        if is_one_for_all(column, form.scan.sample):
            rows, known = answer(
                connection,
                f"SELECT CAST(max(n) AS BIGINT), CAST(sum(n) AS BIGINT) FROM (SELECT sum(n) AS n FROM {form.table}"
                " WHERE customer IS NOT NULL GROUP BY customer)",
            )
            if known and rows >= MANY_ROWS and rows >= NEARLY_ALL * known:
                said = f"one customer holds {rows:,} of {known:,} rows that name one ({column})"
                return rows, f"{said}: if that is an account of the shop's own, say --map customer=COLUMN"
    return 0, ""


def _sampled(form: Form, field: str) -> Iterator[str]:
    if form.has(field):
        column = form.mapping.columns[field]
        yield from (v.strip() for row in form.scan.sample if (v := row.get(column)) and v.strip())
