"""A trap of columns of customers: one called Customer may hold names, which two people may share."""

from __future__ import annotations

import re

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


def are_names(column: str, sample: Sample) -> bool:
    """Whether a column is called after those who buy, and holds names of people or firms.

    >>> are_names("Customer", [{"Customer": "Rasa Kalne"}]), are_names("Customer", [{"Customer": "C-17"}])
    (True, False)
    """
    return plain_name(column) in _WHO and _share(column, sample, _NAME) >= _MOST


def settle_customer(draft: Draft) -> None:
    """Where names stand beside ids or e-mail addresses, these say who somebody is."""
    column = draft.columns.get("customer", "")
    if draft.certainty.get("customer") != "recognised" or not are_names(column, draft.sample):
        return
    named = draft.recognised("customer", SYNONYMS["customer"])
    addresses = [c.name for c in draft.free() if _share(c.name, draft.sample, _ADDRESS) >= _MOST]
    better = [c for c in (named, *addresses) if c and not are_names(c, draft.sample) and _filled(draft, c)]
    if better:
        draft.settle("customer", better[0], "guessed")


def _filled(draft: Draft, column: str) -> bool:
    """Whether at least half of the rows say something there."""
    return sum(bool((row.get(column) or "").strip()) for row in draft.sample) >= _HALF * len(draft.sample)


def _share(column: str, sample: Sample, pattern: re.Pattern[str]) -> float:
    """The share of filled cells that are so."""
    values = [v.strip() for row in sample if (v := row.get(column)) and v.strip()]
    return sum(bool(pattern.match(v)) for v in values) / len(values) if values else 0.0
