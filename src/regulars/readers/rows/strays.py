"""Rows that stray into an export and are none of its own: blank ones, the header again, sums of others."""

from __future__ import annotations

from regulars.facts.roles import NO_LINES_OF_A_SALE, SUM_WORDS
from regulars.readers.rows.expressions import is_text, literal, literals
from regulars.readers.rows.fields import PLAIN_TEXTS, Form


def is_blank(form: Form) -> str:
    """Whether a row says nothing: spreadsheets write such below their last row."""
    day = ["occurred_utc IS NULL AND occurred_local IS NULL AND odd_date IS NULL"] * form.has("occurred")
    sums = [f"{f} IS NULL AND odd_{f} IS NULL" for f in form.numbers]
    ids = [f"{f}_id IS NULL" for f in ("order", "line", "refund") if form.has(f)]
    texts = [f"{f} IS NULL" for f in ("customer", "product", *PLAIN_TEXTS) if form.has(f)]
    return " AND ".join(day + sums + ids + texts)


def is_header(form: Form) -> str:
    """Whether a row repeats the names of its columns: that of its day and those of its sums."""
    fields = (["occurred"] if form.has("occurred") and not form.has("time") else []) + list(form.numbers)
    columns = [(f, form.column(f)) for f in fields]
    if not columns or not all(is_text(column) for _, column in columns):
        return "false"
    return " AND ".join(f"lower(x_{f}) = {literal(column.name.lower())}" for f, column in columns)


def sums_up(form: Form) -> str:
    """Whether a row is the total of others: it calls itself so in place of a customer, of goods, or of an order of nobody's.

    Or it is the order of the lines around it, or their payment.
    """

    def says(field: str) -> str:
        return f"strlen(x_{field}) <= 20 AND regexp_full_match(x_{field}, {literal(f'(?i)({SUM_WORDS})')})"

    nobody = "customer IS NULL AND " if form.has("customer") else ""
    said = [says("customer")] * form.has("customer") + [nobody + says("order")] * form.has("order")
    said += [says("product")] * form.has("product")
    unnamed = "product IS NULL AND " if form.has("product") else ""
    said += [unnamed + says("description")] * form.has("description")
    said += [f"lower(x_line_type) IN ({literals(NO_LINES_OF_A_SALE)})"] * form.has("line_type")
    return f"coalesce(({' OR '.join(said)}), false)" if said else ""
