"""Versions of an order, and its refunds, on the store: what doesn't fit is refused, and spoils nothing."""

from __future__ import annotations

import pytest

from regulars.actions.sales import SaleLine
from regulars.errors import LimitReached, NotInStore
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store
from tests.stores.operations.members import AT
from tests.stores.operations.test_sales import BREAD, JAM, available, back, bought, opened, told


def test_a_misspelt_line_takes_nothing_and_spoils_nothing(store: Store) -> None:
    """A till writes line 01 for line 1. It is told so; the right refund then finds the order whole."""
    sales = opened(store)
    bag = SaleLine(line_id="3", amount_minor=20)
    sales.buy(bought(amount_minor=1520, lines=(BREAD, JAM, bag)), key="b", at=AT)
    for lines in ({"01": 900}, {"1": 900, "02": 600}):
        with pytest.raises(NotInStore, match="has no line 0"):
            sales.give_back(back(lines=lines), key="wrong", at=AT)
    assert sales.give_back(back(lines={"3": 20}), key="bag", at=AT).entries
    sales.give_back(back(refund="r-2", lines={"1": 900}), key="right", at=AT)
    assert available(store) == 6
    assert check(store) == []


def test_an_order_that_earned_is_not_made_small(store: Store) -> None:
    """Told again with 1.00 and another line, Anna's order would keep its points and have nothing left to give back."""
    sales = opened(store)
    sales.buy(bought(), key="b", at=AT)
    tea = SaleLine(line_id="3", amount_minor=100)
    with pytest.raises(LimitReached, match="has earned for"):
        sales.buy(bought(amount_minor=100, lines=(tea,)), key="small", at=AT)
    assert [kind for kind, *_ in told(store)].count("purchases") == 1
    sales.give_back(back(), key="all", at=AT)
    assert available(store) == 0


def test_what_was_a_gift_is_given_back_without_money(store: Store) -> None:
    sales = opened(store)
    free = SaleLine(line_id="1", amount_minor=0, points=5)
    sales.buy(bought(amount_minor=0, lines=(free,)), key="b", at=AT)
    assert available(store) == 5
    sales.give_back(back(), key="r", at=AT)
    assert available(store) == 0
    assert "refunds" not in {kind for kind, *_ in told(store)}
    with pytest.raises(LimitReached, match="at most the 0 minor units"):
        sales.give_back(back(refund="r-2"), key="r2", at=AT)


def test_a_gift_beside_paid_goods_goes_back_with_the_rest(store: Store) -> None:
    """Bread is paid, a gift gave 50 points. The bread comes back by its line, then the rest, which is the gift alone."""
    sales = opened(store)
    gift = SaleLine(line_id="2", amount_minor=0, points=50)
    sales.buy(bought(amount_minor=900, lines=(BREAD, gift)), key="b", at=AT)
    sales.give_back(back(lines={"1": 900}), key="r1", at=AT)
    assert available(store) == 50
    sales.give_back(back(refund="r-2"), key="r2", at=AT)
    assert available(store) == 0
    with pytest.raises(LimitReached, match="at most the 0 minor units"):
        sales.give_back(back(refund="r-3"), key="r3", at=AT)
    assert check(store) == []


def test_an_order_may_grow_by_a_line_that_earns(store: Store) -> None:
    """Tea is added later: all three lines are told, and only the tea is new to the ledger; a reason changes nothing."""
    sales = opened(store)
    sales.buy(bought(), key="b", at=AT)
    kept = tuple(SaleLine(line_id=line.line_id, amount_minor=line.amount_minor) for line in (BREAD, JAM))
    tea = SaleLine(line_id="3", amount_minor=100, points=1)
    sales.buy(bought(amount_minor=1600, lines=(*kept, tea), reason="added: tea"), key="tea", at=AT)
    assert available(store) == 16
    plain = SaleLine(line_id="3", amount_minor=100)
    assert (
        sales.buy(bought(amount_minor=1600, lines=(*kept, plain), reason="told again: the till"), key="more", at=AT).entries
        == ()
    )
    assert available(store) == 16
    assert check(store) == []
