"""Purchases and refunds as they happen: the fact, the points and the key, all or nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from regulars.actions.sales import MoneyBack, Purchase, SaleLine
from regulars.errors import IdempotencyConflict, LimitReached, NotInStore, RegularsError, UsageError
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.outbox import number_all, told_after
from regulars.stores.operations.sales import Sales
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT, join

KEY = StoreKey(bytes(range(32)))
BREAD = SaleLine(line_id="1", amount_minor=900, points=9)
JAM = SaleLine(line_id="2", amount_minor=600, points=6)


def opened(store: Store) -> Sales:
    join(store, "anna", "ben")
    return Sales(store, KEY)


def bought(order: str = "o-1", **more: Any) -> Purchase:
    given: dict[str, Any] = {"amount_minor": 1500, "lines": (BREAD, JAM), "member": "anna", **more}
    return Purchase(source="till", order_id=order, currency="EUR", **given)


def back(order: str = "o-1", refund: str = "r-1", lines: dict[str, int] | None = None) -> MoneyBack:
    return MoneyBack(source="till", order_id=order, refund_id=refund, currency="EUR", lines=lines or {})


def available(store: Store, member: str = "anna") -> int:
    return StoreLedger(store).balance(member, AT).available


def told(store: Store) -> list[tuple[str, str | None, int | None]]:
    number_all(store)
    return [(t.kind, t.fact["customer_id"], t.fact.get("amount_minor")) for t in told_after(store, 0)]


def test_a_purchase_is_a_fact_and_earns_in_one_commit(store: Store) -> None:
    sales = opened(store)
    first = sales.buy(bought(), key="k", at=AT)
    assert sales.buy(bought(), key="k", at=AT + timedelta(days=1)) == first
    assert available(store) == 15
    assert told(store) == [("purchases", "anna", 1500), ("incentives", "anna", None)]
    with pytest.raises(IdempotencyConflict):
        sales.buy(bought("o-2"), key="k", at=AT)
    with pytest.raises(LimitReached, match="has earned already"):
        sales.buy(bought(), key="k2", at=AT)
    assert len(told(store)) == 2
    assert check(store) == []


def test_a_receipt_is_claimed_late_and_only_once(store: Store) -> None:
    """A guest pays 15.00; days later Anna brings the receipt. Ben brings the same one."""
    sales = opened(store)
    plain = tuple(SaleLine(line_id=line.line_id, amount_minor=line.amount_minor) for line in (BREAD, JAM))
    assert sales.buy(bought(member=None, lines=plain), key="1", at=AT).entries == ()
    sales.buy(bought(occurred_at=AT), key="2", at=AT + timedelta(days=5))
    with pytest.raises(LimitReached, match="is somebody's already"):
        sales.buy(bought(member="ben", lines=plain), key="3", at=AT + timedelta(days=6))
    assert [(kind, who) for kind, who, _ in told(store) if kind == "purchases"] == [("purchases", None), ("purchases", "anna")]
    assert (available(store), available(store, "ben")) == (15, 0)


def test_a_receipt_claimed_late_earns_for_what_was_kept_alone(store: Store) -> None:
    """A guest gives the jam back, then it turns out that she is Anna: the bread earns its 9 points, and the jam none."""
    sales = opened(store)
    plain = tuple(SaleLine(line_id=line.line_id, amount_minor=line.amount_minor) for line in (BREAD, JAM))
    for order in ("o-1", "o-2"):
        sales.buy(bought(order, member=None, lines=plain), key=order, at=AT)
    sales.give_back(back(lines={"2": 600}), key="jam", at=AT)
    sales.give_back(back("o-2", "r-2"), key="all", at=AT)
    with pytest.raises(LimitReached, match=r"600 minor units were given back.* come to 1,500") as e:
        sales.buy(bought(), key="1", at=AT)
    assert "come to 900 or less" in str(e.value)
    assert "the lines that were kept" in str(e.value)
    sales.buy(bought(lines=(BREAD, plain[1])), key="2", at=AT)
    assert available(store) == 9
    with pytest.raises(LimitReached, match="1,500 minor units were given back"):
        sales.buy(bought("o-2", lines=(SaleLine(line_id="1", amount_minor=0, points=5),)), key="3", at=AT)
    sales.buy(bought("o-2", lines=plain), key="4", at=AT)
    sales.give_back(back(refund="r-3"), key="5", at=AT)
    assert available(store) == 0
    assert check(store) == []


def test_a_refund_takes_back_what_its_lines_earned_and_never_more(store: Store) -> None:
    sales = opened(store)
    sales.buy(bought(), key="k", at=AT)
    sales.give_back(back(lines={"2": 600}), key="r1", at=AT)
    assert available(store) == 9
    with pytest.raises(LimitReached, match="at most the 900 minor units"):
        sales.give_back(back(refund="r-2", lines={"1": 901}), key="r2", at=AT)
    sales.give_back(back(refund="r-2"), key="r3", at=AT)
    assert available(store) == 0
    with pytest.raises(LimitReached, match="at most the 0 minor units"):
        sales.give_back(back(refund="r-3"), key="r4", at=AT)
    assert [amount for kind, _, amount in told(store) if kind == "refunds"] == [600, 900]
    assert check(store) == []


def test_a_refund_counts_once_by_its_number_whatever_key_it_comes_with(store: Store) -> None:
    """The till sends R-1 again after a restart, under a new key: 3.00 of the bread came back, not 6.00."""
    sales = opened(store)
    sales.buy(bought(), key="k", at=AT)
    first = sales.give_back(back(lines={"1": 300}), key="r1", at=AT)
    assert sales.give_back(back(lines={"1": 300}), key="r2", at=AT + timedelta(hours=1)) == first
    assert available(store) == 12
    with pytest.raises(LimitReached, match=r"r-1 .* was told already"):
        sales.give_back(back(lines={"1": 200}), key="r3", at=AT)
    sales.give_back(back(refund="r-2", lines={"1": 300}), key="r4", at=AT)
    assert available(store) == 9
    assert [amount for kind, _, amount in told(store) if kind == "refunds"] == [300, 300]
    assert check(store) == []


def test_a_receipt_that_was_given_back_whole_earns_nothing_whatever_was_off(store: Store) -> None:
    """15.00 were paid after 5.00 off, all of it given back; then a member claims the receipt."""
    sales = opened(store)
    sales.buy(bought(member=None, lines=(), amount_minor=1500), key="k", at=AT)
    sales.give_back(back(lines={"1": 1500}), key="r", at=AT)
    with pytest.raises(LimitReached, match="lines that come to 0 or less"):
        sales.buy(
            bought(amount_minor=1500, discount_minor=500, lines=(SaleLine(line_id="1", amount_minor=500, points=5),)),
            key="l",
            at=AT,
        )


def test_what_never_came_this_way_names_its_lines(store: Store) -> None:
    sales = opened(store)
    with pytest.raises(NotInStore, match="never came this way"):
        sales.give_back(back("o-9"), key="r", at=AT)
    assert sales.give_back(back("o-9", lines={"1": 300}), key="r", at=AT).entries == ()
    assert told(store) == [("refunds", None, 300)]


def test_a_version_that_pays_less_than_was_given_back_is_refused(store: Store) -> None:
    sales = opened(store)
    sales.buy(bought(lines=(), member=None), key="k", at=AT)
    sales.give_back(back(), key="r", at=AT)
    with pytest.raises(LimitReached, match="given back already"):
        sales.buy(bought(lines=(), member=None, amount_minor=1000), key="k2", at=AT)


def test_a_rehearsal_answers_and_writes_nothing(store: Store) -> None:
    sales = opened(store)
    rehearsed = sales.buy(bought(), key="k", at=AT, dry_run=True)
    assert rehearsed.balances[0]["available"] == 15
    assert (available(store), told(store)) == (0, [])
    assert sales.buy(bought(), key="k", at=AT).balances == rehearsed.balances


def test_one_receipt_brought_by_many_at_once_earns_once(store: Store) -> None:
    sales = opened(store)

    def bring(number: int) -> str:
        try:
            sales.buy(bought(member=("anna", "ben")[number % 2]), key=f"k{number}", at=AT)
        except RegularsError as e:
            return type(e).__name__
        return "done"

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(bring, range(16)))
    assert done.count("done") == 1
    assert set(done) == {"done", "LimitReached"}
    assert available(store) + available(store, "ben") == 15
    assert check(store) == []


def test_another_currency_than_the_shops_is_refused(store: Store) -> None:
    opened(store)
    sales = Sales(store, KEY, currency="SEK")
    with pytest.raises(UsageError, match="currency is EUR") as e:
        sales.buy(bought(), key="k", at=AT)
    assert "SEK, the workspace's own" in str(e.value)
    assert "convert it to SEK" in str(e.value)
    with pytest.raises(UsageError, match="currency is EUR"):
        sales.give_back(back(lines={"1": 5}), key="r", at=AT)
    assert told(store) == []
