"""Versions of an order, and its refunds, on the store: what doesn't fit is refused, and spoils nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from regulars.actions.rewards.ledger.acting import Posted
from regulars.actions.rewards.ledger.requests import Earn, EarnAll, EarnLine, Merge
from regulars.actions.sales import SaleLine
from regulars.errors import LimitReached, NotInStore
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.schema import LINES, MEMBERS, ORDERS
from tests.stores.operations.members import AT, join
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


def plainly(member: str = "anna", order: str = "o-1", amount: int = 900, points: int = 9, line: str = "1") -> Earn:
    """An earn that never says that it is a purchase."""
    given = EarnLine(line_id=line, points=points, amount_minor=amount)
    return Earn(member=member, reference=order, source="till", lines=(given,))


def earns(store: Store, *asked: Earn, dry_run: bool = False, key: str = "") -> Posted:
    request = asked[0] if len(asked) == 1 else EarnAll(earns=asked)
    return StoreLedger(store).act(request, key=key or f"earn {request.digest}", at=AT, dry_run=dry_run)


def guests(**more: Any) -> Any:
    plain = tuple(SaleLine(line_id=line.line_id, amount_minor=line.amount_minor) for line in (BREAD, JAM))
    return bought(**{"member": None, "lines": plain, **more})


@pytest.mark.parametrize("batch", [False, True], ids=["alone", "in a batch"])
def test_what_was_given_back_earns_nothing_plainly_either(store: Store, batch: bool) -> None:
    """A guest's order came back whole, another's jam; then a till without purchases tells what they earn."""
    sales = opened(store)
    more = (plainly(order="another"),) if batch else ()
    for order in ("o-1", "o-2"):
        sales.buy(guests(order=order), key=order, at=AT)
    sales.give_back(back(), key="r1", at=AT)
    sales.give_back(back("o-2", "r-2", lines={"2": 600}), key="r2", at=AT)
    for dry_run in (True, False):
        with pytest.raises(LimitReached, match="come to 0 or less"):
            earns(store, plainly(), *more, dry_run=dry_run)
    with pytest.raises(LimitReached, match="come to 900 or less"):
        earns(store, plainly(order="o-2"), plainly(order="o-2", line="2", amount=600, points=6))
    assert available(store) == 0
    done = earns(store, plainly(order="o-2"), *more, key="k")
    assert available(store) == (18 if batch else 9)
    sales.give_back(back("o-2", "r-3"), key="r3", at=AT)
    assert earns(store, plainly(order="o-2"), *more, key="k") == done
    assert available(store) == (9 if batch else 0)
    assert check(store) == []


def test_nobody_earns_for_somebody_elses_order(store: Store) -> None:
    """Anna's order, and a customer's who is no member. A guest's receipt is whose who earns for it first."""
    sales = opened(store)
    sales.buy(bought(lines=()), key="b", at=AT)
    sales.buy(guests(order="o-2", customer_id="C-1"), key="c", at=AT)
    sales.buy(guests(order="o-3"), key="d", at=AT)
    for wrong in ((plainly("ben"),), (plainly("ben", "o-2"),), (plainly("ben", "o-9"), plainly("ben"))):
        with pytest.raises(LimitReached, match="is somebody's already"):
            earns(store, *wrong)
    with pytest.raises(LimitReached, match="is somebody's already"):
        earns(store, plainly("anna", "o-3"), plainly("ben", "o-3", 600, 6, "2"))
    earns(store, plainly(order="o-3"))
    for line in ("1", "2"):
        with pytest.raises(LimitReached, match="is somebody's already"):
            earns(store, plainly("ben", "o-3", 600, 6, line))
    with pytest.raises(LimitReached, match="is somebody's already"):
        sales.buy(guests(order="o-3", member="ben"), key="e", at=AT)
    earns(store, plainly(), plainly(line="2", amount=600, points=6))
    assert (available(store), available(store, "ben")) == (24, 0)
    sales.buy(guests(order="o-3", member="anna"), key="f", at=AT)


def test_what_earns_was_paid_for(store: Store) -> None:
    """15.00 were paid: the bread earns for its 9.00, then the jam for no more than 6.00, and tea nobody bought not at all."""
    sales = opened(store)
    sales.buy(guests(member="anna"), key="b", at=AT)
    sales.buy(bought("o-2", lines=()), key="c", at=AT)
    earns(store, plainly())
    for wrong in (plainly(line="2", amount=601), plainly(line="3", amount=1)):
        with pytest.raises(LimitReached, match="a line of the order, with what was paid for it"):
            earns(store, wrong)
    earns(store, plainly(order="o-2"))
    with pytest.raises(LimitReached, match="come to 1,501 minor units, and 1,500 were paid"):
        earns(store, plainly(order="o-2", line="2", amount=601))
    with pytest.raises(LimitReached, match="come to 1,501 minor units, and 1,500 were paid"):
        earns(store, *(plainly(order="o-2", line=f"3{n}", amount=n) for n in (600, 1)))
    earns(store, plainly(order="o-2", line="2", amount=600))
    assert earns(store, plainly(order="o-2"), key=f"earn {plainly(order='o-2').digest}").entries
    assert available(store) == 27


def test_a_purchase_that_is_told_first_after_an_earn_pays_for_it(store: Store) -> None:
    """Anna earned for 9.00; then the order is told with 1.00, or with other goods, or as Ben's."""
    sales = opened(store)
    earns(store, plainly())
    tea = SaleLine(line_id="3", amount_minor=900)
    for amount, lines, match in ((100, (), "pays 100"), (900, (tea,), "leaves it out")):
        with pytest.raises(LimitReached, match=match):
            sales.buy(bought(amount_minor=amount, lines=lines), key="b", at=AT)
    with pytest.raises(LimitReached, match="is somebody's already"):
        sales.buy(guests(member="ben"), key="b", at=AT)
    sales.buy(guests(member="anna"), key="b", at=AT)
    sales.give_back(back(), key="r", at=AT)
    assert available(store) == 0


def test_a_line_whose_price_grew_is_given_back_whole(store: Store) -> None:
    """The bread cost 9.00 and then 12.00; given back by its line it takes all 9 points. The jam earned without an amount."""
    sales = opened(store)
    sales.buy(bought(lines=(BREAD,)), key="b", at=AT)
    dearer = (SaleLine(line_id="1", amount_minor=1200), SaleLine(line_id="2", amount_minor=600))
    sales.buy(bought(amount_minor=1800, lines=dearer), key="b2", at=AT)
    earns(store, plainly(line="2", amount=0, points=6))
    sales.give_back(back(lines={"2": 300}), key="r0", at=AT)
    assert available(store) == 12
    sales.give_back(back(refund="r-2", lines={"1": 1200}), key="r", at=AT)
    assert available(store) == 3
    sales.give_back(back(refund="r-3"), key="r3", at=AT)
    assert available(store) == 0
    assert check(store) == []


def test_the_order_of_a_member_who_became_another_is_told_again(store: Store) -> None:
    """Anna bought; she and Ben are one. Both ids may tell her order again, and earn for it; Zoe's may not."""
    sales = opened(store)
    join(store, "zoe")
    plain = (SaleLine(line_id="1", amount_minor=900), SaleLine(line_id="2", amount_minor=600))
    sales.buy(bought(lines=(BREAD, plain[1])), key="b", at=AT)
    StoreLedger(store).act(Merge(absorbed="anna", into="ben"), key="m", at=AT)
    with pytest.raises(LimitReached, match="is somebody's already"):
        sales.buy(bought(member="zoe", lines=plain), key="0", at=AT)
    earns(store, plainly("ben", line="2", amount=300, points=3))
    sales.buy(bought(member="anna", lines=plain), key="1", at=AT)
    sales.buy(bought(member="ben", lines=plain), key="2", at=AT)
    earns(store, plainly("anna", line="4", amount=0, points=1))
    assert available(store, "ben") == 13


def test_what_earned_nothing_with_a_reason_earns_when_it_is_told_again(store: Store) -> None:
    sales = opened(store)
    sales.buy(guests(member="anna", reason="left out: the card was forgotten"), key="b", at=AT)
    sales.buy(bought(), key="b2", at=AT)
    assert available(store) == 15
    with pytest.raises(LimitReached, match="has earned already"):
        sales.buy(bought(), key="b3", at=AT)
    sales.give_back(back(lines={"2": 600}), key="r", at=AT)
    assert available(store) == 9
    sales.give_back(back(refund="r-2"), key="r2", at=AT)
    assert available(store) == 0
    assert check(store) == []


def test_a_line_that_was_kept_with_a_blank_comes_back_under_its_name(store: Store) -> None:
    """Written down before names were looked at."""
    sales = opened(store)
    sales.buy(bought(), key="b", at=AT)
    with store.writing() as c:
        c.execute(update(LINES).where(LINES.c.line_id == "1").values(line_id=" 1 "))
        c.execute(update(ORDERS).values(lines=None, line_ids=[" 1 ", "2"], paid_minor=None))
    sales.give_back(back(lines={" 1 ": 900}), key="r", at=AT)
    assert available(store) == 6
    sales.give_back(back(refund="r-2"), key="r2", at=AT)
    assert available(store) == 0


def test_a_shop_that_tells_no_purchases_gives_back_what_it_likes(store: Store) -> None:
    """Only line 1 earned, and only the ledger knows of it. A bag comes back, alone or with it: a fact, and no points."""
    sales = opened(store)
    earns(store, plainly())
    assert sales.give_back(back(lines={"bag": 20}), key="r", at=AT).entries == ()
    with pytest.raises(NotInStore, match="has no line 01"):
        sales.give_back(back(refund="r-2", lines={"01": 900}), key="r2", at=AT)
    sales.give_back(back(refund="r-2", lines={"1": 900, "bag": 20}), key="r2", at=AT)
    assert available(store) == 0
    assert [amount for kind, _, amount in told(store) if kind == "refunds"] == [20, 900, 20]


def test_shipping_comes_back_beside_the_goods(store: Store) -> None:
    """15.00 of goods and 5.00 to bring them. All of it comes back; facts tell of the goods, as the purchase's amount does."""
    sales = opened(store)
    way = SaleLine(line_id="way", amount_minor=500, role="shipping", points=5)
    sales.buy(bought(lines=(BREAD, JAM, way), shipping_minor=500), key="b", at=AT)
    sales.buy(bought("o-2", shipping_minor=500), key="b2", at=AT)
    assert available(store) == 35
    sales.give_back(back(lines={"way": 200}), key="r1", at=AT)
    assert available(store) == 33
    with pytest.raises(LimitReached, match="that are left, and 300 of shipping and fees"):
        sales.give_back(back(refund="r-2", lines={"way": 301}), key="r2", at=AT)
    sales.give_back(back(refund="r-2", lines={"1": 900, "2": 600}), key="r2", at=AT)
    sales.give_back(back(refund="r-3"), key="r3", at=AT)
    sales.give_back(back("o-2", "r-4", lines={"1": 900, "2": 1100}), key="r4", at=AT)
    assert available(store) == 0
    assert [amount for kind, _, amount in told(store) if kind == "refunds"] == [900, 600, 900, 600]
    for order in ("o-1", "o-2"):
        with pytest.raises(LimitReached, match="at most the 0 minor units"):
            sales.give_back(back(order, "r-5"), key="r5", at=AT)
    assert check(store) == []


def test_whoever_was_erased_is_said_to_be(store: Store) -> None:
    sales = opened(store)
    with store.writing() as c:
        c.execute(update(MEMBERS).where(MEMBERS.c.member_id == "anna").values(erased_at=AT + timedelta(days=9)))
    for act in (
        lambda: earns(store, plainly()),
        lambda: StoreLedger(store).balance("anna", AT),
        lambda: sales.buy(bought(), key="b", at=AT),
    ):
        with pytest.raises(NotInStore, match=r"'anna' was erased on 2026-01-10.\n.*who is there"):
            act()


def test_an_order_of_before_is_held_to_what_is_known_of_it(store: Store) -> None:
    """Its lines and what paid for them were not written down then."""
    opened(store)
    row = {"source": "till", "order_id": "o-1", "occurred_at": AT, "recorded_at": AT, "amount_minor": 900, "currency": "EUR"}
    with store.writing() as c:
        c.execute(insert(ORDERS).values(**row, refunded_minor=300))
    with pytest.raises(LimitReached, match="come to 600 or less"):
        earns(store, plainly())
    earns(store, plainly(amount=600))
