"""Traps of columns of customers: names, which two people may share, and what is one and the same in nearly every row."""

from __future__ import annotations

import re
from collections import Counter

from regulars.facts.recognition_draft import Draft, Sample
from regulars.facts.recognition_names import SYNONYMS, plain_name

_WHO = frozenset(
    plain_name(word)
    for word in (
        "customer client buyer member shopper user guest account contact person who kunde klient klientas pirkėjas naudotojas"
        " klients pircējs клиент покупатель заказчик مشتری خریدار cliente klant asiakas kund"
    ).split()
)
_NAME = re.compile(r"[^\W\d_][^\d@]*\s[^\d@]*[^\W\d_]\.?$")
"""Two words or more, without a digit."""
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+$")
_MOST, _HALF = 0.8, 0.5
NEARLY_ALL, MANY_ROWS = 0.9, 20
"""One customer of so many rows holds so much of them: a shop's own account, and no customer, or a file of one customer."""
_NOBODY = frozenset(("", "0", "-", "guest", "anonymous", "unknown", "none", "null", "walk-in"))
_OF_THE_SHOP = re.compile(r"(?i)account|acct|konto|cuenta|compte|rekening|sąskait|saskait|konts|счет|счёт|حساب")
"""A column called so may hold the shop's own account, if nearly all rows have the same."""


def is_one_for_all(column: str, sample: Sample) -> bool:
    """Whether one value stands in nearly all of many rows: that is an account of the shop, and nobody who buys.

    >>> is_one_for_all("Account", [{"Account": "shop@example.org"}] * 20), is_one_for_all("Account", [{"Account": "A"}])
    (True, False)
    """
    values = Counter(v for row in sample if (v := (row.get(column) or "").strip()).casefold() not in _NOBODY)
    return values.total() >= MANY_ROWS and values.most_common(1)[0][1] >= NEARLY_ALL * values.total()


def are_names(column: str, sample: Sample) -> bool:
    """Whether a column is called after those who buy, and holds names of people or firms.

    >>> are_names("Customer", [{"Customer": "Rasa Kalne"}]), are_names("Customer", [{"Customer": "C-17"}])
    (True, False)
    """
    return plain_name(column) in _WHO and _share(column, sample, _NAME) >= _MOST


def settle_customer(draft: Draft) -> None:
    """The column that says who bought: no account of the shop's own; ids before names; the fuller of two addresses."""
    if draft.certainty.get("customer") == "recognised":
        _pass_by_accounts(draft)
        _take_fuller_address(draft)
    column = draft.columns.get("customer", "")
    if draft.certainty.get("customer") != "recognised" or not are_names(column, draft.sample):
        return
    named = draft.recognised("customer", SYNONYMS["customer"])
    addresses = [c.name for c in draft.free() if _share(c.name, draft.sample, _ADDRESS) >= _MOST]
    better = [c for c in (named, *addresses) if c and not are_names(c, draft.sample) and _says_who(draft, c)]
    if better:
        draft.settle("customer", better[0], "guessed")


def _pass_by_accounts(draft: Draft) -> None:
    """Of the columns that are called after customers, the strongest that is not the shop's own account."""
    named = [draft.columns["customer"], *draft.all_named(SYNONYMS["customer"])]
    draft.drop("customer")
    fitting = (c for c in named if not (_OF_THE_SHOP.search(c) and is_one_for_all(c, draft.sample)))
    draft.settle("customer", next(fitting, None))


def _take_fuller_address(draft: Draft) -> None:
    """Where addresses lack in some rows, and another column has them, equal where both do: that one."""
    column = draft.columns.get("customer", "")
    if _share(column, draft.sample, _ADDRESS) < _MOST:
        return
    for other in draft.all_named(SYNONYMS["customer"]):
        both = [(a.strip(), b.strip()) for row in draft.sample if (a := row.get(column) or "") and (b := row.get(other) or "")]
        if both and all(a == b for a, b in both) and _filled(draft, other) > _filled(draft, column):
            draft.settle("customer", other)


def _says_who(draft: Draft, column: str) -> bool:
    """Whether at least half of the rows say something there, and not all the same."""
    return _filled(draft, column) >= _HALF * len(draft.sample) and not is_one_for_all(column, draft.sample)


def _filled(draft: Draft, column: str) -> int:
    return sum(bool((row.get(column) or "").strip()) for row in draft.sample)


def _share(column: str, sample: Sample, pattern: re.Pattern[str]) -> float:
    """The share of filled cells that are so."""
    values = [v.strip() for row in sample if (v := row.get(column)) and v.strip()]
    return sum(bool(pattern.match(v)) for v in values) / len(values) if values else 0.0
