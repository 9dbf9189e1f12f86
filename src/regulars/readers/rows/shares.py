"""Discounts that are said as the share of a price, as the money that they are."""

from __future__ import annotations

from regulars.facts.mapping import SourceColumn
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


def off_by_share(form: Form) -> str:
    """Last layer: what was taken off, of the price before it; where the sum paid is known, of what that is the rest of."""
    hundredths = "x_in_percent OR abs(discount_share) > 1"
    share = f"(CASE WHEN {hundredths} THEN abs(discount_share) / 100 ELSE abs(discount_share) END)"
    if form.has("unit_price") and form.has("quantity"):
        return f"TRY_CAST(abs({PRICE_TIMES_QUANTITY}) * {share} AS {DECIMAL})"
    paid = next((f for f in ("amount", "total") if form.has(f)), "NULL")
    return f"CASE WHEN {share} < 1 THEN TRY_CAST(abs({paid}) * {share} / (1 - {share}) AS {DECIMAL}) END"


def no_share() -> str:
    """Whether what stands there is no share: no number, or more than the whole price."""
    return f"{unread('discount_share')} OR coalesce(abs(discount_share) > 100, false)"
