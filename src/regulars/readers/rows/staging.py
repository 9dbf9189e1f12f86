"""One pass over a source: every row parsed, problems marked.

The SQL is built in layers (raw, fast, odd, apart, parsed, judged), so that a plain value is cast
once and only odd values pay for tidying.
"""

from __future__ import annotations

from dataclasses import dataclass

from regulars.facts.mapping import SourceColumn
from regulars.readers.rows import dates, numbers
from regulars.readers.rows.customers import customer, plain_id
from regulars.readers.rows.date_forms import DateForm
from regulars.readers.rows.expressions import filled, identifier, is_text, literal, text_of
from regulars.readers.rows.fields import CANON, CODES_OF, PLAIN_TEXTS, Form
from regulars.readers.rows.marks import below_zero_if_refund, marks
from regulars.readers.rows.money_columns import PRICE_TIMES_QUANTITY
from regulars.readers.rows.number_forms import NumberForm
from regulars.readers.rows.shares import no_share, off_by_share, raw_share
from regulars.readers.rows.strays import is_blank, is_header, sums_up

LOCATION = ("source_file", "source_record", "source_line")
_TEXTS = (
    "customer",
    "order",
    "order_within",
    "line",
    "product",
    "description",
    "currency",
    "status",
    "movement",
    "line_type",
    "cancelled",
    "returned",
    "no_show",
    "giving_back",
    "test",
    "refund",
    "own_brand",
)


@dataclass(frozen=True, slots=True)
class Ways:
    """How the columns of one form are to be read, once that is decided."""

    dates: DateForm
    numbers: NumberForm
    last_year: int
    home_currency: str = "EUR"
    pseudonym_key: str = ""


def present(form: Form) -> list[str]:
    names = _parsed_names(form)
    return [c for c in CANON if c in names]


def judged(form: Form, ways: Ways, located: str | None = None) -> str:
    """SELECT of every single row, parsed and with its problem code.

    ``located``: a FROM clause with the columns of LOCATION, which are passed on with the raw values.
    """
    more = ", ".join(LOCATION) + ", " if located else ""
    raw = ", ".join(f"{sql} AS x_{name}" for name, sql in _raw(form).items())
    return f"""
    WITH raw AS (SELECT {more}{raw} FROM {located or form.scan.relation}),
    fast AS (SELECT *, {_named(_fast(form, ways))} FROM raw),
    odd AS (SELECT *, {_named(_odd(form, ways))} FROM fast),
    apart AS (SELECT *, {_named(dates.apart())} FROM odd),
    parsed AS (SELECT *, {_named(_parsed(form, ways))} FROM apart)
    SELECT *, {_problem(form, ways)} AS problem FROM parsed
    """


def _named(pieces: dict[str, str]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in pieces.items())


def _raw(form: Form) -> dict[str, str]:
    """The first layer: what a source's columns hold, trimmed, under the names of our fields."""
    pieces = {"occurred": dates.raw_date(form.column("occurred"), _column(form, "time"))} if form.has("occurred") else {}
    pieces |= {f: numbers.raw_number(form.column(f)) for f in form.numbers}
    if form.has("discount_share"):
        pieces |= raw_share(form.column("discount_share"))
    pieces |= {f: text_of(form.column(f)) for f in (*_TEXTS, *PLAIN_TEXTS, "name", "value") if form.has(f)}
    if _has_plain_ids(form):
        cell = identifier(form.column("customer").name)
        pieces |= {"customer": f"CASE WHEN {plain_id(cell)} THEN NULL ELSE {pieces['customer']} END", "customer_cell": cell}
    columns = {c.name: c for c in form.scan.columns}
    return pieces | {f"a_{i}": text_of(columns[name]) for i, name in enumerate(form.mapping.attributes)}


def _column(form: Form, field: str) -> SourceColumn | None:
    return form.column(field) if form.has(field) else None


def _fast(form: Form, ways: Ways) -> dict[str, str]:
    at = {"fast_at": dates.fast_date(ways.dates) if form.has("occurred") else "CAST(NULL AS TIMESTAMP)"}
    return at | {f"fast_{f}": numbers.fast_number(f, form.column(f), ways.numbers) for f in form.numbers}


def _odd(form: Form, ways: Ways) -> dict[str, str]:
    at = {"odd_date": dates.odd_date(ways.dates) if form.has("occurred") else "CAST(NULL AS VARCHAR)"}
    return at | {f"odd_{f}": numbers.odd_number(f, form.column(f)) for f in form.numbers}


def _parsed_names(form: Form) -> set[str]:
    names = set(_parsed(form, Ways(DateForm("text"), NumberForm("dot"), 0)))
    return names & set(CANON)


def _parsed(form: Form, ways: Ways) -> dict[str, str]:
    pieces = _who(form, ways) | (dates.times(ways.dates) if form.has("occurred") else {})
    pieces |= {f: numbers.exact(f, ways.numbers) for f in form.numbers}
    if form.has("refunded"):
        pieces["refunded"] = f"abs({pieces['refunded']})"  # what came back, with a minus or without
    for said in (f for f in ("movement", "line_type", "giving_back") if form.has(f)):
        pieces |= {f: below_zero_if_refund(pieces[f], said) for f in ("quantity", "amount", "total") if f in pieces}
    if form.has("discount_share"):
        pieces["discount"] = off_by_share(form)
    pieces |= {f: filled(f"x_{f}") for f in PLAIN_TEXTS if form.has(f)}
    if form.has("own_brand"):
        pieces["own_brand"] = "lower(x_own_brand) IN ('true', 't', 'yes', 'y', '1', '1.0', 'private', 'own', 'own brand')"
    return pieces | _currency(form, ways) | marks(form)


def _who(form: Form, ways: Ways) -> dict[str, str]:
    pieces = {f"{f}_id": filled(f"x_{f}") for f in ("order", "line", "refund") if form.has(f)}
    if form.has("order") and form.has("order_within"):
        pieces["order_id"] = f"concat({filled('x_order_within')} || ' ', {pieces['order_id']})"
        pieces["order_id"] = f"CASE WHEN {filled('x_order')} IS NOT NULL THEN {pieces['order_id']} END"
    if form.has("product"):
        pieces["product"] = filled("x_product")
    if form.has("customer"):
        read = customer("x_customer", literal(ways.pseudonym_key), personal=form.customer_is_personal)
        plain = _has_plain_ids(form)
        pieces["customer"] = f"CASE WHEN x_customer IS NULL THEN x_customer_cell ELSE {read} END" if plain else read
    return pieces


def _has_plain_ids(form: Form) -> bool:
    """Whether ids may stand in a column as they are to be kept; then ``x_customer`` holds only those that don't."""
    return form.has("customer") and not form.customer_is_personal and is_text(form.column("customer"))


def _currency(form: Form, ways: Ways) -> dict[str, str]:
    cells = numbers.cell_currency(form.money, ways.home_currency) if form.money else "NULL"
    if not form.has("currency"):
        return {"currency": cells} if form.money else {}
    written = "upper(x_currency)"
    code = f"CASE WHEN regexp_full_match({written}, '[A-Z]{{3}}') THEN {written}"
    signs = numbers.currency_code("x_currency", ways.home_currency)
    return {"currency": f"{code} WHEN {filled('x_currency')} IS NULL THEN {cells} ELSE {signs} END"}


def _problem(form: Form, ways: Ways) -> str:
    """The code of the first thing that is wrong with a row; 0 where nothing is."""
    if form.grain == "attributes":
        return f"CAST(CASE WHEN customer IS NULL THEN {CODES_OF['no_customer']} ELSE 0 END AS UTINYINT)"
    head = "is_head AND " if form.grain == "both" else ""
    cases = [("sums_up", summed)] if (summed := sums_up(form)) else []
    if form.grain in ("line", "both") or (form.grain == "refund" and form.has("order") and not form.has("customer")):
        cases.append(("no_order", "order_id IS NULL"))
    if form.has("occurred"):
        at = "coalesce(occurred_utc, occurred_local)"
        in_time = f"{at} >= TIMESTAMP '1970-01-02' AND {at} < TIMESTAMP '{ways.last_year + 1}-01-01'"
        cases.append(("bad_date", f"{head}({in_time}) IS NOT TRUE"))
    cases += _number_problems(form, head)
    if form.has("currency"):
        cases.append(("bad_currency", f"{head}currency IS NULL AND {filled('x_currency')} IS NOT NULL"))
    # Such rows fail one of these: only of those that do it is asked, for to ask every row costs a tenth of the pass.
    again = f"WHEN {is_header(form)} THEN {CODES_OF['header_again']}"
    no_row = f"CASE WHEN {is_blank(form)} THEN {CODES_OF['blank']} {again} ELSE"
    listed = " ".join(f"WHEN {condition} THEN {no_row} {CODES_OF[reason]} END" for reason, condition in cases)
    return f"CAST(CASE {listed} ELSE 0 END AS UTINYINT)"


def _number_problems(form: Form, head: str) -> list[tuple[str, str]]:
    found = [("bad_amount", f"{head}({' OR '.join(f'({numbers.unread(f)})' for f in form.money)})")] if form.money else []
    if form.has("amount") or form.has("total") or form.grain == "refund":
        named = [f for f in ("amount", "total", "refunded") if form.has(f)]
        if named:
            found.append(("bad_amount", f"{head}coalesce({', '.join(named)}) IS NULL"))
    else:
        found.append(("bad_amount", "unit_price IS NULL"))
        found.append(("bad_quantity", "quantity IS NULL"))
        found.append(("bad_amount", f"abs({PRICE_TIMES_QUANTITY}) >= 1000000000000"))
    if form.has("discount_share"):
        found.append(("bad_discount", f"{head}({no_share(form)})"))
    if form.has("quantity"):
        found.append(("bad_quantity", numbers.unread("quantity")))
    return found
