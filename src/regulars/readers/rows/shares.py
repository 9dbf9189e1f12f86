"""Discounts that are said as the share of a price, as the money that they are."""

from __future__ import annotations

from regulars.facts.mapping import SourceColumn
from regulars.facts.recognition_shares import PERCENT, number
from regulars.readers.rows.expressions import is_text
from regulars.readers.rows.fields import Form
from regulars.readers.rows.money_columns import PRICE_TIMES_QUANTITY
from regulars.readers.rows.numbers import DECIMAL, raw_number, unread


def raw_share(column: SourceColumn) -> dict[str, str]:
    """First layer: the number without its sign of percent, and whether it had one."""
    cell = raw_number(column)
    if not is_text(column):
        return {"discount_share": cell, "in_percent": "false"}
    return {"discount_share": f"replace({cell}, '%', '')", "in_percent": f"coalesce(contains({cell}, '%'), false)"}


def in_hundredths(form: Form) -> bool:
    """Whether the column's plain numbers are percents: one is above 1 or has the sign, or it is called so without fractions."""
    column = form.mapping.columns["discount_share"]
    said = [v.strip() for row in form.scan.sample if (v := row.get(column)) and v.strip()]
    values = [abs(n) for v in said if (n := number(v)) is not None]
    if any(v.endswith("%") for v in said) or any(v > 1 for v in values):
        return True
    return not any(0 < v < 1 for v in values) and bool(PERCENT.search(column))


def off_by_share(form: Form) -> str:
    """Last layer: what was taken off, of the price before it; where the sum paid is known, of what that is the rest of."""
    share = _share(form)
    if form.has("unit_price") and form.has("quantity"):
        return f"TRY_CAST(abs({PRICE_TIMES_QUANTITY}) * {share} AS {DECIMAL})"
    paid = next((f for f in ("amount", "total") if form.has(f)), "NULL")
    return f"CASE WHEN {share} < 1 THEN TRY_CAST(abs({paid}) * {share} / (1 - {share}) AS {DECIMAL}) END"


def no_share(form: Form) -> str:
    """Whether what stands there is no share: no number, or more than the whole price."""
    return f"{unread('discount_share')} OR coalesce({_share(form)} > 1, false)"


def _share(form: Form) -> str:
    if in_hundredths(form):
        return "(abs(discount_share) / 100)"
    return "(CASE WHEN x_in_percent THEN abs(discount_share) / 100 ELSE abs(discount_share) END)"
