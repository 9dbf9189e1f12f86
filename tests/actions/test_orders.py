"""An order's versions, its refunds and what its lines earned fit together, or are refused with what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from regulars.actions.orders import Order, need_earned, need_kept, need_lines, need_paid, shares
from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.requests import Earn, EarnLine
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


def plainly(**lines: int) -> Earn:
    return Earn(
        member="anna", reference="o-1", lines=tuple(EarnLine(line_id=n, points=5, amount_minor=a) for n, a in lines.items())
    )


ORDER = Order("o-1", 1500, "EUR", paid_minor=1500)
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
    need_earned(order(sold("tea", 100), amount=100), (earned("bonus", 0, 5),))  # nor what cost nothing


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
    for told in (["bread", "jam"], []):
        with pytest.raises(NotInStore, match=r"(?i)order o-1 \(till\) has no line 01\.\n.*one of its lines: bread"):
            need_lines(back(**{"bread": 1, "01": 1}), told, {"bread"})
    need_lines(back(), ["bread"], {"bread"})


def test_a_line_that_only_the_shop_knows_is_given_back_unless_it_reads_like_one_that_earned() -> None:
    """The order never came as a purchase; line 1 earned. A bag may come back beside it; 01 is line 1, misspelt."""
    need_lines(back(**{"1": 1, "bag": 1}), None, {"1"})
    need_lines(back(bag=1), None, {"1"})
    need_lines(back(**{"1": 1, "01": 1}), None, {"1"})  # the shop has both
    for misspelt in ("01", " 1", "#1"):
        with pytest.raises(NotInStore, match=f"has no line {misspelt}"):
            need_lines(back(**{misspelt: 1, "bag": 1}), None, {"1"})


def test_a_receipt_with_a_part_given_back_earns_for_the_rest() -> None:
    """Of 15.00 the jam's 6.00 came back: nine are left to earn for."""
    kept = replace(ORDER, refunded_minor=600)
    need_kept(order(sold("bread", 900, 9), sold("jam", 600), member="anna"), kept)
    with pytest.raises(LimitReached, match="come to 900 or less"):
        need_kept(order(sold("bread", 901, 9), sold("jam", 599), member="anna"), kept)
    with pytest.raises(LimitReached, match="come to 0 or less"):
        need_kept(order(sold("bread", 900, 9), member="anna"), replace(ORDER, refunded_minor=1500))


def test_shipping_that_was_given_back_earns_nothing_either() -> None:
    """Goods for 15.00 and 5.00 to bring them, which came back: 15.00 may earn, told with shipping or without."""
    way = SaleLine(line_id="way", amount_minor=500, role="shipping", points=5)
    back_already = replace(ORDER, beside_minor=500, beside_refunded_minor=500)
    need_kept(order(sold("bread", 1500, 15), member="anna"), back_already)
    need_kept(order(sold("bread", 1500, 15), member="anna", shipping_minor=500), back_already)
    with pytest.raises(LimitReached, match="come to 1,500 or less"):
        need_kept(order(sold("bread", 1500, 15), way, member="anna"), back_already)


def test_a_plain_earn_is_for_what_was_paid() -> None:
    """15.00 were paid. The bread's 9.00 earned; 6.00 more may, not 6.01; a bonus without an amount may."""
    need_paid(plainly(jam=600), ORDER, [BREAD])
    need_paid(plainly(jam=600, bonus=0), ORDER, [BREAD])
    with pytest.raises(LimitReached, match=r"come to 1,501 minor units, and 1,500 were paid"):
        need_paid(plainly(jam=601), ORDER, [BREAD])
    need_paid(plainly(jam=601), replace(ORDER, paid_minor=None), [BREAD])  # told before it was written down
    need_paid(plainly(jam=900), ORDER, [earned("bread", 900, 9, refunded=900, taken=9)])
    need_paid(plainly(bread=900), ORDER, [BREAD])  # which the ledger itself refuses, with better words


def test_a_plain_earn_is_for_what_was_kept() -> None:
    """6.00 of 15.00 came back: 9.00 may earn. Of an order that came back whole nothing does, a bonus neither."""
    kept = replace(ORDER, refunded_minor=600)
    need_paid(plainly(bread=900), kept, [])
    for some in ({"bread": 901}, {"bread": 900, "jam": 1}):
        with pytest.raises(LimitReached, match=r"600 minor units were given back[^$]*come to 900 or less"):
            need_paid(plainly(**some), kept, [])
    with pytest.raises(LimitReached, match="come to 0 or less"):
        need_paid(plainly(bonus=0), replace(ORDER, refunded_minor=1500), [])
    nothing = Earn(
        member="anna", reference="o-1", lines=(EarnLine(line_id="1", points=0, amount_minor=9),), reason="left out: a gift card"
    )
    need_paid(nothing, replace(ORDER, refunded_minor=1500), [])


def test_a_plain_earn_names_the_lines_of_the_order() -> None:
    told = replace(ORDER, lines={"bread": (900, "product"), "jam": (600, "product")})
    need_paid(plainly(bread=900, bonus=0), told, [])
    with pytest.raises(LimitReached, match=r"(?i)line jam of order o-1 was paid 600 minor units, and it is to earn for 601"):
        need_paid(plainly(jam=601), told, [])
    with pytest.raises(LimitReached, match=r"(?i)line tea of order o-1 is none of its lines"):
        need_paid(plainly(tea=1), told, [])
    need_paid(plainly(jam=900), replace(ORDER, lines={"jam": (None, "")}), [])  # its name alone was written down


def test_money_back_is_for_goods_or_beside_them() -> None:
    """Goods for 15.00 and 5.00 of shipping, on a line of its own or on none."""
    lined = replace(ORDER, beside_minor=500, lines={"bread": (1500, "product"), "way": (500, "shipping")})
    assert shares(back(bread=1500, way=500), lined) == ({"bread": 1500}, {"way": 500})
    for some in ({"bread": 1501}, {"bread": 1, "way": 501}):
        with pytest.raises(LimitReached, match="at most the 1,500 minor units of EUR that are left, and 500 of shipping"):
            shares(back(**some), lined)
    told = replace(ORDER, beside_minor=500)
    assert shares(back(bread=1500, way=500), told) == ({"bread": 1500}, {"way": 500})
    assert shares(back(bread=1700), told) == ({"bread": 1500}, {"bread": 200})
    with pytest.raises(LimitReached, match="2,001 minor units"):
        shares(back(bread=2001), told)
    assert shares(back(bread=900), ORDER) == ({"bread": 900}, {})
    with pytest.raises(LimitReached, match=r"at most the 1,500 minor units of EUR that are left\."):
        shares(back(bread=1501), ORDER)
