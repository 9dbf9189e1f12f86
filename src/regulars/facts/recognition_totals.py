"""A trap of files of lines: each line repeats what its whole order cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping as Lookup

from regulars.facts.mapping import Mapping
from regulars.facts.recognition_draft import Draft
from regulars.facts.recognition_names import SYNONYMS, plain_name
from regulars.facts.recognition_shares import amount_of
from regulars.facts.recognition_sums import CENT

ORDERS_AT_LEAST = 5
SUMS_AT_LEAST = 3
"""So many orders of several goods must have one sum on all their lines, and so many sums differ, before it is no accident."""
_NEARLY_ALL = 0.95
"""So many of the orders must agree: a sample cuts some off in their midst."""
_WHAT = ("product", "description", "line")
_OF_LINES = (*_WHAT, "unit_price")
_ORDERS = (
    "order total, total order, order amount, order value, order sum, invoice total, receipt total, basket total, bestellsumme"
)
_OF_AN_ORDER = tuple(plain_name(name) for name in _ORDERS.split(","))
"""A sum that is called so is the order's wherever it stands on all lines of one."""
_GOODS = frozenset(name for field in _OF_LINES for name in SYNONYMS[field])


def settle_totals(draft: Draft) -> None:
    """Where every line repeats its order's sum: goods have their own price, or else the order counts once."""
    money = next((f for f in ("amount", "total") if draft.has(f)), "")
    if not money or any(f in draft.given for f in (money, *_OF_LINES)):
        return
    if "total" not in draft.given and _is_without_tax(draft):
        draft.certainty["total"] = "guessed"
        draft.drop("amount", "tax", "discount", *_OF_LINES)
        return
    if not _repeats(draft, draft.columns[money]) and not _holds_whole_orders(draft, draft.columns[money]):
        return
    if draft.has("unit_price") and draft.has("quantity"):
        draft.drop("amount", "total")
        return
    draft.certainty[money] = "guessed"
    draft.drop(*_OF_LINES)


def counts_once(mapping: Mapping) -> bool:
    """Whether an order's sum was found on each of its lines, so that the order was taken and its lines were not."""
    guessed = any(mapping.certainty.get(f) == "guessed" for f in ("amount", "total"))
    lines = any(plain_name(column) in _GOODS for column in mapping.ignored)
    return mapping.kind == "purchases" and "order" in mapping.columns and guessed and lines


def _repeats(draft: Draft, money: str) -> bool:
    """Whether one sum stands on all lines of every order that has several goods, and there are enough such orders."""
    what = next((draft.columns[f] for f in _WHAT if draft.has(f)), "")
    if not what or not draft.has("order"):
        return False
    sums: dict[str, set[str]] = defaultdict(set)
    goods: dict[str, set[str]] = defaultdict(set)
    for row in draft.sample:
        if order := row.get(draft.columns["order"]):
            sums[order].add(row.get(money) or "")
            goods[order].add(row.get(what) or "")
    several = {order: sums[order] for order, different in goods.items() if len(different) > 1}
    if not several or any(len(found) != 1 for found in several.values()):
        return False
    alike = {next(iter(found)) for found in several.values()}
    surely = plain_name(money) in _OF_AN_ORDER or _are_sums(draft, {order: next(iter(s)) for order, s in several.items()})
    return surely or (len(several) >= ORDERS_AT_LEAST and len(alike) >= SUMS_AT_LEAST)


def _holds_whole_orders(draft: Draft, money: str) -> bool:
    """Whether each line of an order of several says one sum, in which the prices and pieces of all its lines have room.

    Two pieces of the same goods on two lines prove nothing by their goods; that no line costs less than all of them does.
    """
    if not all(draft.has(f) for f in ("order", "unit_price", "quantity")):
        return False
    price, pieces = draft.columns["unit_price"], draft.columns["quantity"]
    several = [rows for rows in _orders(draft).values() if len(rows) > 1]
    sums = [{amount_of(row.get(money)) or 0.0 for row in rows} for rows in several]
    cost = [sum((amount_of(row.get(price)) or 0.0) * (amount_of(row.get(pieces)) or 0.0) for row in rows) for rows in several]
    proven = all(len(said) == 1 and 0 < own < min(said) + CENT for said, own in zip(sums, cost, strict=True))
    return proven and len(several) >= ORDERS_AT_LEAST and len({min(said) for said in sums}) >= SUMS_AT_LEAST


def _is_without_tax(draft: Draft) -> bool:
    """Whether the lines of each order, with the tax of each, make its total, which stands on all of them."""
    if not all(draft.has(f) for f in ("order", "amount", "total", "tax")) or "amount" in draft.given:
        return False
    amount, total, tax = (draft.columns[f] for f in ("amount", "total", "tax"))
    orders = list(_orders(draft).values())
    taxed = [rows for rows in orders if any(amount_of(row.get(tax)) for row in rows)]
    agree = 0
    for rows in taxed:
        made = sum((amount_of(row.get(amount)) or 0.0) + (amount_of(row.get(tax)) or 0.0) for row in rows)
        agree += all(abs(made - (amount_of(row.get(total)) or 0.0)) < CENT for row in rows)
    several = any(len(rows) > 1 for rows in taxed)
    return several and len(taxed) >= ORDERS_AT_LEAST and agree >= _NEARLY_ALL * len(taxed)


def _orders(draft: Draft) -> Lookup[str, list[Lookup[str, str | None]]]:
    """The rows of the sample by their order; one that it cuts off in the midst has a part of its own alone."""
    found: dict[str, list[Lookup[str, str | None]]] = defaultdict(list)
    for row in draft.sample:
        if order := row.get(draft.columns["order"]):
            found[order].append(row)
    return found


def _are_sums(draft: Draft, said: Lookup[str, str]) -> bool:
    """Whether what the lines of each order cost, by their prices and pieces, is what the order says."""
    if not draft.has("unit_price") or not draft.has("quantity"):
        return False
    cost: dict[str, float] = defaultdict(float)
    for row in draft.sample:
        price, pieces = (amount_of(row.get(draft.columns[f])) for f in ("unit_price", "quantity"))
        cost[row.get(draft.columns["order"]) or ""] += (price or 0.0) * (pieces or 0.0)
    return all(abs(cost[order] - (amount_of(total) or 0.0)) < CENT for order, total in said.items())
