"""Guess a needed field where exactly one free column looks like it."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from collections.abc import Sequence

from regulars.facts.recognition_content import Look
from regulars.facts.recognition_draft import MOVEMENTS, Draft
from regulars.facts.recognition_names import is_personal, words_of
from regulars.facts.roles import CALLED_OFF, GIVEN_BACK, SETTLED, SOLD, UNPAID

_NUMBERED = re.compile(r"(?i)numer|number|nummer|num[eé]ro|номер|شماره|\b(n[ro]|id|code|kod|kodas|kods|код)\b|№|#")
"""What a column of numbers is called that names things, and counts no money."""
_OF_A_SALE = re.compile(
    r"(?i)order|booking|reservation|invoice|receipt|bill\b|ticket|check|record|transaction|sku|item|product|bestell|auftrag|rechnung|beleg|artikel"
    r"|užsak|sąskait|kvit|prek|pasūt|rēķin|prece|заказ|чек|сч[её]т|товар|سفارش|فاکتور|کالا|zamówien|commande|pedido|ordine"
)
"""What a column of codes is called that names sales or goods, and nobody."""
_OF_SOMEBODY = re.compile(r"(?i)customer|client|member|account|user|subscri|email|marketing|kund|klient|клиент|card|karte")
"""What a column is called whose words speak of somebody's standing, and not of the sale."""
_OF_NOBODY = re.compile(
    r"(?i)\b(account code|ledger|gl account|nominal|last (four|4)|digits|duration|minutes?|min|seconds?|hours?|days?|nights?"
    r"|zone|(tap|start|end|event|created|updated)[ _](time|at)|timestamp|fare|fee|price|amount|points|stamps|score|rating"
    r"|percent|rate|dauer|trukmė|ilgums|длительность|minutės|minūtes|минут)\b"
)
"""What a column of codes or numbers is called that measures something, or holds a part of a card's number."""
_NO_MONEY = re.compile(
    r"(?i)\b(points?|stamps?|stars?|credits|visits?|punkte|stempel|taškai|taškų|punkti|punktu|zīmogi|spaudai|баллы|баллов|штампы"
    r"|punkty|puntos|punti|امتیاز|nights?|duration|minutes|date|time|timestamp|percent|probability|score|rating)\b|%"
)
"""What a column of numbers is called that counts other things than money."""
_OFF = frozenset((*UNPAID, *CALLED_OFF))
_STATES = frozenset((*_OFF, *SETTLED))
_SURELY_OFF = frozenset((*CALLED_OFF, "fail", "failed", "failure", "declined", "rejected"))
_FEW_WORDS = 12
_STAGE = re.compile(
    r"(?i)\b(stage|result|outcome|status|state|phase|būsena|rezultatas|statuss|rezultāts|стадия|результат|статус)\b"
)
_OF_DELIVERY = re.compile(r"(?i)fulfil|deliver|ship|versand|lieferung|refund|return|email|lead|pristat|piegād|достав")
_FEW = 0.2  # of different values among those filled: fewer is a shop or a group, not a customer


def guess_needed(draft: Draft) -> None:
    """The date, the money and the customer, in this order: each narrows what the next can be."""
    looks = {n: v for n, v in draft.looks().items() if not is_personal(n)}
    if draft.open("occurred"):
        _guess(draft, "occurred", [v for v in looks.values() if v.is_date])
    if draft.open("amount", "total", "unit_price"):
        _guess(draft, "amount", [v for v in looks.values() if v.is_money and not counts_no_money(v.name)])
    if draft.open("customer"):
        _guess(draft, "customer", _like_customers(looks, draft))
    if draft.open("amount", "total", "unit_price"):
        taken = set(draft.columns.values())
        numbers = [v for n, v in looks.items() if v.is_number and not v.counts_up and n not in taken]
        _guess(draft, "amount", [v for v in numbers if not names_things(v.name) and not counts_no_money(v.name)])


def guess_by_words(draft: Draft) -> None:
    """A column of another name, all of whose words tell sales from refunds, or orders that stood from those that did not."""
    columns = [c for c in draft.free() if not speaks_of_somebody(c.name)]
    said = {c.name: {w.replace("_", " ") for w in draft.words(c.name)} for c in columns}
    if draft.open("movement", "giving_back"):
        _only(draft, "movement", [n for n, w in said.items() if w <= MOVEMENTS and w & set(SOLD) and w & set(GIVEN_BACK)])
    if draft.open("status", "cancelled", "returned", "no_show"):
        _only(draft, "status", [n for n, w in said.items() if w & _OFF and (_are_states(w) or _is_called_state(n, w))])


def _are_states(words: set[str]) -> bool:
    return words <= _STATES and bool(words & set(SETTLED))


def _is_called_state(column: str, words: set[str]) -> bool:
    """A few words, some of orders that failed or were called off, in a column that is called a result or a stage."""
    name = words_of(column)
    return (
        bool(words & _SURELY_OFF) and len(words) <= _FEW_WORDS and bool(_STAGE.search(name) and not _OF_DELIVERY.search(name))
    )


def speaks_of_somebody(column: str) -> bool:
    """Whether a column by its name says how somebody stands, and not how a sale does.

    >>> speaks_of_somebody("Customer state"), speaks_of_somebody("Stage")
    (True, False)
    """
    return bool(_OF_SOMEBODY.search(column))


def _only(draft: Draft, name: str, columns: Sequence[str]) -> None:
    if len(columns) == 1:
        draft.settle(name, columns[0], "guessed")


def _guess(draft: Draft, name: str, candidates: Sequence[Look]) -> None:
    if len(candidates) == 1:
        draft.settle(name, candidates[0].name, "guessed")


def names_a_sale(column: str) -> bool:
    """Whether a column by its name tells sales or goods apart, so that its codes are no customers.

    >>> names_a_sale("amazon-order-id"), names_a_sale("Kartennr")
    (True, False)
    """
    return bool(_OF_A_SALE.search(words_of(column)))


def names_things(column: str) -> bool:
    """Whether a column of numbers by its name tells things apart.

    >>> names_things("Numer"), names_things("Wert")
    (True, False)
    """
    return bool(_NUMBERED.search(words_of(column)))


def counts_no_money(column: str) -> bool:
    """Whether a column of numbers by its name counts points, stamps or nights, or is a share.

    >>> counts_no_money("Stamps"), counts_no_money("Tax %"), counts_no_money("Kaina")
    (True, True, False)
    """
    return bool(_NO_MONEY.search(words_of(column)))


def is_of_nobody(column: str) -> bool:
    """Whether a column by its name measures something, so that its numbers are no customers.

    >>> is_of_nobody("Duration (min)"), is_of_nobody("Last four digits"), is_of_nobody("AccountCode"), is_of_nobody("Kartennr")
    (True, True, True, False)
    """
    return bool(_OF_NOBODY.search(words_of(column)))


def _like_customers(looks: Lookup[str, Look], draft: Draft) -> list[Look]:
    """Codes that are neither few (a shop, a group) nor counted up (a row number); those that repeat first.

    While no column is known to hold the money, a column of numbers may be just that, and is no candidate.
    """
    taken = set(draft.columns.values())
    paid = draft.has("amount", "total", "unit_price", "refunded") or "amount" in draft.given
    unsaid = {n: v for n, v in looks.items() if n not in taken and not names_a_sale(n) and not is_of_nobody(n)}
    codes = [v for v in unsaid.values() if v.is_code and not v.counts_up and (paid or not v.is_number)]
    many = [v for v in codes if v.distinct >= _FEW or len(draft.sample) < 20]
    again = [v for v in many if v.distinct < 1]
    lettered = [v for v in many if not v.is_number]
    return next((some for some in (again, lettered) if len(some) == 1), many)
