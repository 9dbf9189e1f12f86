"""Which currency a store's orders are in."""

from __future__ import annotations

from datetime import timedelta

from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.sales import Purchase
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.currencies import first_currency
from regulars.stores.operations.sales import Sales
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT


def test_the_first_order_says_it(store: Store) -> None:
    assert first_currency(store) is None
    sales = Sales(store, StoreKey(bytes(32)), Rules(), None)
    for n, currency in enumerate(("SEK", "EUR")):
        paid = Purchase(source="till", order_id=f"o-{9 - n}", amount_minor=500, currency=currency)
        sales.buy(paid, key=f"k{n}", at=AT + timedelta(hours=n))
    assert first_currency(store) == "SEK"
