"""A source is a plain name, a customer an id that nobody can write to or call."""

from __future__ import annotations

import pytest

from regulars.actions.naming import check_customer, check_source
from regulars.errors import UsageError


@pytest.mark.parametrize("customer", [None, "C-1", "0037060012345", "17", "+12", "Ž 7", "+1-A"])
def test_an_id_is_an_id(customer: str | None) -> None:
    check_customer(customer)


@pytest.mark.parametrize(
    ("customer", "says"),
    [
        ("anna@example.com", "is an e-mail address"),
        ("+37060012345", "is a telephone number"),
        ("+370 (600) 12-345", "is a telephone number"),
        ("C-1 ", "is no plain name"),
        ("\u202eC-1", "is no plain name"),
    ],
)
def test_an_address_or_what_looks_like_another_is_none(customer: str, says: str) -> None:
    with pytest.raises(UsageError, match="(?i)customer_id " + says) as e:
        check_customer(customer)
    if "@" in customer or "+" in customer:
        assert customer not in str(e.value)  # an address stays unsaid


@pytest.mark.parametrize("source", ["till", "web-2", "a" * 40])
def test_a_source_is_a_plain_name(source: str) -> None:
    check_source(source)


@pytest.mark.parametrize("source", ["Till", "", "a b", "ledger", "code", "a" * 41])
def test_other_sources_are_refused(source: str) -> None:
    with pytest.raises(UsageError, match="name where orders come from"):
        check_source(source)
