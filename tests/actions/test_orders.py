"""An order is remembered as its latest version tells it, with what of it was given back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from regulars.actions.orders import Order, as_told, need_refunded
from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.requests import Earn, EarnLine
from regulars.actions.sales import MoneyBack, Purchase, SaleLine
from regulars.errors import LimitReached


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


def test_a_version_changes_what_was_paid_and_not_what_came_back() -> None:
    """4.00 of the bread came back. A version without shipping keeps as much of it as was given back."""
    known = replace(as_told(order(sold("bread", 900))), refunded_minor=400, beside_refunded_minor=200, back={"bread": 400})
    new = as_told(order(sold("bread", 1200), sold("jam", 600), amount=1800), known)
    assert (new.refunded_minor, new.back, new.goods_left, new.beside_left) == (400, {"bread": 400}, 1400, 0)
    assert (new.paid_minor, new.kept("bread", 0), new.kept("tea", 50)) == (2000, 800, 50)


def test_a_line_that_is_claimed_for_what_was_kept_costs_what_it_did() -> None:
    known = replace(as_told(order(sold("bread", 900))), refunded_minor=400, back={"bread": 400})
    assert as_told(order(sold("bread", 500, 5), member="anna"), known).price("bread") == 900
    assert as_told(order(sold("bread", 500)), known).price("bread") == 500


def test_all_of_an_order_is_back_once_its_money_is() -> None:
    assert replace(ORDER, refunded_minor=1500).is_back
    assert not replace(ORDER, refunded_minor=1499).is_back
    assert not Order("o-1", 0, "EUR", beside_minor=500, beside_refunded_minor=500).is_back  # a voucher paid the goods


def test_a_version_pays_for_what_came_back() -> None:
    """4.00 of the bread came back: it cost no less, and it is told on. Of shipping a version may be silent."""
    before = as_told(order(sold("bread", 900), SaleLine(line_id="way", amount_minor=200, role="shipping")))
    known = replace(before, refunded_minor=400, beside_refunded_minor=200, back={"bread": 400, "way": 200})
    for lines in ((sold("bread", 400),), ()):
        need_refunded(as_told(order(*lines), known), known)
    for lines, paid in (((sold("bread", 399),), 399), ((sold("tea", 900),), 0)):
        with pytest.raises(LimitReached, match=f"(?i)of line bread .* 400 minor units .* this version pays {paid}") as e:
            need_refunded(as_told(order(*lines), known), known)
        assert "what was paid at the till" in str(e.value)
    with pytest.raises(LimitReached, match=r"(?i)of order o-1 400 minor units of EUR were given back already"):
        need_refunded(as_told(order(amount=399), known), known)
