"""An order's versions, its refunds and what its lines earned fit together, or are refused with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.actions.orders import need_earned, need_kept, need_lines
from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.sales import MoneyBack, Purchase, SaleLine
from regulars.errors import LimitReached, NotInStore


def order(*lines: SaleLine, amount: int = 1500, **more: Any) -> Purchase:
    return Purchase(source="till", order_id="o-1", amount_minor=amount, currency="EUR", lines=lines, **more)


def sold(name: str, amount: int, points: int = 0) -> SaleLine:
    return SaleLine(line_id=name, amount_minor=amount, points=points)


def earned(name: str, amount: int, points: int, refunded: int = 0, taken: int = 0) -> Line:
    return Line("o-1", name, EntryId(1, 1), "points", amount, points, refunded, taken, "till")


def back(**lines: int) -> MoneyBack:
    return MoneyBack(source="till", order_id="o-1", refund_id="r", currency="EUR", lines=lines)


BREAD, JAM = earned("bread", 900, 9), earned("jam", 600, 6)


def test_a_version_keeps_what_earned() -> None:
    """Bread for 9.00 and jam for 6.00 earned. The order may grow; it may not lose the jam, or its price."""
    need_earned(order(sold("bread", 900), sold("jam", 600), sold("tea", 300), amount=1800), (BREAD, JAM))
    need_earned(order(amount=1500), (BREAD, JAM))  # told without lines
    with pytest.raises(LimitReached, match=r"(?i)line jam of order o-1 has earned for 600 .* leaves it out"):
        need_earned(order(sold("bread", 900)), (BREAD, JAM))
    with pytest.raises(LimitReached, match=r"(?i)line jam .* for 600 minor units, and this version says 599"):
        need_earned(order(sold("bread", 900), sold("jam", 599)), (BREAD, JAM))
    with pytest.raises(LimitReached, match=r"(?i)have earned for 1,500 .* pays 100"):
        need_earned(order(amount=100), (BREAD, JAM))


def test_what_was_refunded_may_go() -> None:
    """The jam came back whole, and a third of the bread: 6.00 of the bread must stay, and no jam."""
    lines = (earned("bread", 900, 9, refunded=300, taken=3), earned("jam", 600, 6, refunded=600, taken=6))
    need_earned(order(sold("bread", 600), amount=600), lines)
    with pytest.raises(LimitReached, match=r"(?i)line bread"):
        need_earned(order(sold("bread", 599), amount=599), lines)
    need_earned(order(sold("tea", 100), amount=100), (earned("bag", 20, 0),))  # what earned nothing binds nobody


def test_a_discount_of_the_whole_order_pays_for_lines_too() -> None:
    """13.00 and 2.00 off pay for the 15.00 that earned; with 1.99 off a cent is missing."""
    need_earned(order(amount=1300, discount_minor=200), (BREAD, JAM))
    with pytest.raises(LimitReached, match="pays 1,499"):
        need_earned(order(amount=1300, discount_minor=199), (BREAD, JAM))


def test_shipping_that_earned_is_paid_beside_the_goods() -> None:
    """Goods for 10.00 and 5.00 to bring them, both earning: told again unchanged it is no smaller."""
    goods, bringing = earned("1", 1000, 10), earned("2", 500, 5)
    way = SaleLine(line_id="2", amount_minor=500, role="shipping")
    need_earned(order(sold("1", 1000), way, amount=1000, shipping_minor=500), (goods, bringing))
    need_earned(order(sold("1", 1000), way, amount=1000), (goods, bringing))
    with pytest.raises(LimitReached, match="pays 1,499"):
        need_earned(order(amount=1000, shipping_minor=499), (goods, bringing))


def test_a_refund_names_lines_of_the_order() -> None:
    """A leading zero would leave its points with the member for ever."""
    need_lines(back(jam=1), ["bread", "jam"], {"bread"})
    need_lines(back(bag=1), [], set())  # nobody knows of any line
    need_lines(back(bag=1), None, set())
    for told in (["bread", "jam"], [], None):
        with pytest.raises(NotInStore, match=r"(?i)order o-1 \(till\) has no line 01\.\n.*one of its lines: bread"):
            need_lines(back(**{"bread": 1, "01": 1}), told, {"bread"})
    need_lines(back(), ["bread"], {"bread"})


def test_a_receipt_with_a_part_given_back_earns_for_the_rest() -> None:
    """Of 15.00 the jam's 6.00 came back: nine are left to earn for."""
    need_kept(order(sold("bread", 900, 9), sold("jam", 600), member="anna"), 600)
    with pytest.raises(LimitReached, match="come to 900 or less"):
        need_kept(order(sold("bread", 901, 9), sold("jam", 599), member="anna"), 600)
    with pytest.raises(LimitReached, match="come to 0 or less"):
        need_kept(order(sold("bread", 900, 9), member="anna"), 1500)
