"""Traps of several sums in one row: which of them was paid for the goods is told by how they add up.

What stands before a discount was not paid, what was handed over a counter comes back as change, and a tip is no goods.
Each is asked of the rows alone in which the sums differ, and every one of these has to agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from regulars.facts.recognition_draft import Draft
from regulars.facts.recognition_names import plain_name
from regulars.facts.recognition_shares import amount_of

CENT = 0.011
_TIPS = (
    "tip, tips, gratuity, gratuities, trinkgeld, arbatpinigiai, dzeramnauda, чаевые, pourboire, propina, mancia, napiwek, fooi"
)
_TIP_NAMES = tuple(plain_name(name) for name in _TIPS.split(","))
_PARTS = ("shipping", "tax")


def settle_sums(draft: Draft) -> None:
    """Choose the sum that was paid where a total stands beside an amount or a price, and the rows prove it."""
    if not draft.has("total") or any(f in draft.given for f in ("amount", "total", "unit_price")):
        return
    if draft.has("amount") and draft.has("discount_share") and _is_before_discount(draft, "discount_share"):
        draft.columns["discount"] = draft.columns.pop("discount_share")  # small money and no share: it adds up as money
        draft.certainty["discount"] = draft.certainty.pop("discount_share")
        draft.drop("amount")
    elif draft.has("amount") and (_is_before_discount(draft) or _is_before_tax(draft) or _was_handed_over(draft)):
        draft.drop("amount")
    elif draft.has("unit_price") and not draft.has("quantity", "amount") and _is_without_tip(draft):
        draft.columns["amount"], draft.certainty["amount"] = draft.columns.pop("unit_price"), draft.certainty.pop("unit_price")
        draft.drop("total")


def _is_before_discount(draft: Draft, discount: str = "discount") -> bool:
    """Whether the total is this amount without the discount, with or without delivery and tax."""
    if not draft.has(discount):
        return False
    rows = [row for row in _numbers(draft, "amount", discount, "total", *_PARTS) if row[1]]
    ways = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
    return bool(rows) and any(
        all(abs(amount - abs(off) + a * shipping + b * tax - total) < CENT for amount, off, total, shipping, tax in rows)
        for a, b in ways
    )


def _is_before_tax(draft: Draft) -> bool:
    """Whether the total is this amount with its tax, with or without delivery and the discount: an amount is told with tax."""
    if not draft.has("tax"):
        return False
    rows = [row for row in _numbers(draft, "amount", "tax", "total", "shipping", "discount") if row[1]]
    return bool(rows) and any(
        all(abs(amount + tax + a * shipping - b * abs(off) - total) < CENT for amount, tax, total, shipping, off in rows)
        for a, b in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
    )


def _was_handed_over(draft: Draft) -> bool:
    """Whether it is never less than the total, and sometimes more: nobody pays more for goods than they cost."""
    rows = _numbers(draft, "amount", "total")
    extra = [amount - total for amount, total in rows if total > 0]
    beside = draft.has("shipping") or draft.has("discount", "refunded")
    return plain_name(draft.columns["amount"]) in _PAID and not beside and bool(extra) and min(extra) >= 0 < max(extra)


_PAID = tuple(
    plain_name(n) for n in ("paid", "amount paid", "cash", "tendered", "sumokėta", "mokėta suma", "samaksāts", "оплачено")
)


def _is_without_tip(draft: Draft) -> bool:
    """Whether the price and the tip make the total."""
    tip = next((c.name for c in draft.source if plain_name(c.name) in _TIP_NAMES), "")
    price, total = draft.columns["unit_price"], draft.columns["total"]
    rows = [tuple(amount_of(row.get(c)) or 0.0 for c in (price, tip, total)) for row in draft.sample] if tip else []
    tipped = [row for row in rows if row[1]]
    return bool(tipped) and all(abs(price + tip - total) < CENT for price, tip, total in tipped)


def _numbers(draft: Draft, *fields: str) -> Sequence[tuple[float, ...]]:
    """The fields of each row as numbers; a row without one of the first three has none, and what is not there is 0."""
    columns = [draft.columns.get(f, "") for f in fields]
    rows = [tuple(amount_of(row.get(c)) for c in columns) for row in draft.sample]
    return [tuple(v or 0.0 for v in row) for row in rows if None not in row[:3]]
