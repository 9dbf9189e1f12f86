"""A link to a member's page is hers alone, until it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.errors import NotInStore, UsageError
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.wiring.links import Links
from tests.wiring.test_operations import AT

LINKS = Links(StoreKey(bytes(range(32))))
DAY = timedelta(days=1)


def test_a_link_is_good_until_it_ends() -> None:
    token = LINKS.token("anna", at=AT, lasting=7 * DAY)
    assert LINKS.member(token, AT + 7 * DAY - timedelta(seconds=1)) == "anna"
    with pytest.raises(NotInStore, match="not good any more"):
        LINKS.member(token, AT + 7 * DAY)


@given(st.text(max_size=200) | st.binary(max_size=60).map(lambda b: b.decode("latin-1")))
def test_nobody_makes_one(text: str) -> None:
    with pytest.raises(NotInStore):
        LINKS.member(text, AT)


def test_a_link_that_was_changed_or_signed_elsewhere_is_none() -> None:
    token = LINKS.token("anna", at=AT, lasting=DAY)
    bens = LINKS.token("ben", at=AT, lasting=DAY)
    mixed = bens.split(".")[0] + "." + token.split(".")[1]
    other = Links(StoreKey(bytes(32))).token("anna", at=AT, lasting=DAY)
    for wrong in (mixed, other, token[:-1], token + "A"):
        with pytest.raises(NotInStore):
            LINKS.member(wrong, AT)


def test_no_link_lasts_for_ever() -> None:
    for lasting in (timedelta(), 367 * DAY):
        with pytest.raises(UsageError, match="up to 366 days"):
            LINKS.token("anna", at=AT, lasting=lasting)
