"""A trap of columns of marks: one called refund may mark rows that are refunds, or sales that were given back."""

from __future__ import annotations

from collections.abc import Mapping as Lookup

from regulars.facts.recognition_draft import Draft
from regulars.facts.recognition_names import plain_name
from regulars.facts.recognition_shares import amount_of
from regulars.facts.roles import NO_MARKS

_SAYS_SO = ("is", "ist", "flag")
"""A column that is called so marks what its rows are, whatever else they say."""


def settle_marks(draft: Draft) -> None:
    """Where no marked row has a sale that it could undo, it is that sale, and it was given back."""
    column = draft.columns.get("giving_back", "")
    if not column or "giving_back" in draft.given or draft.has("returned") or "returned" in draft.given:
        return
    plain = plain_name(column)
    if plain.startswith(_SAYS_SO[:2]) or plain.endswith(_SAYS_SO[2]) or _undoes(draft, column):
        return
    draft.drop("giving_back")
    draft.settle("returned", column, "guessed")


def _undoes(draft: Draft, column: str) -> bool:
    """Whether a marked row of the sample is below zero, or has its order or its customer's sum in a row without the mark."""
    told = [(_is_marked(row.get(column)), *_keys(draft, row)) for row in draft.sample]
    sold = {key for marked, _, *keys in told if not marked for key in keys if key}
    return any(marked and (below or any(key in sold for key in keys if key)) for marked, below, *keys in told)


def _is_marked(said: str | None) -> bool:
    word = (said or "").strip().casefold()
    return bool(word) and word not in NO_MARKS


def _keys(draft: Draft, row: Lookup[str, str | None]) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    """Whether the row's sum is below zero, its order, and its customer with the sum."""
    said = {f: (row.get(draft.columns.get(f, "")) or "").strip() for f in ("order", "customer")}
    sums = (amount_of(row.get(draft.columns.get(f, ""))) for f in ("amount", "total", "unit_price"))
    money = next((m for m in sums if m is not None), 0.0)
    order = (said["order"],) if said["order"] else ()
    return money < 0, order, (said["customer"], f"{abs(money):.2f}") if said["customer"] else ()
