"""A refund gives back what was paid for, line by line, and takes the points with the money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regulars.actions.giving_back import Back, all_left, need_lines, points_back, shares, told_early, with_early
from regulars.actions.orders import as_told
from regulars.errors import LimitReached, NotInStore
from tests.actions.test_orders import BREAD, JAM, ORDER, back, earned, order, sold


def test_a_refund_names_lines_of_the_order() -> None:
    """A leading zero would leave its points with the member for ever."""
    need_lines(back(jam=1), ["bread", "jam"], {"bread"})
    need_lines(back(bag=1), None, set())  # nobody knows of any line
    with pytest.raises(NotInStore, match=r"(?i)order o-1 \(till\) has no line 01\.\n.*one of its lines: bread"):
        need_lines(back(**{"bread": 1, "01": 1}), ["bread", "jam"], {"bread"})
    need_lines(back(**{"bread": 1, "01": 1}), [], {"bread"})  # told without lines: nobody wrote them down
    need_lines(back(), ["bread"], {"bread"})


def test_a_line_that_only_the_shop_knows_is_given_back_unless_it_reads_like_one_that_earned() -> None:
    """The order never came as a purchase; line 1 earned. A bag may come back beside it; 01 is line 1, misspelt."""
    need_lines(back(**{"1": 1, "bag": 1}), None, {"1"})
    need_lines(back(bag=1), None, {"1"})
    need_lines(back(**{"1": 1, "01": 1}), None, {"1"})  # the shop has both
    for misspelt in ("01", " 1", "#1"):
        with pytest.raises(NotInStore, match=f"has no line {misspelt}"):
            need_lines(back(**{misspelt: 1, "bag": 1}), None, {"1"})


def test_money_back_is_for_goods_or_beside_them() -> None:
    """Goods for 15.00 and 5.00 of shipping, on a line of its own or on none."""
    lined = replace(ORDER, beside_minor=500, lines={"bread": (1500, "product"), "way": (500, "shipping")})
    assert shares(back(bread=1500, way=500), lined) == Back({"bread": 1500}, {"way": 500})
    for some in ({"bread": 1501}, {"bread": 1, "way": 501}):
        with pytest.raises(LimitReached, match="at most the 1,500 minor units of EUR that are left, and 500 of shipping"):
            shares(back(**some), lined)
    told = replace(ORDER, beside_minor=500)
    assert shares(back(bread=1500, way=500), told) == Back({"bread": 1500}, beside_apart=500)
    assert shares(back(bread=1700), told) == Back({"bread": 1500}, beside_apart=200)
    with pytest.raises(LimitReached, match="2,001 minor units"):
        shares(back(bread=2001), told)
    assert shares(back(bread=900), ORDER) == Back({"bread": 900})
    with pytest.raises(LimitReached, match=r"at most the 1,500 minor units of EUR that are left\."):
        shares(back(bread=1501), ORDER)


LINED = replace(ORDER, lines={"bread": (900, "product"), "jam": (600, "product")})


def test_a_line_gives_back_what_was_paid_for_it() -> None:
    """Beyond a line's own rest comes shipping that stands on no line, whatever the order of the lines; else nothing."""
    with pytest.raises(
        LimitReached, match=r"(?i)1,000 minor units of EUR are to be given back for line jam[^$]*at most the 600"
    ):
        shares(back(jam=1000), LINED)
    carried = replace(LINED, beside_minor=500)
    for some in ({"bread": 1400, "jam": 600}, {"jam": 1100, "bread": 900}, {"bread": 1000, "jam": 1000}):
        assert shares(back(**some), carried) == Back({"bread": 900, "jam": 600}, beside_apart=500)
    with pytest.raises(LimitReached, match="at most the 1,100 minor units that are left of what was paid for it"):
        shares(back(jam=1101), carried)
    gone = Back({"bread": 900}).counted(carried)
    assert shares(back(bread=500), gone) == Back({}, beside_apart=500)
    way = replace(carried, lines={"bread": (900, "product"), "way": (200, "shipping"), "fee": (300, "fee")})
    with pytest.raises(LimitReached, match="at most the 200 minor units"):
        shares(back(way=201), way)
    with pytest.raises(LimitReached, match="at most the 900 minor units that are left"):
        shares(back(bread=901), way)


def test_what_was_taken_off_the_whole_order_does_not_come_back() -> None:
    """15.00 of lines, 3.00 off: 12.00 come back at most."""
    off = replace(LINED, amount_minor=1200)
    assert shares(back(bread=900, jam=300), off) == Back({"bread": 900, "jam": 300})
    with pytest.raises(LimitReached, match="at most the 1,200 minor units"):
        shares(back(bread=900, jam=301), off)
    assert all_left(off) == Back({"bread": 900, "jam": 300})
    assert all_left(replace(ORDER, beside_minor=200)) == Back({}, {}, 1500, 200)  # told without lines


def test_points_that_stay_are_those_of_what_was_kept() -> None:
    """The bread earned for 9.00 and cost 12.00 in the end. The last of the money takes all but gifts."""
    dearer = replace(LINED, amount_minor=1800, lines={"bread": (1200, "product"), "jam": (600, "product")})
    gift = earned("gift", 0, 5)
    part = Back({"bread": 400}).counted(dearer)
    asked = points_back("till", dearer, part, {"bread"}, [BREAD, JAM, gift])
    assert asked is not None
    assert (dict(asked.kept), dict(asked.was), list(asked.lines)) == ({"bread": 800}, {"bread": 1200}, ["bread"])
    grown = Back({"bread": 300}).counted(dearer)
    assert points_back("till", dearer, grown, {"bread"}, [BREAD, JAM, gift]) is None  # what it grew by took no points
    gone = Back({"bread": 1200, "jam": 600}).counted(dearer)
    last = points_back("till", dearer, gone, {"jam"}, [BREAD, JAM, gift])
    assert last is not None
    assert (dict(last.kept), list(last.lines)) == ({}, ["bread", "jam"])


def test_what_came_back_early_counts_once_the_order_is_told() -> None:
    """Bread for 4.00 comes back twice before its purchase is told, which then has to pay for it."""
    early = told_early(back(bread=400), told_early(back(bread=400), None))
    assert (early.amount_minor, early.refunded_minor, early.back, early.told) == (800, 800, {"bread": 800}, False)
    bought = order(sold("bread", 900), sold("jam", 600))
    told = with_early(as_told(bought, early), "till", early)
    assert (told.refunded_minor, told.back, told.told) == (800, {"bread": 800}, True)
    for wrong in (order(sold("bread", 799)), order(sold("01", 900)), order(amount=799)):
        with pytest.raises(LimitReached, match=r"(?i)before order o-1 \(till\) was told, 800 of line bread were given back"):
            with_early(as_told(wrong, early), "till", early)
    with pytest.raises(NotInStore, match="never came this way"):
        told_early(back(), early)
    with pytest.raises(LimitReached, match="is in EUR"):
        told_early(back(bread=1), replace(early, currency="SEK"))
    with pytest.raises(LimitReached, match="minor units of SEK"):
        with_early(as_told(bought), "till", replace(early, currency="SEK"))
