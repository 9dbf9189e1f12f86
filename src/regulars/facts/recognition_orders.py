"""A trap of orders' ids: a column called no more than ID or No. may hold them, or number the rows of one file."""

from __future__ import annotations

from collections import defaultdict

from regulars.facts.recognition_draft import Draft
from regulars.facts.recognition_names import plain_name

_NAMES = (
    "id, nr, no, number, nummer, numeris, numurs, numer, номер, uuid, guid, record id, object id, event id, payment id,"
    " session id, visit id, entry id"
)
_OWN = tuple(plain_name(name) for name in _NAMES.split(","))
_ROWS_AT_LEAST = 3


def settle_own_ids(draft: Draft) -> None:
    """Where no column is called after orders, one that has another id in each row says which sale is which."""
    if not draft.open("order", "order_within", "line") or not draft.has("customer"):
        return
    found = next((c for c in draft.all_named(_OWN) if is_own_id(draft, c)), None)
    draft.settle("order", found, "guessed")


def is_own_id(draft: Draft, column: str) -> bool:
    """Whether every row has an id, and the same id stands in no two rows that differ, as where exports overlap.

    What counts from 0 or 1 numbers the rows of a file: the next file's rows would be the same orders.
    """
    ids = [(row.get(column) or "").strip() for row in draft.sample]
    if len(ids) < _ROWS_AT_LEAST or not all(ids) or not any(any(c.isdigit() for c in i) for i in ids):
        return False
    if {"0", "1"} & {i.lstrip("0") or "0" for i in ids}:
        return False
    who = [draft.columns.get(f, "") for f in ("customer", "occurred", "amount", "total", "unit_price")]
    rows: dict[str, set[tuple[str | None, ...]]] = defaultdict(set)
    for own, row in zip(ids, draft.sample, strict=True):
        rows[own].add(tuple(row.get(c) for c in who))
    return all(len(different) == 1 for different in rows.values()) and len(rows) * 2 > len(ids)
