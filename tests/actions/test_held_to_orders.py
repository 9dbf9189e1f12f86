"""An order's versions, its refunds and what its lines earn fit together, or are refused with what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regulars.actions.held_to_orders import need_earned, need_kept, need_paid
from regulars.actions.orders import Order
from regulars.actions.rewards.ledger.requests import Earn, EarnLine
from regulars.actions.sales import SaleLine
from regulars.errors import LimitReached
from tests.actions.test_orders import BREAD, JAM, ORDER, earned, order, plainly, sold


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


def test_refunds_stand_beside_what_was_paid() -> None:
    """The jam came back whole, and a third of the bread: a version goes on telling what was paid for both at the till."""
    lines = (earned("bread", 900, 9, refunded=300, taken=3), earned("jam", 600, 6, refunded=600, taken=6))
    back = {"bread": 300, "jam": 600}
    need_earned(order(sold("bread", 900), sold("jam", 600)), lines, back, 900)
    need_earned(order(amount=1500), lines, back, 900)
    for price in (600, 899):
        with pytest.raises(LimitReached, match=r"(?i)line bread .* earned for 600 minor units beside 300 that") as e:
            need_earned(order(sold("bread", price), sold("jam", 600)), lines, back, 900)
        assert "at the till; refunds stand beside it" in str(e.value)
    with pytest.raises(LimitReached, match=r"(?i)earned for 600 minor units beside 900 .* pays 1,499"):
        need_earned(order(amount=1499), lines, back, 900)
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


def test_a_receipt_with_a_part_given_back_earns_for_the_rest() -> None:
    """Of 15.00 the jam's 6.00 came back: nine are left to earn for."""
    kept = replace(ORDER, refunded_minor=600)
    need_kept(order(sold("bread", 900, 9), sold("jam", 600), member="anna"), kept, [])
    with pytest.raises(LimitReached, match="come to 900 or less"):
        need_kept(order(sold("bread", 901, 9), sold("jam", 599), member="anna"), kept, [])
    with pytest.raises(LimitReached, match="come to 0 or less"):
        need_kept(order(sold("bread", 900, 9), member="anna"), replace(ORDER, refunded_minor=1500), [])
    with pytest.raises(LimitReached, match="come to 1,500"):
        need_kept(order(sold("bread", 900), sold("jam", 600, 6), member="anna"), kept, [BREAD])


def test_of_a_line_earns_what_was_kept_of_it() -> None:
    """Of the bread's 9.00 came 4.00 back: it earns for 5.00, though 11.00 were kept of the order; a bonus may go with it."""
    kept = replace(ORDER, refunded_minor=400, lines={"bread": (900, "product"), "jam": (600, "product")}, back={"bread": 400})
    for asked in (500, 0):
        need_kept(order(sold("bread", asked, 9), sold("jam", 600, 6), member="anna"), kept, [])
        need_paid(plainly(bread=asked), kept, [])
    match = r"(?i)of line bread .* 400 minor units were given back[^$]*of 500 minor units or less"
    with pytest.raises(LimitReached, match=match):
        need_kept(order(sold("bread", 501, 9), member="anna"), kept, [])
    with pytest.raises(LimitReached, match=match):
        need_paid(plainly(bread=501), kept, [])
    with pytest.raises(LimitReached, match=r"(?i)of line bread .* 900 minor units"):
        need_paid(plainly(bread=0), replace(kept, back={"bread": 900}), [])


def test_shipping_given_back_of_what_a_voucher_paid_leaves_the_goods() -> None:
    """A voucher pays the bread, the member its shipping, which comes back: the bread earns."""
    voucher = Order("o-1", 0, "EUR", paid_minor=1500, beside_minor=500, beside_refunded_minor=500)
    need_paid(plainly(bread=1000), voucher, [])
    off = SaleLine(line_id="v", amount_minor=1000, role="voucher")
    need_kept(order(sold("bread", 1000, 9), off, amount=0, shipping_minor=500, member="anna"), voucher, [])


def test_nothing_earns_plainly_that_came_back_before_its_order_was_told() -> None:
    early = Order("o-1", 300, "EUR", 300, back={"bread": 300}, told=False)
    need_paid(plainly(jam=600), early, [])
    with pytest.raises(
        LimitReached, match=r"(?i)of line bread of order o-1 300 minor units were given back before it earned"
    ) as e:
        need_paid(plainly(jam=600, bread=900), early, [])
    assert "tell the purchase with its lines" in str(e.value)


def test_shipping_that_was_given_back_earns_nothing_either() -> None:
    """Goods for 15.00 and 5.00 to bring them, which came back: 15.00 may earn, told with shipping or without."""
    way = SaleLine(line_id="way", amount_minor=500, role="shipping", points=5)
    back_already = replace(ORDER, beside_minor=500, beside_refunded_minor=500)
    need_kept(order(sold("bread", 1500, 15), member="anna"), back_already, [])
    need_kept(order(sold("bread", 1500, 15), member="anna", shipping_minor=500), back_already, [])
    with pytest.raises(LimitReached, match="come to 1,500 or less"):
        need_kept(order(sold("bread", 1500, 15), way, member="anna"), back_already, [])


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
