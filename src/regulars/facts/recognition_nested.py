"""Orders that hold their lines inside, as in an answer of a shop's API: which field of which means what."""

from __future__ import annotations

from regulars.errors import NoCustomers, UnknownColumns
from regulars.facts.mapping import Mapping
from regulars.facts.recognition_draft import Draft
from regulars.facts.recognition_errors import missing
from regulars.facts.recognition_names import SYNONYMS

_OF_ORDERS = (
    "customer occurred total amount order_discount tax shipping currency place channel staff status cancelled refunded test"
).split()
_OF_LINES = "line product quantity unit_price discount category brand own_brand description".split()
_OWN_ID = ("number", "id")


def nested(draft: Draft) -> Mapping:
    """The mapping of orders with lines inside: a row is a line, and the first of an order carries the order too.

    What an order cost is its own total; a line's amount is read beside it, else its price times quantity.
    UnknownColumns or NoCustomers names what is missing.
    """
    draft.settle("order", draft.named((*SYNONYMS["order"], *_OWN_ID), of_line=False))
    for field in _OF_ORDERS:
        synonyms = SYNONYMS["discount"] + SYNONYMS["order_discount"] if field == "order_discount" else SYNONYMS[field]
        if field != "amount" or not draft.has("total"):
            draft.settle(field, draft.named(synonyms, of_line=False))
    for field in _OF_LINES:
        own = ("id",) if field == "line" else ("name",) if field == "description" else ()
        draft.settle(field, draft.named((*SYNONYMS[field], *own), of_line=True))
    if draft.has("total"):
        draft.settle("amount", draft.named(SYNONYMS["amount"] + SYNONYMS["total"], of_line=True))
    _check(draft)
    return draft.finished("purchase_lines", "nested")


def _check(draft: Draft) -> None:
    needed = [f for f in ("customer", "occurred") if not draft.has(f)]
    if not draft.has("amount", "total") and not (draft.has("unit_price") and draft.has("quantity")):
        needed.append("amount")
    if needed:
        error = NoCustomers if needed == ["customer"] else UnknownColumns
        raise error(**missing(draft.source, draft.columns, needed, draft.looks(), draft.certainty))
