"""Money comes back in parts, late, twice and early: no points stay without money, and no more comes back than was paid."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count
from math import ceil
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from regulars.actions.sales import MoneyBack, Purchase, SaleLine
from regulars.errors import LimitReached, NotInStore, RegularsError
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.members import Members
from regulars.stores.operations.migrating import migrate
from regulars.stores.operations.sales import Sales
from regulars.stores.operations.schema import LINES, ORDERS
from tests.stores.operations.members import AT
from tests.stores.operations.test_orders import earns, plainly
from tests.stores.operations.test_sales import KEY, available, back, opened, told


def sold(order: str = "o-1", paid: int | None = None, member: str | None = None, **more: Any) -> Purchase:
    """An order, by its lines' prices, or prices and points: ``_1=(1000, 100)``."""
    given = {name[1:]: more.pop(name) for name in list(more) if name[0] == "_"}
    pairs = {name: price if isinstance(price, tuple) else (price, 0) for name, price in given.items()}
    lines = tuple(SaleLine(line_id=name, amount_minor=price, points=points) for name, (price, points) in pairs.items())
    amount = sum(price for price, _ in pairs.values()) if paid is None else paid
    return Purchase(source="till", order_id=order, amount_minor=amount, currency="EUR", member=member, lines=lines, **more)


def buy(store: Store, purchase: Purchase) -> Any:
    return Sales(store, KEY).buy(purchase, key=purchase.digest, at=AT)


def give(store: Store, number: str, order: str = "o-1", **lines: int) -> Any:
    """A refund by its number and what came back of each line: ``_1=400``; of all without them."""
    some = {name[1:]: amount for name, amount in lines.items()}
    return Sales(store, KEY).give_back(back(order, number, some), key=f"{order} {number}", at=AT)


def test_what_was_claimed_for_its_kept_part_goes_with_the_rest_of_the_money(store: Store) -> None:
    """4.00 of 10.00 came back; the other 6.00 earn 60, plainly, after a reason, or by the receipt. Then they come back, too."""
    opened(store)
    kept = plainly(amount=600, points=60)
    for order in ("o-1", "o-2", "o-3"):
        nothing: dict[str, Any] = {"member": "anna", "reason": "no card"} if order == "o-2" else {}
        buy(store, sold(order, _1=1000, **nothing))
        give(store, f"{order} a", order, _1=400)
    earns(store, kept)
    earns(store, plainly(order="o-2", amount=600, points=60))
    buy(store, sold("o-3", 1000, "anna", _1=(600, 60)))
    buy(store, sold("o-3", 1000, "anna", _1=1000))
    assert available(store) == 180
    give(store, "b", "o-3", _1=300)
    assert available(store) == 150
    give(store, "c", "o-3", _1=300)
    for order in ("o-1", "o-2"):
        give(store, f"{order} b", order, _1=600)
    assert available(store) == 0
    assert check(store) == []


def test_all_that_was_paid_takes_all_points_whatever_was_off(store: Store) -> None:
    """10.00 less 2.00 for the whole order: with the 8.00 go all 100 points; half of them with 5.00. A gift may stay."""
    opened(store)
    buy(store, sold("o-1", 800, "anna", _1=(1000, 100), _2=(0, 7), discount_minor=200))
    give(store, "a", _1=500)
    assert available(store) == 57
    give(store, "b", _1=300)
    assert available(store) == 7
    buy(store, sold("o-2", 800, "anna", _1=(800, 80), _2=(200, 20), discount_minor=200))
    give(store, "c", "o-2", _1=800)
    assert available(store) == 7
    assert check(store) == []


def test_a_version_that_leaves_no_money_leaves_no_points(store: Store) -> None:
    """8.00 of 10.00 came back, then the till says that 2.00 were off: nothing was kept."""
    opened(store)
    buy(store, sold(member="anna", _1=(1000, 100)))
    give(store, "a", _1=800)
    assert available(store) == 20
    buy(store, sold("o-1", 800, "anna", _1=1000, discount_minor=200))
    assert available(store) == 0
    assert check(store) == []


@pytest.mark.parametrize("told_again", [False, True], ids=["once", "again"])
def test_a_refund_may_come_before_its_purchase(store: Store, told_again: bool) -> None:
    """Deliveries change places: 3.00 of the bread, and the jam in two parts, come back before anybody bought them."""
    opened(store)
    give(store, "a", _1=300, _2=200)
    give(store, "b", _2=400)
    asked = sold(member="anna", _1=(900, 9), _2=(600, 6), _3=(0, 5))
    given = buy(store, asked)
    assert len(given.entries) == 2
    assert given.balances[0]["available"] == available(store) == 11
    if told_again:
        assert buy(store, asked) == given
        assert give(store, "a", _1=300, _2=200).entries == ()
    with pytest.raises(LimitReached, match="at most the 600 minor units"):
        give(store, "c", _1=601)
    give(store, "c", _1=600)
    assert available(store) == 5
    assert [amount for kind, _, amount in told(store) if kind == "refunds"] == [300, 200, 400, 600]
    assert check(store) == []


def test_shipping_may_come_back_before_its_purchase(store: Store) -> None:
    """11.00 of line 1 come back, which cost 6.00: the rest is shipping. The 4.00 of line 2 follow."""
    opened(store)
    give(store, "a", _1=1100)
    buy(store, sold(member="anna", _1=(600, 60), _2=(400, 40), shipping_minor=500))
    assert available(store) == 40
    give(store, "b")
    assert available(store) == 0


def test_a_purchase_pays_for_what_came_back_before_it(store: Store) -> None:
    """9.00 of line 1 came back: of a purchase that paid less for it, in another currency, or by another name is told so."""
    sales = opened(store)
    give(store, "a", _1=900)
    krona = Purchase(source="till", order_id="o-1", amount_minor=900, currency="SEK")
    with pytest.raises(LimitReached, match=r"(?i)before order o-1 \(till\) was told, 900 of line 1 were given back"):
        Sales(store, KEY, currency="SEK").buy(krona, key="sek", at=AT)
    for wrong in (sold(member="anna", _1=(899, 9)), sold(member="anna", _01=(900, 9)), sold(paid=899)):
        with pytest.raises(LimitReached, match=r"(?i)before order o-1 \(till\) was told, 900 of line 1 were given back"):
            buy(store, wrong)
    other = MoneyBack(source="till", order_id="o-1", refund_id="b", currency="SEK", lines={"1": 1})
    with pytest.raises(LimitReached, match="is in SEK"):
        sales.give_back(other, key="b", at=AT)
    with pytest.raises(NotInStore, match="never came this way"):
        give(store, "c")
    buy(store, sold(_1=900))
    with pytest.raises(LimitReached, match="900 minor units were given back"):
        buy(store, sold(member="anna", _1=(900, 9)))
    assert available(store) == 0


@pytest.mark.parametrize("batch", [False, True], ids=["alone", "in a batch"])
def test_what_came_back_early_does_not_earn_plainly(store: Store, batch: bool) -> None:
    """The till of the points is slower than that of the refunds. Line 2 may earn; line 1 does with its purchase."""
    opened(store)
    more = (plainly(order="another"),) if batch else ()
    give(store, "a", _1=300)
    with pytest.raises(LimitReached, match=r"(?i)of line 1 of order o-1 300 minor units were given back before it earned"):
        earns(store, plainly(), *more)
    earns(store, plainly(line="2", amount=600, points=6), *more)
    buy(store, sold(member="anna", _1=(900, 9), _2=600))
    assert available(store) == (21 if batch else 12)
    assert check(store) == []


def test_what_earned_plainly_and_came_back_is_taken_once_when_its_order_is_told(store: Store) -> None:
    """9 points for 9.00, 3.00 of which came back; then the order is told: 10.00 less 1.00 for the whole of it."""
    opened(store)
    earns(store, plainly())
    give(store, "a", _1=300)
    assert buy(store, sold(paid=900, member="anna", _1=900, _2=100, discount_minor=100)).entries == ()
    assert available(store) == 6
    give(store, "b")
    assert available(store) == 0


def test_no_line_gives_back_more_than_was_paid_for_it(store: Store) -> None:
    """6.00 and 4.00: ten for the second is a slip, and would keep the points of the first."""
    opened(store)
    buy(store, sold(member="anna", _1=(600, 60), _2=400))
    with pytest.raises(LimitReached, match="at most the 400 minor units that are left of what was paid for it"):
        give(store, "a", _2=1000)
    give(store, "b", _2=300)
    with pytest.raises(LimitReached, match="at most the 100 minor units"):
        give(store, "c", _2=101)
    give(store, "d", _1=600)
    assert available(store) == 0


def test_versions_tell_what_was_paid_at_the_till(store: Store) -> None:
    """4.00 of 10.00 came back. A version of 6.00, or of 8.00, would keep points for money that is gone."""
    opened(store)
    buy(store, sold(member="anna", _1=(1000, 100)))
    give(store, "a", _1=400)
    for price in (600, 800):
        with pytest.raises(LimitReached, match=r"beside 400 that were given back[^$]*at the till; refunds stand beside it"):
            buy(store, sold(member="anna", _1=price))
    buy(store, sold(member="anna", _1=1200))
    give(store, "b", _1=200)
    assert available(store) == 60
    give(store, "c", _1=600)
    assert available(store) == 0


def test_a_claim_counts_what_earned_plainly(store: Store) -> None:
    """5.00 of 10.00 were kept, and earned by line 1; a claim by line 2 asks for as much again."""
    opened(store)
    buy(store, sold(_1=500, _2=500))
    give(store, "a", _2=500)
    earns(store, plainly(amount=500, points=50))
    with pytest.raises(LimitReached, match="come to 1,000"):
        buy(store, sold(member="anna", _1=500, _2=(500, 50)))
    assert available(store) == 50


def test_shipping_comes_back_after_the_goods(store: Store) -> None:
    """10.00 and 5.00 of shipping, on no line: it comes back on the line of the goods, with them or later."""
    opened(store)
    for order, refunds in (("o-1", (1000, 500)), ("o-2", (700, 800)), ("o-3", (1500,))):
        buy(store, sold(order, member="anna", _1=(1000, 100), shipping_minor=500))
        for number, amount in enumerate(refunds):
            give(store, f"{order} {number}", order, _1=amount)
        with pytest.raises(LimitReached, match="at most the 0 minor units"):
            give(store, f"{order} more", order, _1=1)
    for order, some in (("o-4", {"_1": 1100, "_2": 400}), ("o-5", {"_1": 600, "_2": 900})):
        buy(store, sold(order, member="anna", _1=(600, 60), _2=(400, 40), shipping_minor=500))
        give(store, order, order, **some)
    assert available(store) == 0
    assert sum(amount or 0 for kind, _, amount in told(store) if kind == "refunds") == 5000
    assert check(store) == []


def test_a_customer_who_joins_has_her_orders(store: Store) -> None:
    """Zoe shopped as C-1, then joined. Her receipts earn, plainly and by the purchase; nobody else's do, nor hers for Anna."""
    opened(store)
    for order, customer in (("o-1", "C-1"), ("o-2", "C-1"), ("o-3", "C-2")):
        buy(store, sold(order, customer_id=customer, _1=900))
    zoe = Members(store, KEY).join(key="zoe", at=AT, customer_id="C-1")
    ledger = StoreLedger(store, key=KEY)
    for member, order in ((zoe, "o-3"), ("anna", "o-1")):
        with pytest.raises(LimitReached, match="is somebody's already"):
            ledger.act(plainly(member, order), key="wrong", at=AT)
        with pytest.raises(LimitReached, match="is somebody's already"):
            buy(store, sold(order, member=member, _1=(900, 9)))
    ledger.act(plainly(zoe), key="e", at=AT)
    buy(store, sold("o-2", member=zoe, _1=(900, 9)))
    assert available(store, zoe) == 18
    with pytest.raises(LimitReached, match="is somebody's already"):
        buy(store, sold("o-2", member="anna", _1=900))


def test_goods_that_a_voucher_paid_earn_though_their_shipping_came_back(store: Store) -> None:
    opened(store)
    goods = (SaleLine(line_id="1", amount_minor=1000), SaleLine(line_id="v", amount_minor=1000, role="voucher"))
    purchase = Purchase(source="till", order_id="o-1", amount_minor=0, currency="EUR", shipping_minor=500, lines=goods)
    buy(store, purchase)
    give(store, "a", _1=500)
    earns(store, plainly(amount=1000, points=10))
    assert available(store) == 10


def test_an_order_told_without_lines_gives_back_any(store: Store) -> None:
    """15.00 in all, and line 1 earned for 9.00. Line 2 comes back, of which nobody wrote anything down."""
    opened(store)
    buy(store, sold(paid=1500, member="anna"))
    earns(store, plainly())
    assert give(store, "a", _2=600).entries == ()
    with pytest.raises(NotInStore, match="has no line 01"):
        give(store, "b", _01=900)
    give(store, "c", _1=300)
    assert available(store) == 6
    give(store, "d", _1=600)
    assert available(store) == 0


def test_an_order_of_before_is_given_back_by_what_the_ledger_knows(store: Store) -> None:
    """What came back of each line was not written down then."""
    opened(store)
    buy(store, sold(member="anna", _1=(1000, 100), _2=500))
    give(store, "a", _1=400)
    with store.writing() as c:
        c.execute(update(ORDERS).values(refunded_lines=None))
    give(store, "b", _1=300)
    assert available(store) == 30
    with pytest.raises(LimitReached, match="at most the 300 minor units"):
        give(store, "c", _1=301)


NUMBERS = count()
PRICES = st.dictionaries(st.sampled_from(["1", "2"]), st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=2)
SOME = st.dictionaries(st.sampled_from(["1", "2"]), st.integers(1, 4), min_size=1, max_size=2)
BUY = st.tuples(st.just("buy"), st.booleans(), PRICES, st.integers(0, 3), st.integers(0, 3))
ACTS = st.one_of(
    BUY,
    st.tuples(st.just("earn"), st.sampled_from(["1", "2"]), st.integers(0, 4), st.integers(1, 9)),
    st.tuples(st.just("back"), SOME),
    st.tuples(st.just("whole")),
)


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples: each has an order of its own."""
    with open_store(tmp_path_factory.mktemp("given back") / "shop.db") as store:
        migrate(store)
        opened(store)
        yield store


def purchase_of(order: str, member: bool, prices: dict[str, tuple[int, int]], off: int, shipping: int) -> Purchase:
    """Points are given to members alone; no more is taken off than the goods cost."""
    lines = {f"_{name}": (price, points if member else 0) for name, (price, points) in prices.items()}
    paid = max(sum(price for price, _ in prices.values()) - off, 0)
    who = "anna" if member else None
    return sold(order, paid, who, discount_minor=off, shipping_minor=shipping, **lines)


def acted(store: Store, order: str, act: tuple[Any, ...], number: int) -> bool:
    """Whether an act was taken."""
    try:
        match act:
            case ("buy", *how):
                Sales(store, KEY).buy(purchase_of(order, *how), key=f"{order} {number}", at=AT)
            case ("earn", line, amount, points):
                earns(store, plainly(order=order, line=line, amount=amount, points=points), key=f"{order} {number}")
            case ("back", some):
                give(store, f"{order} {number}", order, **{f"_{name}": amount for name, amount in some.items()})
            case _:
                give(store, f"{order} {number}", order)
    except RegularsError:
        return False
    return True


def left(store: Store, order: str) -> dict[str, int]:
    """The points that are left of each line."""
    query = select(LINES).where(LINES.c.reference == order, LINES.c.unit == "points")
    with store.reading() as c:
        return {row.line_id: row.points - row.reversed for row in c.execute(query)}


def is_sound(store: Store, order: str, given: int) -> None:
    """No points without money, line by line and in all, and no more given back than was paid. ``given``: by lines, so far."""
    with store.reading() as c:
        row = c.execute(select(ORDERS).where(ORDERS.c.order_id == order)).one_or_none()
        lines = c.execute(select(LINES).where(LINES.c.reference == order, LINES.c.unit == "points")).all()
    if row is None or not row.told:
        return
    assert given <= row.refunded_minor + row.beside_refunded_minor <= row.amount_minor + row.beside_minor
    assert all(row.refunded_lines.get(name, 0) <= price for name, (price, _) in row.lines.items())
    for line in (x for x in lines if x.amount_minor):
        kept = max(row.lines.get(line.line_id, (line.amount_minor, ""))[0] - row.refunded_lines.get(line.line_id, 0), 0)
        most = ceil(Fraction(line.points * min(kept, line.amount_minor), line.amount_minor))
        assert line.points - line.reversed <= (0 if row.refunded_minor == row.amount_minor > 0 else most)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=2, max_size=7))
def test_no_points_stay_without_money_whatever_is_told(one_store: Store, acts: list[tuple[Any, ...]]) -> None:
    order, given_back = f"any {next(NUMBERS)}", 0
    for number, act in enumerate(acts):
        if acted(one_store, order, act, number) and act[0] == "back":
            given_back += sum(act[1].values())
        is_sound(one_store, order, given_back)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), bought=BUY, refunds=st.lists(st.tuples(st.just("back"), SOME), min_size=1, max_size=3))
def test_deliveries_may_change_places(one_store: Store, data: st.DataObject, bought: Any, refunds: list[Any]) -> None:
    """A purchase and its refunds, in their order and in any other: what is taken in the one ends the same in the other."""
    order, other = f"right {next(NUMBERS)}", f"other {next(NUMBERS)}"
    acts = [bought, *refunds]
    taken = [acted(one_store, order, act, number) for number, act in enumerate(acts)]
    assume(taken[0])
    acts = [act for act, is_taken in zip(acts, taken, strict=True) if is_taken]
    for number, act in enumerate(data.draw(st.permutations(acts))):
        assert acted(one_store, other, act, number)
    assert left(one_store, order) == left(one_store, other)
