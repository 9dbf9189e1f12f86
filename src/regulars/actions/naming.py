"""How sales name where they come from and who bought."""

from __future__ import annotations

import re

from regulars.actions.rewards.ledger.request import plain
from regulars.actions.rewards.ledger.requests import CODE
from regulars.errors import UsageError

OWN_SOURCES = ("ledger", CODE)
_PLAIN = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_TELEPHONE = re.compile(r"\+(?:[ ()/.-]*\d){7,15}")


def check_source(source: str) -> None:
    """A source is a plain name; what the ledger tells by itself goes under ``ledger``, what codes give under ``code``."""
    if not _PLAIN.fullmatch(source) or source in OWN_SOURCES:
        raise UsageError(
            f"source is {source[:50]!r}",
            expected=f"a name such as shop, till or web; not {' or '.join(OWN_SOURCES)}",
            do="name where orders come from",
        )


def check_customer(customer_id: str | None) -> None:
    """A customer is known by an id; an address or a telephone number is nobody's id in the facts."""
    if customer_id and "@" in customer_id:  # the address itself stays unsaid
        raise UsageError("customer_id is an e-mail address", expected="an id: facts hold no addresses", do="give an id")
    if customer_id and _TELEPHONE.fullmatch(customer_id):
        raise UsageError("customer_id is a telephone number", expected="an id: facts hold no numbers to call", do="give an id")
    if customer_id:
        plain("customer_id", customer_id)
