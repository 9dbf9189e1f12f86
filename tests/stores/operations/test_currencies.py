"""Which currency a store's orders are in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.sales import MoneyBack, Purchase
from regulars.errors import UsageError
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.currencies import first_currency
from regulars.stores.operations.sales import Sales
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT


def paid(order: str, currency: str) -> Purchase:
    return Purchase(source="till", order_id=order, amount_minor=500, currency=currency)


def test_the_first_order_says_it_for_all_that_follow(store: Store) -> None:
    """Both tills were there before anything was sold. Told again in its second hour, the first order stays the first."""
    assert first_currency(store) is None
    one, other = (Sales(store, StoreKey(bytes(32)), Rules(), None) for _ in range(2))
    one.buy(paid("o-9", "SEK"), key="k0", at=AT)
    with pytest.raises(UsageError, match=r"(?s)currency is EUR.*SEK"):
        other.buy(paid("o-1", "EUR"), key="k1", at=AT + timedelta(hours=1))
    other.buy(paid("o-1", "SEK"), key="k2", at=AT + timedelta(hours=1))
    one.buy(paid("o-9", "SEK"), key="k3", at=AT + timedelta(hours=2))
    assert first_currency(store) == "SEK"


def test_an_order_of_another_currency_can_still_be_given_back(store: Store) -> None:
    """It came while the workspace named another currency than today."""
    old, new = (Sales(store, StoreKey(bytes(32)), Rules(), currency) for currency in ("SEK", "EUR"))
    old.buy(paid("o-1", "SEK"), key="k1", at=AT)
    back = MoneyBack(source="till", order_id="o-1", refund_id="r-1", currency="SEK", lines={})
    new.give_back(back, key="k2", at=AT)
    with pytest.raises(UsageError, match=r"(?s)currency is SEK.*EUR"):
        new.give_back(replace(back, order_id="o-2", refund_id="r-2", lines={"1": 5}), key="k3", at=AT)
