"""What one row of a file is: an order, a line of one, a refund, or a customer."""

from __future__ import annotations

from regulars.errors import NoCustomers
from regulars.facts.mapping import Mapping
from regulars.facts.recognition_draft import Draft
from regulars.facts.recognition_errors import missing
from regulars.facts.recognition_names import REFUND_AMOUNTS, REFUND_TIMES, SINCE, SYNONYMS, is_personal, plain_name

# A name such as "paid" or "value" may mean anything; these mean money, whatever their values are.
_MAY_MEAN_ANYTHING = frozenset("value sales paid spend spent money revenue turnover wert price preis".split())
_MONEY_BY_NAME = tuple(n for f in ("amount", "total", "unit_price") for n in SYNONYMS[f] if n not in _MAY_MEAN_ANYTHING)
_SOLD = ("amount", "total", "unit_price", "quantity", "order", "product", "refunded")


def kind_of(draft: Draft) -> str:
    """Refunds and attributes show themselves; everything else is purchases (of orders or of lines)."""
    if draft.has("refund") or (draft.names() & set(REFUND_TIMES) and not _are_sales(draft)):
        return "refunds"
    if _is_long(draft):
        return "attributes"
    if not draft.has("customer") or draft.has(*_SOLD):
        return "purchases"
    looks = draft.looks().values()
    dated = draft.has("occurred") or any(v.is_date for v in looks)
    if dated and (any(v.is_money for v in looks) or draft.named(_MONEY_BY_NAME)):
        return "purchases"
    return "attributes" if _once_each(draft) else "purchases"


def _are_sales(draft: Draft) -> bool:
    """Whether the day of a refund stands beside the day and the sum of a sale, and some rows have none."""
    back = [c.name for c in draft.source if plain_name(c.name) in REFUND_TIMES]
    some = any(not (row.get(c) or "").strip() for row in draft.sample for c in back)
    return some and draft.has("occurred") and draft.has("amount", "total", "unit_price")


def _is_long(draft: Draft) -> bool:
    """Customer, name of an attribute, value, and perhaps a date: nothing else."""
    names = draft.names()
    return draft.has("customer") and {"value"} < names and bool(names & set(SYNONYMS["name"])) and len(names) <= 4


def _once_each(draft: Draft) -> bool:
    """A file of customers has each of them once; a file of visits has them again and again."""
    ids = [v for row in draft.sample if (v := row.get(draft.columns["customer"]))]
    return len(draft.source) > 1 and len(ids) > 0 and len(set(ids)) * 10 >= len(ids) * 9


def grain_of(draft: Draft) -> str:
    """A row is a line of an order where it names the order and what was bought."""
    line = draft.has("product", "description", "line", "unit_price")
    return "purchase_lines" if draft.has("order") and line else "purchases"


def name_refund(draft: Draft) -> None:
    """In a file of refunds the refund's own date and amount are meant."""
    for field, synonyms in (("occurred", REFUND_TIMES), ("amount", REFUND_AMOUNTS)):
        if field == "amount":
            draft.drop("refunded")
        if column := draft.recognised(field, synonyms):
            draft.settle(field, column)


def attributes(draft: Draft) -> Mapping:
    """A file about customers: long (name, value) or wide (each further column is an attribute)."""
    draft.drop(*[f for f in draft.columns if f != "customer"])
    if not draft.has("customer"):
        raise NoCustomers(**missing(draft.source, draft.columns, ["customer"], draft.looks(), draft.certainty))
    draft.settle("occurred", draft.named((*SINCE, *(SYNONYMS["occurred"] if _is_long(draft) else ()))))
    if _is_long(draft):
        draft.settle("name", draft.named(SYNONYMS["name"]))
        draft.settle("value", draft.named(SYNONYMS["value"]))
    wide = () if draft.has("name") else tuple(c.name for c in draft.free() if not is_personal(c.name))
    return draft.finished("attributes", "plain", wide)
